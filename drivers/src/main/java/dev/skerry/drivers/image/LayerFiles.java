package dev.skerry.drivers.image;

import dev.skerry.content.tar.TarEntry;
import dev.skerry.content.tar.TarReader;
import dev.skerry.drivers.disk.Disk;
import dev.skerry.drivers.disk.RootedPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Lays the entries of one layer into a directory (OCI image spec, layer.md). No entry, link or
/// parent leads out of the directory; device nodes and fifos are left out; what a layer may cost is
/// bounded.
final class LayerFiles {
  /// Entries of one layer: ten times the largest distribution image seen.
  private static final long MAX_ENTRIES = 1_000_000;

  /// Unpacked bytes of one layer: an accelerator's libraries take a tenth.
  private static final long MAX_BYTES = 64L << 30;

  /// Bytes of the disk that unpacking leaves to everyone else.
  private static final long RESERVE_BYTES = 256L << 20;

  /// Users and groups of Linux; the last means none.
  private static final long MAX_ID = 0xffff_fffeL;

  private static final int BUFFER_BYTES = 64 * 1024;

  private static final String WHITEOUT = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";

  private final Path root;
  private final boolean owners;
  private final LongSupplier freeBytes;
  private long entries;
  private long bytes;
  private final TreeSet<String> deleted = new TreeSet<>();
  private final TreeSet<String> opaque = new TreeSet<>();

  /// Directories get their time and mode when all is in them.
  private final SortedMap<Path, TarEntry> directories = new TreeMap<>();

  /// @param owners keep user and group: needs root
  LayerFiles(Path root, boolean owners) {
    this(root, owners, () -> root.toFile().getUsableSpace() - RESERVE_BYTES);
  }

  /// @param freeBytes how much may still be unpacked
  LayerFiles(Path root, boolean owners, LongSupplier freeBytes) {
    this.root = root;
    this.owners = owners;
    this.freeBytes = freeBytes;
  }

  /// Names that the layer deletes, relative to its root; known after [#scan] or [#unpack].
  List<String> deleted() {
    return List.copyOf(deleted);
  }

  /// Directories of which the layer shows nothing from below.
  List<String> opaque() {
    return List.copyOf(opaque);
  }

  /// Reads only what the layer deletes.
  void scan(InputStream blob) throws IOException {
    try (TarReader tar = LayerTar.open(blob)) {
      for (var next = tar.next(); next.isPresent(); next = tar.next()) {
        count(next.get());
        boolean ignored = whiteout(clean(next.get().name()));
      }
      toEnd(blob);
    }
  }

  void unpack(InputStream blob) throws IOException {
    try (TarReader tar = LayerTar.open(blob)) {
      for (var next = tar.next(); next.isPresent(); next = tar.next()) {
        TarEntry entry = next.get();
        count(entry);
        String name = clean(entry.name());
        if (!name.isEmpty() && !whiteout(name)) {
          put(name, entry, tar);
        }
      }
      toEnd(blob);
    }
    for (var directory : directories.entrySet().stream().toList().reversed()) {
      if (isStill(directory.getKey())) {
        settle(directory.getKey(), directory.getValue());
      }
    }
  }

  /// A later entry may have put a link in its place, or in that of a parent.
  private static boolean isStill(Path directory) throws IOException {
    return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
        && directory.toRealPath().equals(directory);
  }

  private void count(TarEntry entry) throws IOException {
    entries++;
    bytes += entry.size();
    if (entries > MAX_ENTRIES || bytes > MAX_BYTES) {
      throw new IOException("a layer has over " + MAX_ENTRIES + " files or 64 GiB; not unpacked");
    }
  }

  /// Whether the blob is what its name says is known at its end only, which is behind that of the
  /// tar.
  private static void toEnd(InputStream blob) throws IOException {
    long _ = blob.transferTo(OutputStream.nullOutputStream());
  }

