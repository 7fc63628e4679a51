package dev.skerry.simulation.host;

import dev.skerry.control.state.View;
import dev.skerry.store.Change;
import java.util.List;
import java.util.Optional;

/// Sees what no process can: everything that becomes durable anywhere.
public interface Witness {
  /// Who dialled.
  ///
  /// @param box [Machine#which]
  /// @param incarnation of its store
  record Caller(String box, String incarnation) {}

  /// A parent greets a child: from now on it takes what this box says.
  ///
  /// @param name of the child
  /// @param instead whose line it let go in the same moment, though that one had just been heard
  record LetIn(String name, Caller caller, Optional<Caller> instead) {}

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

  /// The process let a child in.
  void letIn(PlaneProcess parent, LetIn let);
}
