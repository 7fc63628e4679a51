package dev.skerry.simulation.host;

import dev.skerry.control.state.View;
import dev.skerry.store.Change;
import java.util.List;

/// Sees what no process can: everything that becomes durable anywhere.
public interface Witness {
  /// A process started with this view of its store.
  void loaded(PlaneProcess process, View view);

  /// The store took a batch of the process; it is not on the disk for good yet.
  void took(PlaneProcess process);

  /// A batch is on the disk for good, and the process is about to hear of it.
  void durable(PlaneProcess process, List<Change> changes);

  /// The store told the process that a newer one writes.
  void fenced(PlaneProcess process);

  /// The process showed its readers a new view.
  void published(PlaneProcess process, View view);
}
