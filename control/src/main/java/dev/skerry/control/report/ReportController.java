package dev.skerry.control.report;

import dev.skerry.control.controller.Controller;
import dev.skerry.control.controller.Intent;
import dev.skerry.control.controller.Plan;
import dev.skerry.control.replication.UpController;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.ObjectChange;
import dev.skerry.control.state.Stored;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.KindNames;
import dev.skerry.control.workload.Shares;
import dev.skerry.control.workload.Wanted;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Keeps reports of Pods and Nodes. A report says what the object says but for its revision, which
/// is this store's own affair.
public final class ReportController implements Controller {
  /// Kinds of which a parent hears.
  static final List<GroupKind> REPORTED = List.of(KindNames.POD, KindNames.NODE);

  @Override
  public String name() {
    return "report-controller";
  }

  @Override
  public List<ObjectKey> affected(ObjectChange change, View view) {
    return REPORTED.contains(change.key().kind()) ? List.of(change.key()) : List.of();
  }

  @Override
  public Plan reconcile(View view, ObjectKey key, Instant now) {
    if (!REPORTED.contains(key.kind())) {
      return Plan.NOTHING;
    }
    Optional<Entry> found = view.find(key);
    if (found.isEmpty()) {
      return Plan.of(ended(view, key));
    }
    if (!Shares.own(view, found.get())) {
      return Plan.NOTHING;
    }
    Entry entry = found.get();
    var part = new PartKey(entry.uid(), Part.REPORT, view.self());
    Obj body = entry.json().withoutAt("metadata", "resourceVersion");
    var intents = new ArrayList<>(Wanted.part(view, part, key, Optional.of(body), ""));
    intents.addAll(Wanted.member(view, UpController.PARENT, part, true, ""));
    intents.addAll(ended(view, key, entry));
    return Plan.of(intents);
  }

  private static List<Intent> ended(View view, ObjectKey key) {
    return ended(view, key, (PartRecord _) -> true);
  }

  /// A predecessor of the same name.
  private static List<Intent> ended(View view, ObjectKey key, Entry now) {
    return ended(view, key, (PartRecord record) -> !record.key().uid().equals(now.uid()));
  }

  /// Found in the parent's feed, where every live report is.
  private static List<Intent> ended(View view, ObjectKey key, Predicate<PartRecord> over) {
    var intents = new ArrayList<Intent>();
    for (PartKey part : view.feed(UpController.PARENT).members().keySet()) {
      Optional<PartRecord> record = view.part(part).map(Stored::record);
      if (part.part() == Part.REPORT
          && record.filter(r -> !r.gone() && r.object().equals(key) && over.test(r)).isPresent()) {
        intents.add(new Intent.WritePart(part, key, Optional.empty(), "deleted"));
      }
    }
    return intents;
  }
}
