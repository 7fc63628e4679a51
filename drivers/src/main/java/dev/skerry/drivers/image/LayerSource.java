package dev.skerry.drivers.image;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// Where layers come from: the node's content store. Blocking, any thread. What it hands out has
/// the digest it is named by.
public interface LayerSource {
  /// @param digest of the blob as it is stored, `sha256:…`
  /// @param size of the blob, bytes
  record Layer(String digest, long size) {}

  /// Lowest first.
  ///
  /// @throws IOException when the image or one of its layers is not here
  List<Layer> layers(String imageDigest) throws IOException;

  /// The blob: a tar, plain or compressed by gzip or zstd (told by its first bytes).
  InputStream open(Layer layer) throws IOException;
}
