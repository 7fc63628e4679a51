package dev.skerry.content.registry;

/// Where a registry looks for an image that it lacks. Blocks for the time of a pull.
public interface Upstream {
  /// There is none.
  Upstream NONE = _ -> false;

  /// Brings an image here, if it can.
  ///
  /// @param reference `name:tag` or `name@digest`
  boolean bring(String reference);
}
