package dev.skerry.simulation.monitor;

import dev.skerry.simulation.host.Machine;
import dev.skerry.simulation.host.PlaneProcess;
import dev.skerry.simulation.host.Witness;
import dev.skerry.simulation.host.Witness.Caller;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Of the boxes with one name the parent listens to one (decision 0009): another one is not let in
/// in the place of a box that answers, and a box in whose place another one has spoken is not let
/// in again on the store that it had, as often as it is started.
final class OneCopyServed implements Monitor {
  private final TreeMap<String, Caller> letIn = new TreeMap<>();
  private final TreeMap<String, Caller> spoke = new TreeMap<>();
  private final TreeSet<String> former = new TreeSet<>();

  @Override
  public String name() {
    return "OneCopyServed";
  }

  @Override
  public void letIn(PlaneProcess parent, Witness.LetIn let) {
    Caller box = let.caller();
    Optional<Caller> instead = let.instead().filter(old -> !old.box().equals(box.box()));
    require(
        instead.isEmpty(),
        parent.machine().which()
            + " let "
            + box
            + " in and turned out "
            + instead
            + ", which answers");
    require(
        !former.contains(box.toString()),
        parent.machine().which()
            + " let "
            + box
            + " in again though it listened to another box of that name since");
    letIn.put(let.name(), box);
  }

  /// A position is written down of what was heard.
  @Override
  public void cursor(PlaneProcess process, String peer, long position) {
    boolean parent = process.machine().road().isEmpty();
    Caller now = letIn.get(peer.substring(peer.indexOf(':') + 1));
    if (parent && now != null) {
      Caller before = spoke.put(peer, now);
      if (before != null && !before.box().equals(now.box())) {
        former.add(before.toString());
      }
    }
  }

  /// A parent on an older disk knows what it knew then.
  @Override
  public void restored(Machine machine) {
    if (machine.road().isEmpty()) {
      spoke.clear();
      former.clear();
    }
  }
}
