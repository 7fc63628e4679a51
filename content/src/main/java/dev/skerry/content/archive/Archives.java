package dev.skerry.content.archive;

import dev.skerry.content.Digest;
import dev.skerry.content.image.Descriptor;
import dev.skerry.content.image.ImageRefused;
import dev.skerry.content.image.ImageRefused.Why;
import dev.skerry.content.image.Library;
import dev.skerry.content.image.Manifest;
import dev.skerry.content.image.ManifestReader;
import dev.skerry.content.image.MediaTypes;
import dev.skerry.content.image.Reference;
import dev.skerry.content.tar.TarEntry;
import dev.skerry.content.tar.TarReader;
import dev.skerry.content.tar.TarWriter;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// `skerry image import` and its opposite. Blocks for the size of the images.
public final class Archives {
  static final String REF_NAME = "org.opencontainers.image.ref.name";

  private final Library library;

  /// What an import brought.
  public record Imported(Reference name, Digest manifest) {}

  public Archives(Library library) {
    this.library = library;
  }

  /// Reads an uncompressed tar file or a directory.
  ///
  /// @param name what to call the image instead of what the archive says; it must hold one image
  public List<Imported> read(Path archive, Optional<Reference> name)
      throws ImageRefused, IOException {
    if (!Files.isDirectory(archive)) {
      try (InputStream in = Files.newInputStream(archive)) {
        return read(in, name);
      }
    }
    var intake = new Intake(library);
    List<Path> files;
    try (Stream<Path> walk = Files.walk(archive)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file)) {
        intake.take(archive.relativize(file).toString(), Files.size(file), in);
      }
    }
    return intake.finish(name);
  }

  /// Reads a tar stream to its end; does not close it.
  public List<Imported> read(InputStream archive, Optional<Reference> name)
      throws ImageRefused, IOException {
    var intake = new Intake(library);
    var tar = new TarReader(archive);
    for (Optional<TarEntry> next = tar.next(); next.isPresent(); next = tar.next()) {
      TarEntry entry = next.get();
      String path = entry.name().startsWith("./") ? entry.name().substring(2) : entry.name();
      switch (entry.kind()) {
        case FILE -> intake.take(path, entry.size(), tar.content());
        case SYMBOLIC_LINK -> intake.link(path, entry.link());
        case DIRECTORY -> {}
        case HARD_LINK, CHARACTER_DEVICE, BLOCK_DEVICE, FIFO ->
            throw new ImageRefused(
                Why.INVALID_ARCHIVE, path + " in the archive is neither file nor directory");
      }
    }
    return intake.finish(name);
  }

  /// Writes an OCI layout as tar, `oci-archive` to other tools; does not close the stream.
  public void write(Reference name, OutputStream to) throws ImageRefused, IOException {
    Digest digest =
        library
            .resolve(name)
            .orElseThrow(
                () -> new ImageRefused(Why.BLOB_UNKNOWN, "there is no image " + name + " here"));
    List<Digest> missing = library.missing(digest);
    if (!missing.isEmpty()) {
      throw new ImageRefused(
          Why.BLOB_UNKNOWN, "image " + name + " lacks blob " + missing.getFirst() + "; pull it");
    }
    var tar = new TarWriter(new Unclosed(to));
    add(tar, "oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8));
    add(tar, "index.json", JsonText.bytes(index(name, digest)));
    for (Digest blob : blobs(digest)) {
      try (InputStream in = library.contents().open(blob)) {
        long size = library.contents().size(blob);
        tar.add(TarEntry.file("blobs/sha256/" + blob.hex(), false, size), in);
      }
    }
    tar.close();
  }

  private Obj index(Reference name, Digest digest) throws ImageRefused, IOException {
    Manifest manifest = library.manifest(digest);
    Obj entry =
        new Descriptor(manifest.mediaType(), digest, library.contents().size(digest))
            .json()
            .with("annotations", Json.object().put(REF_NAME, name.toString()).build());
    return Json.object()
        .put("schemaVersion", 2)
        .put("mediaType", MediaTypes.INDEX)
        .put("manifests", Json.array(List.of(entry)))
        .build();
  }

  /// The image's blobs, each once, sorted.
  private List<Digest> blobs(Digest manifest) throws ImageRefused, IOException {
    var all = new TreeMap<Digest, Boolean>();
    var open = new ArrayList<Digest>(List.of(manifest));
    while (!open.isEmpty()) {
      Digest next = open.removeLast();
      if (all.put(next, true) != null) {
        continue;
      }
      byte[] bytes = library.small(next, ManifestReader.MAX_BYTES);
      for (Descriptor each : ManifestReader.read(bytes).references()) {
        if (MediaTypes.isManifest(each.mediaType()) || MediaTypes.isIndex(each.mediaType())) {
          open.add(each.digest());
        } else {
          all.put(each.digest(), true);
        }
      }
    }
    return List.copyOf(all.keySet());
  }

  private static void add(TarWriter tar, String name, byte[] bytes) throws IOException {
    tar.add(TarEntry.file(name, false, bytes.length), new ByteArrayInputStream(bytes));
  }

  /// Lets a writer end without ending what it wrote to.
  private static final class Unclosed extends OutputStream {
    private final OutputStream out;

    Unclosed(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int one) throws IOException {
      out.write(one);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }
}
