package dev.skerry.server.node;

import dev.skerry.node.driver.PodId;

/// Where Events about pods go. Any thread; may block for the time of a write. What cannot be told
/// is lost: events are for people, nothing depends on them.
public interface Gazette {
  /// @param type `Normal` or `Warning`
  record Item(PodId pod, String type, String reason, String message) {}

  void print(Item item) throws InterruptedException;
}
