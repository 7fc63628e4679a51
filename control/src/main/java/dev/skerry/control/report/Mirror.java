package dev.skerry.control.report;

import dev.skerry.control.state.Delta;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.Stored;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.Sites;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.TenantName;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import java.util.Optional;

/// A child's view as far as its parent holds it: what the child reported, under the names it has
/// there, and what the child was sent, with the child's shares and status. Objects of the child's
/// own are not in it unless they are reported.
public final class Mirror {
  private Mirror() {}

  /// Every object has the revision it has above. Takes time in proportion to what the child has.
  public static View of(View above, SiteName site) {
    View view = View.empty(site);
    for (var member : above.feed(Sites.subscriber(site)).members().entrySet()) {
      if (member.getValue().in()) {
        view = with(view, above.part(member.getKey()));
        view = with(view, above.part(new PartKey(member.getKey().uid(), Part.STATUS, site)));
      }
    }
    for (GroupKind kind : ReportController.REPORTED) {
      for (Entry entry : above.all(kind, TenantName.DEFAULT).values()) {
        if (entry.projected() && entry.home().equals(site)) {
          view = with(view, reported(above, entry.uid(), site));
        }
      }
    }
    return view.startingAt(above.revision());
  }

  private static View with(View view, Optional<Stored> part) {
    return part.map(found -> view.with(new Delta.Part(found.record()), found.at()).view())
        .orElse(view);
  }

  /// At the child a report is the object itself.
  private static Optional<Stored> reported(View above, Uid uid, SiteName site) {
    return above
        .part(new PartKey(uid, Part.REPORT, site))
        .map(found -> {
          PartRecord said = found.record();
          var own =
              new PartRecord(
                  new PartKey(uid, Part.SPEC, site),
                  said.version(),
                  said.object(),
                  site,
                  said.body());
          return new Stored(own, found.at());
        });
  }
}
