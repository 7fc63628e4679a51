package dev.skerry.content.pull;

import dev.skerry.content.ContentFailure;
import dev.skerry.content.ContentFailure.Why;
import dev.skerry.content.Contents;
import dev.skerry.content.Digest;
import dev.skerry.content.Upload;
import dev.skerry.content.image.Descriptor;
import dev.skerry.content.image.ImageRefused;
import dev.skerry.content.image.Library;
import dev.skerry.content.image.Manifest;
import dev.skerry.content.image.ManifestReader;
import dev.skerry.content.image.MediaTypes;
import dev.skerry.content.image.Platform;
import dev.skerry.content.image.Reference;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/// Brings one image here whole, then names it. A blob that breaks off is kept as far as it came,
/// and the next pull asks for the rest only; one that turns out wrong is fetched again, once.
/// Retrying after a failure is the caller's, who knows about links.
public final class Puller {
  private static final List<String> MANIFESTS =
      List.of(
          MediaTypes.MANIFEST,
          MediaTypes.INDEX,
          MediaTypes.DOCKER_MANIFEST,
          MediaTypes.DOCKER_INDEX);
  private static final int PARTIAL = 206;

  private final Library library;
  private final Platform platform;
  private final Fetcher fetcher;

  /// @param platform which image of an index to take; its others stay away
  public Puller(Library library, Platform platform, Fetcher fetcher) {
    this.library = library;
    this.platform = platform;
    this.fetcher = fetcher;
  }

  /// Answers the digest of the image's manifest. The name means it here from now on, unless it was
  /// asked for by digest alone.
  public Digest pull(Reference reference) throws ImageRefused, IOException {
    String which =
        reference.digest().map(Digest::toString).orElse(reference.tag().orElse("latest"));
    byte[] bytes = manifest(reference, which, reference.digest());
    Manifest manifest = ManifestReader.read(bytes);
    if (manifest instanceof Manifest.Index index) {
      Digest chosen = choose(index, reference);
      bytes = manifest(reference, chosen.toString(), Optional.of(chosen));
      manifest = ManifestReader.read(bytes);
    }
    if (!(manifest instanceof Manifest.Image image)) {
      throw new ImageRefused(
          ImageRefused.Why.INVALID_MANIFEST, reference + " is an index of indexes");
    }
    for (Descriptor blob : image.references()) {
      fetch(reference, blob);
    }
    Digest digest = library.put(bytes);
    if (reference.tag().isPresent()) {
      library.tag(reference, digest);
    }
    return digest;
  }

  private Digest choose(Manifest.Index index, Reference reference) throws ImageRefused {
    return index
        .entry(platform)
        .orElseThrow(() ->
            new ImageRefused(
                ImageRefused.Why.NO_SUCH_PLATFORM,
                reference + " has nothing for " + platform + "; build it for this platform"));
  }

  private byte[] manifest(Reference reference, String which, Optional<Digest> expected)
      throws ImageRefused, IOException {
    if (expected.isPresent() && library.contents().keep(expected.get())) {
      return library.small(expected.get(), ManifestReader.MAX_BYTES);
    }
    String path = "/v2/" + reference.repository() + "/manifests/" + which;
    try (Fetcher.Fetched fetched = fetcher.get(path, MANIFESTS, 0)) {
      requireFound(fetched, reference + " at " + path);
      byte[] bytes = fetched.body().readNBytes(ManifestReader.MAX_BYTES + 1);
      if (expected.isPresent() && !Digest.of(bytes).equals(expected.get())) {
        throw new ContentFailure(
            Why.MISMATCH, path + " answered " + Digest.of(bytes) + "; ask another registry");
      }
      return bytes;
    }
  }

  private void fetch(Reference reference, Descriptor blob) throws IOException {
    if (library.contents().keep(blob.digest())) {
      return;
    }
    String path = "/v2/" + reference.repository() + "/blobs/" + blob.digest();
    try {
      resume(path, blob);
    } catch (ContentFailure failure) {
      if (failure.why() != Why.MISMATCH) {
        throw failure;
      }
      // The partial may have lost its tail in a crash; it is dropped now, so this begins anew.
      resume(path, blob);
    }
  }

  private void resume(String path, Descriptor blob) throws IOException {
    Contents contents = library.contents();
    try (Upload upload = contents.upload("sha256-" + blob.digest().hex())) {
      if (upload.offset() < blob.size()) {
        try (Fetcher.Fetched fetched = fetcher.get(path, List.of(), upload.offset())) {
          requireFound(fetched, path);
          if (fetched.status() != PARTIAL) {
            skip(fetched.body(), upload.offset(), path);
          }
          upload.append(
              upload.offset(), new Bounded(fetched.body(), blob.size() - upload.offset()));
        }
      }
      if (upload.offset() < blob.size()) {
        throw new ContentFailure(
            Why.CUT, path + " ended after " + upload.offset() + " of " + blob.size() + " bytes");
      }
      upload.commit(blob.digest());
    }
  }

  /// What is here already comes again where the other end knows no ranges.
  private static void skip(InputStream body, long bytes, String path) throws IOException {
    try {
      body.skipNBytes(bytes);
    } catch (EOFException end) {
      throw new ContentFailure(
          Why.CUT, path + " ended before byte " + bytes + ", which it gave before", end);
    }
  }

  private static void requireFound(Fetcher.Fetched fetched, String what) throws ContentFailure {
    if (fetched.status() == 404) {
      throw new ContentFailure(Why.MISSING, what + " is not there; push or import it first");
    }
    if (fetched.status() != 200 && fetched.status() != PARTIAL) {
      throw new ContentFailure(Why.IO, what + " answered status " + fetched.status());
    }
  }

  /// Refuses more than was promised, so that a wrong server cannot fill the disk.
  private static final class Bounded extends InputStream {
    private final InputStream in;
    private long left;

    Bounded(InputStream in, long length) {
      this.in = in;
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int count = in.read(into, from, (int) Math.min(left, length));
      left -= Math.max(0, count);
      return count;
    }
  }
}
