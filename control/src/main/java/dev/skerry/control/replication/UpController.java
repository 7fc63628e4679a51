package dev.skerry.control.replication;

import dev.skerry.control.controller.Controller;
import dev.skerry.control.controller.Intent;
import dev.skerry.control.controller.Plan;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.ObjectChange;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.KindNames;
import dev.skerry.control.workload.Shares;
import dev.skerry.control.workload.Wanted;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Keeps the feed to the parent: this site's status of what it got a share of, to which nodes it
/// bound the pods among it, and its reports. A part stays in the feed until the parent has
/// confirmed that it is gone.
public final class UpController implements Controller {
  /// The feed's name.
  public static final String PARENT = "parent";

  @Override
  public String name() {
    return "up-replication-controller";
  }

  @Override
  public List<ObjectKey> affected(ObjectChange change, View view) {
    return List.of();
  }

  @Override
  public List<ObjectKey> affected(PartRecord part, View view) {
    boolean ours = part.key().site().equals(view.self());
    return switch (part.key().part()) {
      case STATUS, REPORT, OVERRIDE -> ours ? List.of(part.object()) : List.of();
      case SPEC -> part.gone() ? List.of(part.object()) : List.of();
      case SHARE -> List.of();
    };
  }

  @Override
  public Plan reconcile(View view, ObjectKey key, Instant now) {
    var intents = new ArrayList<Intent>();
    Optional<Entry> found = view.find(key);
    found.ifPresent(entry -> join(view, entry, intents));
    intents.addAll(withdrawn(view, key));
    return Plan.of(intents);
  }

  private static void join(View view, Entry entry, List<Intent> intents) {
    for (Part part : List.of(Part.STATUS, Part.REPORT, Part.OVERRIDE)) {
      var mine = new PartKey(entry.uid(), part, view.self());
      boolean there = view.part(mine).isPresent();
      if (there && (part == Part.REPORT || isParents(view, entry))) {
        intents.addAll(Wanted.member(view, PARENT, mine, true, ""));
      }
    }
  }

  /// What was said of objects that the parent took away.
  private static List<Intent> withdrawn(View view, ObjectKey key) {
    var intents = new ArrayList<Intent>();
    for (Uid uid : view.remains(key)) {
      var told = new PartKey(uid, Part.STATUS, view.self());
      if (view.feed(PARENT).find(told).isPresent() && !hasSpec(view, told)) {
        for (Part own : List.of(Part.STATUS, Part.OVERRIDE)) {
          var mine = new PartKey(uid, own, view.self());
          intents.addAll(Wanted.part(view, mine, key, Optional.empty(), "no longer here"));
        }
      }
    }
    return intents;
  }

  private static boolean hasSpec(View view, PartKey part) {
    return view.parts(part.uid()).values().stream()
        .anyMatch(s -> s.record().key().part() == Part.SPEC && !s.record().gone());
  }

  /// Homed above, and run here; a site also speaks of its own Site object.
  private static boolean isParents(View view, Entry entry) {
    boolean site =
        entry.key().kind().equals(KindNames.SITE) && entry.key().name().equals(view.self().value());
    return !entry.home().equals(view.self())
        && !entry.projected()
        && (site || Shares.mine(view, entry.uid()).isPresent());
  }
}
