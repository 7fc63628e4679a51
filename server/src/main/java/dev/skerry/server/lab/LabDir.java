package dev.skerry.server.lab;

import dev.skerry.server.config.DataDir;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// All files of one lab. Two labs share nothing.
///
/// @param root `labs/<name>` below Skerry's home
public record LabDir(Path root) {
  /// A Unix socket's path has 108 bytes at most (unix(7)), its end included.
  private static final int MAX_SOCKET_PATH = 100;

  private static final int MARK_CHARS = 8;

  public static LabDir of(Path home, String name) {
    return new LabDir(home.resolve("labs").resolve(name).toAbsolutePath().normalize());
  }

  public String name() {
    return root.getFileName().toString();
  }

  /// Skerry's home, where `labs` is.
  Path home() {
    return root.resolve("../..").normalize();
  }

  public boolean exists() {
    return Files.isDirectory(root);
  }

  public Path state() {
    return root.resolve("lab.json");
  }

  public DataDir core() {
    return new DataDir(root.resolve("core"));
  }

  public DataDir site(String site) {
    return new DataDir(root.resolve("sites").resolve(site));
  }

  public Path logs() {
    return root.resolve("logs");
  }

  Path processes() {
    return root.resolve("run");
  }

  /// Where it is tried whether containers run here.
  Path probe() {
    return root.resolve("probe");
  }

  /// How a path of this lab, and of no other, begins: one is on the command line of each process.
  List<String> prefixes() {
    return List.of(root + "/", far() + "/");
  }

  /// Short, and different for each lab of the machine.
  public String mark() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(root.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, MARK_CHARS);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }

  /// The network namespace of a site with containers.
  public String namespace(String site) {
    return "skerry-" + mark() + "-" + site;
  }

  /// Where the relay is told what to do.
  public Path relaySocket() {
    Path near = root.resolve("run").resolve("relay.sock");
    return near.toString().length() <= MAX_SOCKET_PATH ? near : far().resolve("relay.sock");
  }

  private Path far() {
    return Path.of(System.getProperty("java.io.tmpdir"), "skerry-lab-" + mark());
  }

  /// Makes what is missing, for its owner only.
  public void create() throws IOException {
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    Files.createDirectories(root.getParent());
    for (Path each : List.of(root, processes(), logs(), relaySocket().getParent())) {
      if (!Files.isDirectory(each)) {
        Files.createDirectory(each, owner);
      }
    }
  }

  /// Removes every file; nothing of the lab may run.
  public void delete() throws IOException {
    delete(far());
    delete(root);
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(directory)) {
      walk.sorted(Comparator.reverseOrder()).forEach(LabDir::deleteOne);
    } catch (UncheckedIOException failed) {
      throw failed.getCause();
    }
  }

  private static void deleteOne(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (NoSuchFileException _) {
      // Gone already.
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