  private boolean whiteout(String name) throws IOException {
    int slash = name.lastIndexOf('/');
    String parent = slash < 0 ? "" : name.substring(0, slash + 1);
    String last = name.substring(slash + 1);
    if (last.equals(OPAQUE)) {
      opaque.add(parent);
      return true;
    }
    if (last.startsWith(WHITEOUT)) {
      String hidden = last.substring(WHITEOUT.length());
      if (hidden.isEmpty() || hidden.equals(".") || hidden.equals("..")) {
        throw new IOException("tar entry " + name + " deletes no file by name");
      }
      deleted.add(parent + hidden);
      return true;
    }
    return false;
  }

  private void put(String name, TarEntry entry, TarReader tar) throws IOException {
    Path path = RootedPath.parentResolved(root, name);
    Path parent = path.getParent();
    if (parent == null || !parent.startsWith(root)) {
      throw new IOException("tar entry " + name + " leaves the image");
    }
    Files.createDirectories(parent);
    boolean directory = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    switch (entry.kind()) {
      case DIRECTORY -> {
        if (!directory) {
          Files.deleteIfExists(path);
          Files.createDirectory(path);
        }
        directories.put(path, entry);
      }
      case FILE -> {
        Disk.delete(path);
        try (OutputStream out = Files.newOutputStream(path)) {
          fill(out, tar.content());
        }
        settle(path, entry);
      }
      case SYMBOLIC_LINK -> {
        Disk.delete(path);
        Files.createSymbolicLink(path, Path.of(entry.link()));
        own(path, entry);
      }
      case HARD_LINK -> {
        Path target = RootedPath.parentResolved(root, clean(entry.link()));
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
          throw new IOException("tar entry " + name + " links to " + entry.link() + ", not there");
        }
        if (!target.equals(path)) {
          Disk.delete(path);
          Files.createLink(path, target);
        }
      }
      case CHARACTER_DEVICE, BLOCK_DEVICE, FIFO -> Disk.delete(path);
    }
  }

  private void fill(OutputStream out, InputStream content) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
      if (freeBytes.getAsLong() < n) {
        throw new IOException("no room to unpack a layer; free space on the disk of " + root);
      }
      out.write(buffer, 0, n);
    }
  }

  private void settle(Path path, TarEntry entry) throws IOException {
    own(path, entry);
    int mode = entry.mode() & 0_7777;
    // Without root we must still be able to read, and to clear up, what we unpacked.
    Files.setAttribute(path, "unix:mode", owners ? mode : (mode & 0_777) | ownerBits(entry));
    Files.setLastModifiedTime(path, FileTime.from(entry.modifiedSeconds(), TimeUnit.SECONDS));
  }

  private static int ownerBits(TarEntry entry) {
    return entry.kind() == TarEntry.Kind.DIRECTORY ? 0_700 : 0_600;
  }

  private void own(Path path, TarEntry entry) throws IOException {
    if (owners) {
      Files.setAttribute(path, "unix:uid", id(entry, entry.uid()), LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(path, "unix:gid", id(entry, entry.gid()), LinkOption.NOFOLLOW_LINKS);
    }
  }

  /// As the system call takes it, which is unsigned.
  private static int id(TarEntry entry, long id) throws IOException {
    if (id > MAX_ID) {
      throw new IOException("tar entry " + entry.name() + " belongs to " + id + ", who cannot be");
    }
    return (int) id;
  }

  /// The name without `.`, doubled or leading slashes; one with `..` is refused.
  private static String clean(String name) throws IOException {
    var steps = new ArrayList<String>();
    for (String step : name.split("/", -1)) {
      if (step.equals("..") || step.indexOf('\0') >= 0) {
        throw new IOException("tar entry " + name + " leaves the image");
      }
      if (!step.isEmpty() && !step.equals(".")) {
        steps.add(step);
      }
    }
    return String.join("/", steps);
  }
}
