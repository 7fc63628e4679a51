package dev.skerry.drivers.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// An image's files on this machine. Blocking; unpacks what is not unpacked yet. Any thread. What
/// is answered stays until it is dropped explicitly, also over a power cut. Readers must not write.
public interface Unpacked {
  /// One directory per layer, lowest first, deletions as overlayfs marks them. Needs root.
  ///
  /// @param imageDigest of the manifest, `sha256:…`
  List<Path> layers(String imageDigest) throws IOException;

  /// All layers laid over each other in one directory. Needs no root; owners are not kept then.
  Path flat(String imageDigest) throws IOException;
}
