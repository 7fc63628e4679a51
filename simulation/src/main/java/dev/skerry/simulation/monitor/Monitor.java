package dev.skerry.simulation.monitor;

import dev.skerry.control.state.View;
import dev.skerry.model.record.PartRecord;
import dev.skerry.simulation.fleet.Fleet;
import dev.skerry.simulation.host.Machine;
import dev.skerry.simulation.host.PlaneProcess;
import dev.skerry.simulation.host.Witness;
import dev.skerry.simulation.world.Violated;

/// One promise. All methods but [#name] do nothing unless they are overridden.
interface Monitor {
  String name();

  /// A process started from its store.
  default void loaded(PlaneProcess process, View view) {}

  /// A version of a part became durable at a machine.
  default void part(PlaneProcess process, PartRecord record) {}

  /// How far a machine has come in a peer's feed, durably.
  default void cursor(PlaneProcess process, String peer, long position) {}

  /// A part entered or left a feed, durably.
  ///
  /// @param row `<subscriber>|<part>`
  default void member(PlaneProcess process, String row, boolean in) {}

  /// The process showed its readers what is durable.
  default void published(PlaneProcess process, View view) {}

  /// The store of the process has a newer writer, and said so.
  default void fenced(PlaneProcess process) {}

  /// The store of the process took a batch of it.
  default void took(PlaneProcess process) {}

  /// One site has been cut off for long while all else was calm and nobody changed anything.
  default void oneAway(Fleet fleet, Machine away) {}

  /// All trouble is over now.
  default void healed(Fleet fleet) {}

  /// An older copy of a machine's store was put in its place: what was promised since is void.
  default void restored(Machine machine) {}

  /// An older disk of a machine was put in its place, and nobody was told: its positions and
  /// tenures begin where that one ended. [#restored] comes before.
  default void wentBack(Machine machine) {}

  /// A box begins that is a copy of another one.
  default void copied(Machine copy) {}

  /// A parent lets a box in.
  default void letIn(PlaneProcess parent, Witness.LetIn let) {}

  /// All has been calm for long, and people look at what they are told before they act on it.
  default void told(Fleet fleet) {}

  /// People accept the history of that machine: what it does not have may end wherever it is.
  default void accepted(Machine machine) {}

  /// Time passed.
  default void tick(Fleet fleet) {}

  /// All trouble has been over for long enough.
  default void settled(Fleet fleet) {}

  default void require(boolean holds, String complaint) {
    if (!holds) {
      throw new Violated(name(), complaint);
    }
  }
}
