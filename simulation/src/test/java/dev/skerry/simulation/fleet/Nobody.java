package dev.skerry.simulation.fleet;

import dev.skerry.control.state.View;
import dev.skerry.simulation.host.PlaneProcess;
import dev.skerry.simulation.host.Witness;
import dev.skerry.store.Change;
import java.util.List;

/// Sees nothing: stories look for themselves.
final class Nobody implements Witness {
  @Override
  public void loaded(PlaneProcess process, View view) {}

  @Override
  public void took(PlaneProcess process) {}

  @Override
  public void durable(PlaneProcess process, List<Change> changes) {}

  @Override
  public void fenced(PlaneProcess process) {}

  @Override
  public void published(PlaneProcess process, View view) {}

  @Override
  public void letIn(PlaneProcess parent, LetIn let) {}
}
