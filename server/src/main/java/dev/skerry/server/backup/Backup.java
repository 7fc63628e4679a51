package dev.skerry.server.backup;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.server.config.DataDir;
import dev.skerry.store.StoreFailure;
import dev.skerry.store.sqlite.SqliteStore;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes what a control plane cannot be made again without into a zip file: configuration, keys,
/// the store as of one moment, and images if asked for. Volumes of pods are not in it.
///
/// ```
/// skerry-backup.json   {version, taken}
/// store.db             a copy that SQLite made
/// pki/…  core.yaml …   as in the data directory
/// content/…            images, if asked for
/// ```
public final class Backup {
  static final String HEAD = "skerry-backup.json";
  static final String STORE = "store.db";

  /// One of them says what the directory is; all else is of no use without it.
  static final List<String> CONFIGURATIONS = List.of("core.yaml", "site.yaml", "node.yaml");

  private static final String KUBECONFIG = "admin.kubeconfig";
  private static final int BUFFER_BYTES = 1 << 20;

  private final DataDir data;
  private final ZipOutputStream zip;

  private Backup(DataDir data, ZipOutputStream zip) {
    this.data = data;
    this.zip = zip;
  }

  /// The file is whole or not there; it is for its owner's eyes only, as it holds keys. Processes
  /// go on meanwhile.
  ///
  /// @param version of the program
  /// @throws StoreFailure when the store cannot be read
  public static void write(DataDir data, Path file, boolean images, String version)
      throws IOException, StoreFailure {
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    Path store = file.resolveSibling(file.getFileName() + ".store");
    Files.deleteIfExists(unfinished);
    Files.deleteIfExists(store);
    try {
      SqliteStore.backup(data.store(), store);
      try (FileChannel channel = privateFile(unfinished)) {
        OutputStream out =
            new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
        var zip = new ZipOutputStream(out);
        new Backup(data, zip).write(store, images, version);
        zip.finish();
        out.flush();
        channel.force(true);
      }
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(store);
      Files.deleteIfExists(unfinished);
    }
  }

  private static FileChannel privateFile(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private void write(Path store, boolean images, String version) throws IOException {
    var head = Json.object().put("version", version).put("taken", Instant.now().toString()).build();
    zip.putNextEntry(new ZipEntry(HEAD));
    zip.write(JsonText.bytes(head));
    put(STORE, store);
    putTree(data.pki());
    putFile(data.adminKubeconfig());
    if (images) {
      putTree(data.content());
    }
    for (String configuration : CONFIGURATIONS) {
      putFile(data.root().resolve(configuration));
    }
  }

  private void putTree(Path tree) throws IOException {
    if (Files.isDirectory(tree)) {
      try (Stream<Path> files = Files.walk(tree)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          putFile(file);
        }
      }
    }
  }

  private void putFile(Path file) throws IOException {
    if (Files.isRegularFile(file)) {
      put(data.root().relativize(file).toString(), file);
    }
  }

  private void put(String name, Path file) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    Files.copy(file, zip);
  }

  /// Whether a name is one that a backup has, and stays below the directory it is unpacked in.
  static boolean isKnown(String name) {
    boolean known =
        name.equals(HEAD)
            || name.equals(STORE)
            || name.equals(KUBECONFIG)
            || CONFIGURATIONS.contains(name)
            || name.startsWith("pki/")
            || name.startsWith("content/");
    return known && !name.contains("..") && !name.contains("\\") && !name.endsWith("/");
  }
}
