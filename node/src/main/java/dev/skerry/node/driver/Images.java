package dev.skerry.node.driver;

import java.util.Optional;

/// The images of this node. Blocking.
public interface Images {
  /// What is here already; never asks the network.
  Optional<ImageInfo> find(String reference);

  /// Makes the image present; done at once when its newest version is. Survives a crash half way:
  /// what was fetched is kept, what is damaged is fetched again.
  ///
  /// @throws DriverFailure with reason `ErrImagePull` or `InvalidImageName`
  ImageInfo pull(String reference) throws DriverFailure;
}
