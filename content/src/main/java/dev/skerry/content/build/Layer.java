package dev.skerry.content.build;

import dev.skerry.content.ContentFailure;
import dev.skerry.content.Contents;
import dev.skerry.content.Digest;
import dev.skerry.content.Upload;
import dev.skerry.content.image.Descriptor;
import dev.skerry.content.image.MediaTypes;
import dev.skerry.content.tar.TarEntry;
import dev.skerry.content.tar.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// The files of one image layer, by path. Packed in the order of paths, all owned by root and dated
/// 1970, so that equal files make an equal blob wherever and whenever they are packed.
public final class Layer {
  private final TreeMap<String, Item> items = new TreeMap<>();

  private record Item(TarEntry entry, Source source) {}

  private interface Source {
    InputStream open() throws IOException;
  }

  /// A layer in a store.
  ///
  /// @param diffId of the tar before compression, which the image's config lists
  public record Packed(Descriptor descriptor, Digest diffId) {}

  /// @param path relative to the root of the image, without a `/` in front
  public Layer directory(String path, int mode) {
    TarEntry plain = TarEntry.directory(path);
    items.put(path, new Item(withMode(plain, mode), InputStream::nullInputStream));
    return this;
  }

  public Layer file(String path, byte[] bytes) {
    parents(path);
    items.put(
        path,
        new Item(TarEntry.file(path, false, bytes.length), () -> new ByteArrayInputStream(bytes)));
    return this;
  }

  /// Executable if it is so here; symbolic links are followed.
  public Layer file(String path, Path file) throws IOException {
    parents(path);
    var entry = TarEntry.file(path, Files.isExecutable(file), Files.size(file));
    items.put(path, new Item(entry, () -> Files.newInputStream(file)));
    return this;
  }

  public Layer symbolicLink(String path, String target) {
    parents(path);
    items.put(path, new Item(TarEntry.symbolicLink(path, target), InputStream::nullInputStream));
    return this;
  }

  /// A directory with all in it; links inside stay links.
  public Layer tree(String path, Path directory) throws IOException {
    parents(path + "/x");
    List<Path> all;
    try (Stream<Path> walk = Files.walk(directory)) {
      all = walk.filter(each -> !each.equals(directory)).sorted().toList();
    }
    for (Path each : all) {
      String inside = path + "/" + directory.relativize(each);
      if (Files.isSymbolicLink(each)) {
        symbolicLink(inside, Files.readSymbolicLink(each).toString());
      } else if (Files.isDirectory(each)) {
        parents(inside + "/x");
      } else {
        file(inside, each);
      }
    }
    return this;
  }

  private void parents(String path) {
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      String parent = path.substring(0, slash);
      items.computeIfAbsent(
          parent, p -> new Item(TarEntry.directory(p), InputStream::nullInputStream));
    }
  }

  private static TarEntry withMode(TarEntry entry, int mode) {
    return new TarEntry(entry.kind(), entry.name(), mode, 0, 0, 0, 0, "", 0, 0, entry.extended());
  }

  /// Packs and stores.
  ///
  /// @param scratch a directory for a temporary file of the layer's size
  public Packed pack(Contents into, Path scratch) throws IOException {
    Path file = Files.createTempFile(scratch, "layer", ".tar.gz");
    try {
      MessageDigest plain = Digest.hasher();
      MessageDigest packed = Digest.hasher();
      try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), packed);
          var gzip = new GZIPOutputStream(out, 1 << 16);
          var tar = new TarWriter(new DigestOutputStream(gzip, plain))) {
        for (Item item : items.values()) {
          try (InputStream content = item.source().open()) {
            tar.add(item.entry(), content);
          }
        }
      }
      var digest = Digest.of(packed);
      store(into, file, digest);
      long size = Files.size(file);
      return new Packed(new Descriptor(MediaTypes.LAYER_GZIP, digest, size), Digest.of(plain));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static void store(Contents into, Path file, Digest digest) throws IOException {
    if (into.keep(digest)) {
      return;
    }
    try (Upload upload = fresh(into, "build-" + digest.hex());
        InputStream bytes = Files.newInputStream(file)) {
      upload.append(0, bytes);
      upload.commit(digest);
    }
  }

  private static Upload fresh(Contents into, String id) throws ContentFailure {
    Upload upload = into.upload(id);
    if (upload.offset() == 0) {
      return upload;
    }
    upload.abort();
    return into.upload(id);
  }
}
