package dev.skerry.simulation.monitor;

import dev.skerry.node.driver.ContainerId;
import dev.skerry.simulation.fleet.Fleet;
import dev.skerry.simulation.host.Box;
import dev.skerry.simulation.host.Machine;
import java.util.List;
import java.util.TreeMap;

/// A container of a pod starts once, and once more for each time that its machine lost its power
/// (I7): no heal, no restart of a process and no news that leaves its definition alone stops it.
/// The images here never end by themselves, and nobody changes the image of a pod.
final class NothingRestartsWithoutCause implements Monitor {
  private final TreeMap<String, Integer> seen = new TreeMap<>();
  private final TreeMap<String, Integer> starts = new TreeMap<>();

  @Override
  public String name() {
    return "NothingRestartsWithoutCause";
  }

  @Override
  public void tick(Fleet fleet) {
    fleet.boxes().forEach(site -> site.box().ifPresent(box -> check(site, box)));
  }

  private void check(Machine site, Box box) {
    List<ContainerId> all = box.node().machine().started();
    for (ContainerId run : all.subList(seen.getOrDefault(site.which(), 0), all.size())) {
      String container = site.which() + " " + run.pod() + " " + run.name();
      int times = starts.merge(container, 1, Integer::sum);
      require(
          times <= 1 + site.powerCuts(),
          run
              + " at "
              + site.which()
              + " is start number "
              + times
              + " after "
              + site.powerCuts()
              + " power cuts");
    }
    seen.put(site.which(), all.size());
  }

  /// Pods of an older life may be wanted again.
  @Override
  public void restored(Machine machine) {
    starts.clear();
  }
}
