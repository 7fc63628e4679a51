package dev.skerry.drivers.image;

import dev.skerry.content.Contents;
import dev.skerry.content.Digest;
import dev.skerry.content.image.ImageRefused;
import dev.skerry.content.image.Library;
import dev.skerry.content.image.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// Where layers come from. Blocking, any thread. What it hands out has the digest it is named by.
public interface LayerSource {
  /// @param digest of the blob as it is stored, `sha256:…`
  record Layer(String digest) {}

  /// Lowest first.
  ///
  /// @throws IOException when the image is not here or is not one that can be read
  List<Layer> layers(String imageDigest) throws IOException;

  /// The blob: a tar, plain or compressed by gzip or zstd (told by its first bytes).
  InputStream open(Layer layer) throws IOException;

  /// The node's own content store.
  static LayerSource of(Library library, Platform platform) {
    Contents contents = library.contents();
    return new LayerSource() {
      @Override
      public List<Layer> layers(String imageDigest) throws IOException {
        try {
          return library.image(Digest.parse(imageDigest), platform).manifest().layers().stream()
              .map(layer -> new Layer(layer.digest().toString()))
              .toList();
        } catch (ImageRefused refused) {
          throw new IOException(refused.getMessage(), refused);
        }
      }

      @Override
      public InputStream open(Layer layer) throws IOException {
        return contents.open(Digest.parse(layer.digest()));
      }
    };
  }
}
