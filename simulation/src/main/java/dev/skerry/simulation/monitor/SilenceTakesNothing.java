package dev.skerry.simulation.monitor;

import dev.skerry.control.state.Stored;
import dev.skerry.control.state.View;
import dev.skerry.model.record.Body;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.simulation.host.PlaneProcess;

/// A share ends only with its workload. People in a simulation never take a site out of a
/// placement, so nothing else is a reason.
final class SilenceTakesNothing implements Monitor {
  @Override
  public String name() {
    return "SilenceTakesNothing";
  }

  @Override
  public void part(PlaneProcess process, PartRecord record) {
    if (record.key().part() != Part.SHARE
        || !record.gone()
        || !record.authority().equals(process.machine().name())) {
      return;
    }
    View view = process.decided();
    var spec = new PartKey(record.key().uid(), Part.SPEC, view.self());
    Body body = view.part(spec).map(Stored::record).map(PartRecord::body).orElse(new Body.Gone(""));
    boolean ending =
        switch (body) {
          case Body.Gone _ -> true;
          case Body.Present present ->
              present.json().at("metadata", "deletionTimestamp").isPresent();
        };
    require(
        ending,
        "the share of " + record.key().site() + " in " + record.object() + " was taken away");
  }
}
