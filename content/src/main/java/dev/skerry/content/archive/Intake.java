package dev.skerry.content.archive;

import dev.skerry.content.ContentFailure;
import dev.skerry.content.Contents;
import dev.skerry.content.Digest;
import dev.skerry.content.Upload;
import dev.skerry.content.archive.Archives.Imported;
import dev.skerry.content.image.Descriptor;
import dev.skerry.content.image.ImageRefused;
import dev.skerry.content.image.ImageRefused.Why;
import dev.skerry.content.image.Library;
import dev.skerry.content.image.Manifest;
import dev.skerry.content.image.MediaTypes;
import dev.skerry.content.image.Reference;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonRefused;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Takes the files of an archive in any order: each becomes a blob at once, and at the end the
/// index says which of them are images. What no image needs is left to the next sweep.
final class Intake {
  /// Files an archive may have; the bound on what is remembered of it.
  private static final int MAX_FILES = 10_000;

  /// Largest index of an archive, bytes.
  private static final int MAX_INDEX = 4 << 20;

  /// Images and names of one archive, and layers of one image.
  private static final int MAX_IMAGES = 1_000;

  private static final int GZIP_MAGIC = 0x1f8b;
  private static final String BLOBS = "blobs/sha256/";

  private final Library library;
  private final TreeMap<String, Taken> files = new TreeMap<>();
  private final TreeMap<String, String> links = new TreeMap<>();

  private record Taken(Digest digest, long size, boolean gzip) {}

  Intake(Library library) {
    this.library = library;
  }

  void take(String name, long size, InputStream content) throws ImageRefused, IOException {
    requireRoom();
    MessageDigest hasher = Digest.hasher();
    var bytes = new BufferedInputStream(new DigestInputStream(content, hasher));
    bytes.mark(2);
    boolean gzip = ((bytes.read() << 8) | bytes.read()) == GZIP_MAGIC;
    bytes.reset();
    Contents contents = library.contents();
    try (Upload upload = fresh(contents, Digest.of(name.getBytes(StandardCharsets.UTF_8)))) {
      upload.append(0, bytes);
      Digest digest = Digest.of(hasher);
      if (name.startsWith(BLOBS) && !name.equals(BLOBS + digest.hex())) {
        upload.abort();
        throw new ImageRefused(
            Why.INVALID_ARCHIVE, name + " in the archive is damaged: its bytes are " + digest);
      }
      upload.commit(digest);
      files.put(name, new Taken(digest, size, gzip));
    }
  }

  /// What an import that was broken off left is worthless.
  private static Upload fresh(Contents contents, Digest name) throws ContentFailure {
    String id = "import-" + name.hex();
    Upload upload = contents.upload(id);
    if (upload.offset() == 0) {
      return upload;
    }
    upload.abort();
    return contents.upload(id);
  }

  void link(String name, String target) throws ImageRefused {
    requireRoom();
    links.put(name, Path.of(name).resolveSibling(target).normalize().toString());
  }

  private void requireRoom() throws ImageRefused {
    if (files.size() + links.size() >= MAX_FILES) {
      throw new ImageRefused(
          Why.INVALID_ARCHIVE, "the archive has more than " + MAX_FILES + " files");
    }
  }

  List<Imported> finish(Optional<Reference> name) throws ImageRefused, IOException {
    List<Imported> found;
    if (files.containsKey("index.json")) {
      found = layout(name);
    } else if (files.containsKey("manifest.json")) {
      found = docker(name);
    } else {
      throw new ImageRefused(
          Why.INVALID_ARCHIVE,
          "the archive has neither index.json (OCI) nor manifest.json (Docker); save it with"
              + " `podman save`, `docker save` or skopeo");
    }
    for (Imported each : found) {
      library.tag(each.name(), each.manifest());
    }
    return found;
  }

