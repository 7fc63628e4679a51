package dev.skerry.simulation.host;

import dev.skerry.control.controller.Controller;
import dev.skerry.control.link.Runs;
import dev.skerry.control.plane.Retention;
import dev.skerry.control.plane.Setup;
import dev.skerry.control.state.Rows;
import dev.skerry.control.state.View;
import dev.skerry.model.meta.Revision;
import dev.skerry.store.Change;
import dev.skerry.store.Epoch;
import dev.skerry.store.Store;
import dev.skerry.store.StoreFailure;
import dev.skerry.store.memory.MemoryDisk;
import dev.skerry.store.memory.MemoryStore;
import dev.skerry.sync.feed.Life;
import dev.skerry.sync.frame.Identity;
import java.util.List;
import java.util.Optional;

/// How the processes of one machine begin: with a tenure of the store, in which it stands which run
/// this is before anybody hears of it.
final class Birth {
  /// Little, so that a world of some hundred changes forgets.
  private static final Retention RETENTION = new Retention(64, 32);

  private final Machine machine;
  private final Identity identity;
  private final List<Controller> controllers;

  /// @param found what the store had, and the note of this run
  record Tenure(MemoryStore store, Epoch epoch, View found) {}

  Birth(Machine machine, Identity identity, List<Controller> controllers) {
    this.machine = machine;
    this.identity = identity;
    this.controllers = controllers;
  }

  /// Empty when the disk failed meanwhile.
  Optional<PlaneProcess> from(MemoryDisk disk, String drawn) {
    MemoryStore store = disk.open();
    try {
      Epoch epoch = store.begin();
      View found = PlaneProcess.load(machine.name(), store);
      Runs.Begin run = Runs.begin(found, drawn);
      Revision at = found.revision().next();
      List<Change> note = List.of(Rows.change(run.note(), at));
      boolean noted = store.append(epoch, found.revision(), note) instanceof Store.Outcome.Done;
      View view = noted ? found.with(run.note(), at).view() : found;
      Life life = noted ? run.life() : Runs.unwritten(run.life());
      var tenure = new Tenure(store, epoch, view);
      var setup = setup(store.incarnation(), life);
      return Optional.of(new PlaneProcess(machine, setup, tenure, machine.nature()));
    } catch (StoreFailure failure) {
      machine.note("cannot start: " + failure);
      store.close();
      return Optional.empty();
    }
  }

  private Setup setup(String incarnation, Life life) {
    Nature nature = machine.nature();
    return new Setup(
        identity,
        incarnation,
        life,
        1,
        nature.pace().heartbeat(),
        nature.pace().silence(),
        controllers,
        machine.pipeline(),
        nature.streams().owned(machine.which()),
        RETENTION);
  }
}
