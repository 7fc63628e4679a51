package dev.skerry.server.plane;

import dev.skerry.control.state.ObjectChange;
import java.util.List;

/// Hears what became durable, in revision order. Called on the loop's thread: takes note and
/// returns.
public interface Audience {
  void published(Published published, List<ObjectChange> changes);
}
