package dev.skerry.content.image;

import dev.skerry.content.ContentFailure;
import dev.skerry.content.Contents;
import dev.skerry.content.Digest;
import dev.skerry.content.Upload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/// The images in one [Contents]. Holds nothing itself; any thread; calls block for disk time.
public final class Library {
  /// Largest config that is read, bytes; labels and history are all that make one grow.
  static final long MAX_CONFIG_BYTES = ManifestReader.MAX_BYTES;

  /// Deepest nesting of indexes that is followed: an index of indexes is odd, more is an attack.
  static final int MAX_INDEXES = 3;

  private final Contents contents;
  private final Tags tags;

  /// One image for one platform.
  ///
  /// @param digest of its manifest
  public record Image(Digest digest, Manifest.Image manifest, ImageConfig config) {}

  public Library(Contents contents, Tags tags) {
    this.contents = contents;
    this.tags = tags;
  }

  public Contents contents() {
    return contents;
  }

  public Tags tags() {
    return tags;
  }

  /// The manifest that a reference means here: its digest if it has one, else what its tag says.
  public Optional<Digest> resolve(Reference reference) throws ContentFailure {
    if (reference.digest().isPresent()) {
      Digest exactly = reference.digest().get();
      return contents.has(exactly) ? Optional.of(exactly) : Optional.empty();
    }
    return tags.find(tag(reference));
  }

  /// The image for a platform; empty when the name is not known here.
  public Optional<Image> find(Reference reference, Platform platform)
      throws ContentFailure, ImageRefused {
    Optional<Digest> digest = resolve(reference);
    return digest.isEmpty() ? Optional.empty() : Optional.of(image(digest.get(), platform));
  }

  /// The image at a manifest, or at the entry of an index that fits the platform.
  public Image image(Digest digest, Platform platform) throws ContentFailure, ImageRefused {
    Digest here = digest;
    for (int depth = 0; depth <= MAX_INDEXES; depth++) {
      switch (manifest(here)) {
        case Manifest.Image image -> {
          return new Image(here, image, config(image));
        }
        case Manifest.Index index -> here = choose(index, platform, digest);
      }
    }
    throw tooDeep(digest);
  }

  static ImageRefused tooDeep(Digest digest) {
    return ManifestReader.refused(
        digest + " is an index of indexes, over " + MAX_INDEXES + " deep; name an image");
  }

  private static Digest choose(Manifest.Index index, Platform platform, Digest of)
      throws ImageRefused {
    return index
        .entry(platform)
        .orElseThrow(() ->
            new ImageRefused(
                ImageRefused.Why.NO_SUCH_PLATFORM,
                "image " + of + " has nothing for " + platform + "; build it for this platform"));
  }

  public Manifest manifest(Digest digest) throws ContentFailure, ImageRefused {
    return ManifestReader.read(small(digest, ManifestReader.MAX_BYTES));
  }

  public ImageConfig config(Manifest.Image image) throws ContentFailure, ImageRefused {
    return ImageConfig.read(small(image.config().digest(), MAX_CONFIG_BYTES));
  }

  /// The whole of a blob that is small by its nature, checked.
  public byte[] small(Digest digest, long maxBytes) throws ContentFailure, ImageRefused {
    if (contents.size(digest) > maxBytes) {
      throw ManifestReader.refused("blob " + digest + " is larger than " + maxBytes + " bytes");
    }
    try (InputStream in = contents.open(digest)) {
      return in.readAllBytes();
    } catch (ContentFailure known) {
      throw known;
    } catch (IOException failed) {
      throw new ContentFailure(ContentFailure.Why.IO, "cannot read blob " + digest, failed);
    }
  }

  /// Makes bytes a blob; for manifests, configs and other small things.
  public Digest put(byte[] bytes) throws ContentFailure {
    Digest digest = Digest.of(bytes);
    if (!contents.keep(digest)) {
      try (Upload upload = contents.upload("sha256-" + digest.hex())) {
        if (upload.offset() > 0) {
          upload.abort();
          return put(bytes);
        }
        upload.append(0, new ByteArrayInputStream(bytes));
        upload.commit(digest);
      }
    }
    return digest;
  }

  /// Lets a name mean a manifest that is here with all it needs.
  public void tag(Reference reference, Digest manifest) throws ContentFailure, ImageRefused {
    List<Digest> missing = missing(manifest);
    if (!missing.isEmpty()) {
      throw new ImageRefused(
          ImageRefused.Why.BLOB_UNKNOWN,
          "image " + manifest + " lacks blob " + missing.getFirst() + "; send its blobs first");
    }
    tags.put(tag(reference), manifest);
  }

  /// Blobs that an image needs and that are not here, each once; those that are here are kept.
  /// Refuses an image whose sizes are wrong or that is too deep or too wide to be one.
  public List<Digest> missing(Digest manifest) throws ContentFailure, ImageRefused {
    return contents.keep(manifest) ? Parts.missing(this, manifest(manifest)) : List.of(manifest);
  }

  /// The same of a manifest that is not stored yet.
  public List<Digest> missing(Manifest manifest) throws ContentFailure, ImageRefused {
    return Parts.missing(this, manifest);
  }

  static boolean isList(String mediaType) {
    return MediaTypes.isManifest(mediaType) || MediaTypes.isIndex(mediaType);
  }

  private static Tags.Tag tag(Reference reference) {
    return new Tags.Tag(reference.repository(), reference.tag().orElse("latest"));
  }
}
