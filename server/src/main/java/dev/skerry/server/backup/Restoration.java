package dev.skerry.server.backup;

import dev.skerry.drivers.disk.Disk;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonRefused;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.server.config.ConfigRefused;
import dev.skerry.server.config.DataDir;
import dev.skerry.store.StoreFailure;
import dev.skerry.store.sqlite.Inspection;
import dev.skerry.store.sqlite.SqliteStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// Makes a data directory of a [Backup]. The store's history is a new one (as
/// `dev.skerry.store.Restore` says): revisions jump, whoever watched starts over, and children see
/// by the incarnation that their parent has forgotten things.
///
/// @param taken when the backup was made, as its own clock said
/// @param store as it is now
public record Restoration(String taken, Inspection store) {
  /// For people.
  public String told() {
    return "state of " + taken + ": " + store.rows() + " rows, revision " + store.head().value();
  }

  private static final String OWNER_ONLY = "rw-------";
  private static final String READABLE = "rw-r--r--";

  /// @param data must be empty, or not there; it is left so when this fails
  /// @throws ConfigRefused when it is not empty, or the file is no backup
  public static Restoration restore(Path file, DataDir data)
      throws IOException, StoreFailure, ConfigRefused {
    requireEmpty(data);
    boolean done = false;
    try (var zip = new ZipFile(file.toFile())) {
      Restoration restored = restore(zip, file, data);
      done = true;
      return restored;
    } catch (ZipException broken) {
      throw new ConfigRefused(
          file + " is not a whole backup: " + broken.getMessage() + "; take another", broken);
    } finally {
      if (!done) {
        clear(data.root());
      }
    }
  }

  private static void requireEmpty(DataDir data) throws IOException, ConfigRefused {
    Files.createDirectories(data.root());
    try (Stream<Path> inside = Files.list(data.root())) {
      if (inside.findAny().isPresent()) {
        throw new ConfigRefused(
            data.root() + " is not empty; move it away first, so that nothing is mixed or lost");
      }
    }
  }

  private static Restoration restore(ZipFile zip, Path file, DataDir data)
      throws IOException, StoreFailure, ConfigRefused {
    List<ZipEntry> entries = new ArrayList<>(zip.stream().map(ZipEntry.class::cast).toList());
    for (ZipEntry entry : entries) {
      if (!Backup.isKnown(entry.getName())) {
        throw new ConfigRefused(file + " is no backup of skerry: it has " + entry.getName());
      }
    }
    Obj head = head(zip, file);
    Path copy = data.root().resolve(Backup.STORE + ".copy");
    unpack(zip, require(zip, Backup.STORE, file), copy);
    try {
      SqliteStore.restore(copy, data.store(), Long.toHexString(new SecureRandom().nextLong()));
    } catch (StoreFailure damaged) {
      throw new ConfigRefused("the store in " + file + " is damaged; take another", damaged);
    }
    Files.delete(copy);
    // Configurations come last: without one the directory is nobody's.
    for (ZipEntry entry : entries) {
      String name = entry.getName();
      if (!name.equals(Backup.HEAD) && !name.equals(Backup.STORE)) {
        unpack(zip, entry, data.root().resolve(name));
      }
    }
    return new Restoration(head.text("taken"), Inspection.of(data.store()));
  }

  private static Obj head(ZipFile zip, Path file) throws IOException, ConfigRefused {
    try (InputStream in = zip.getInputStream(require(zip, Backup.HEAD, file))) {
      JsonText.Parsed head = JsonText.parse(in.readAllBytes(), JsonLimits.STORED);
      return head.value() instanceof Obj object ? object : Obj.EMPTY;
    } catch (JsonRefused damaged) {
      throw (ZipException) new ZipException(Backup.HEAD + " is damaged").initCause(damaged);
    }
  }

  private static ZipEntry require(ZipFile zip, String name, Path file) throws ConfigRefused {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new ConfigRefused(file + " is no backup of skerry: it has no " + name);
    }
    return entry;
  }

  private static void unpack(ZipFile zip, ZipEntry entry, Path to) throws IOException {
    Path directory = to.toAbsolutePath().getParent();
    if (directory != null && !Files.isDirectory(directory)) {
      Files.createDirectories(directory);
      if (entry.getName().startsWith("pki/")) {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
      }
    }
    boolean open = to.toString().endsWith(".crt") || entry.getName().startsWith("content/");
    Files.createFile(
        to,
        PosixFilePermissions.asFileAttribute(
            PosixFilePermissions.fromString(open ? READABLE : OWNER_ONLY)));
    var sum = new CRC32();
    try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), sum);
        var out = Files.newOutputStream(to)) {
      in.transferTo(out);
    }
    if (sum.getValue() != entry.getCrc()) {
      throw new ZipException(entry.getName() + " is damaged");
    }
  }

  private static void clear(Path root) throws IOException {
    try (Stream<Path> inside = Files.list(root)) {
      for (Path each : inside.toList()) {
        Disk.delete(each);
      }
    }
  }
}