  private List<Imported> layout(Optional<Reference> name) throws ImageRefused, IOException {
    List<Json> manifests = json("index.json").items("manifests");
    requireOne(name, manifests.size());
    var all = new ArrayList<Imported>();
    for (Json each : manifests) {
      Optional<Digest> digest = Digest.find(each.text("digest"));
      if (digest.isEmpty()) {
        throw new ImageRefused(Why.INVALID_ARCHIVE, "index.json names no digest");
      }
      String said =
          each.string("annotations", "io.containerd.image.name")
              .orElse(each.text("annotations", Archives.REF_NAME));
      all.add(new Imported(named(name, said), digest.get()));
    }
    return all;
  }

  private List<Imported> docker(Optional<Reference> name) throws ImageRefused, IOException {
    if (!(json("manifest.json") instanceof Json.Arr(List<Json> images))) {
      throw new ImageRefused(Why.INVALID_ARCHIVE, "manifest.json is not a list");
    }
    requireOne(name, images.size());
    var all = new ArrayList<Imported>();
    for (Json each : images) {
      Digest manifest = manifest(each);
      if (name.isPresent()) {
        all.add(new Imported(name.get(), manifest));
        continue;
      }
      for (Json tag : bounded("RepoTags", each.items("RepoTags"))) {
        all.add(new Imported(named(name, tag instanceof Json.Str(String s) ? s : ""), manifest));
      }
    }
    if (all.isEmpty()) {
      named(name, "");
    }
    return all;
  }

  /// Docker's archives have no manifest with digests; this one is made from what they have.
  private Digest manifest(Json image) throws ImageRefused, IOException {
    Taken config = file(image.text("Config"));
    var layers = new ArrayList<Descriptor>();
    for (Json layer : bounded("Layers", image.items("Layers"))) {
      Taken tar = file(layer instanceof Json.Str(String path) ? path : "");
      String type = tar.gzip() ? MediaTypes.LAYER_GZIP : MediaTypes.LAYER;
      layers.add(new Descriptor(type, tar.digest(), tar.size()));
    }
    var made =
        new Manifest.Image(
            MediaTypes.MANIFEST,
            new Descriptor(MediaTypes.CONFIG, config.digest(), config.size()),
            layers,
            new TreeMap<>());
    library.config(made);
    return library.put(JsonText.bytes(made.json()));
  }

  private Taken file(String name) throws ImageRefused {
    Taken found = files.get(links.getOrDefault(name, name));
    if (found == null) {
      throw new ImageRefused(Why.INVALID_ARCHIVE, "'" + name + "' is not in the archive");
    }
    return found;
  }

  private static void requireOne(Optional<Reference> name, int images) throws ImageRefused {
    if (images == 0 || (name.isPresent() && images != 1)) {
      throw new ImageRefused(
          Why.INVALID_ARCHIVE, "the archive has " + images + " images; one is wanted for a name");
    }
    if (images > MAX_IMAGES) {
      throw tooMany("images", images);
    }
  }

  private static List<Json> bounded(String what, List<Json> items) throws ImageRefused {
    if (items.size() > MAX_IMAGES) {
      throw tooMany(what, items.size());
    }
    return items;
  }

  private static ImageRefused tooMany(String what, int many) {
    return new ImageRefused(
        Why.INVALID_ARCHIVE,
        "the archive has " + many + " " + what + ", the limit is " + MAX_IMAGES);
  }

  private static Reference named(Optional<Reference> name, String said) throws ImageRefused {
    if (name.isPresent()) {
      return name.get();
    }
    if (!said.contains(":") && !said.contains("/")) {
      throw new ImageRefused(
          Why.INVALID_NAME, "the archive does not name its image; say -t NAME:TAG");
    }
    return Reference.parse(said);
  }

  private Json json(String name) throws ImageRefused, IOException {
    byte[] text = library.small(file(name).digest(), MAX_INDEX);
    try {
      Json value = JsonText.parse(text, new JsonLimits(MAX_INDEX, 32)).value();
      if (value instanceof Obj || value instanceof Json.Arr) {
        return value;
      }
      throw new ImageRefused(Why.INVALID_ARCHIVE, name + " is neither object nor list");
    } catch (JsonRefused refused) {
      throw new ImageRefused(
          Why.INVALID_ARCHIVE, name + " is not JSON: " + refused.getMessage(), refused);
    }
  }
}
