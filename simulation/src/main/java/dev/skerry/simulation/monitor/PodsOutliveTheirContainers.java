package dev.skerry.simulation.monitor;

import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartRecord;
import dev.skerry.simulation.host.PlaneProcess;

/// The object of a pod is there for as long as anything of it runs (I6): whoever looks at a site
/// sees all that runs there.
final class PodsOutliveTheirContainers implements Monitor {
  private static final GroupKind POD = GroupKind.core("Pod");

  @Override
  public String name() {
    return "PodsOutliveTheirContainers";
  }

  @Override
  public void part(PlaneProcess process, PartRecord record) {
    boolean ends =
        record.gone()
            && record.key().part() == Part.SPEC
            && record.object().kind().equals(POD)
            && record.authority().equals(process.machine().name());
    if (ends) {
      process
          .machine()
          .box()
          .ifPresent(box ->
              require(
                  !AutonomyOfACutSite.running(box).contains(record.key().uid()),
                  record.object() + " is removed while it runs at " + record.authority()));
    }
  }
}
