package dev.skerry.simulation.host;

import dev.skerry.control.controller.Controller;
import dev.skerry.control.plane.Now;
import dev.skerry.store.Change;
import dev.skerry.sync.frame.Frame;
import java.util.List;

/// The places where a planted bug can be: each is one line of a process or of a machine it runs,
/// given here so that production code holds no switches. All answer what is right unless they are
/// overridden.
public interface Bugs {
  Bugs NONE = new Bugs() {};

  /// Whether a batch is confirmed when it is written, not when it is durable.
  default boolean confirmsWhatIsNotDurable() {
    return false;
  }

  /// What is put into the store of what was decided.
  default List<Change> stored(List<Change> changes) {
    return changes;
  }

  /// What is sent for a frame.
  default Frame sent(Frame frame) {
    return frame;
  }

  /// What the process takes for the time.
  default Now now(Now now) {
    return now;
  }

  default List<Controller> controllers(boolean core, List<Controller> controllers) {
    return controllers;
  }
}
