package dev.skerry.control.collect;

import dev.skerry.control.state.Entry;
import dev.skerry.control.state.Stored;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.Pods;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.Meta;
import dev.skerry.model.meta.OwnerReference;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The owners of one object, by what is known of them.
///
/// @param alive there, or perhaps only not here yet
/// @param waiting being deleted in the foreground, waiting for this object
/// @param gone certainly over
/// @param unsureUntil when an owner of which nothing is known will count as gone
record Owners(
    List<OwnerReference> alive,
    List<OwnerReference> waiting,
    List<OwnerReference> gone,
    List<Instant> unsureUntil) {
  static final String FOREGROUND = "foregroundDeletion";

  /// How long an owner may be unknown without a tombstone. A controller here has seen the owner
  /// before it made the dependent, so this only spares people who create both in the wrong order.
  static final Duration GRACE = Duration.ofSeconds(60);

  static Owners of(View view, Entry entry, Obj object, Instant now) {
    var alive = new ArrayList<OwnerReference>();
    var waiting = new ArrayList<OwnerReference>();
    var gone = new ArrayList<OwnerReference>();
    var unsure = new ArrayList<Instant>();
    Instant trusted = new Meta(object).created().orElse(now).plus(GRACE);
    for (OwnerReference owner : entry.owners()) {
      if (isLive(view, owner.uid())) {
        (waits(view, owner) ? waiting : alive).add(owner);
      } else if (isBuried(view, owner.uid()) || !now.isBefore(trusted)) {
        gone.add(owner);
      } else {
        alive.add(owner);
        unsure.add(trusted);
      }
    }
    return new Owners(alive, waiting, gone, unsure);
  }

  /// Its spec, or a child's report of it, is here, whether or not another object hides its name.
  private static boolean isLive(View view, Uid uid) {
    return view.parts(uid).values().stream()
        .map(Stored::record)
        .anyMatch(r -> !r.gone() && (r.key().part() == Part.SPEC || r.key().part() == Part.REPORT));
  }

  private static boolean isBuried(View view, Uid uid) {
    return view.parts(uid).values().stream()
        .map(Stored::record)
        .anyMatch(r -> r.gone() && r.key().part() == Part.SPEC);
  }

  private static boolean waits(View view, OwnerReference owner) {
    return view.find(owner.uid())
        .map(Entry::json)
        .filter(json -> Pods.deleting(json) && new Meta(json).finalizers().contains(FOREGROUND))
        .isPresent();
  }
}
