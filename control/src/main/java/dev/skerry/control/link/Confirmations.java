package dev.skerry.control.link;

import dev.skerry.control.log.Ledger;
import dev.skerry.control.state.Delta;
import dev.skerry.control.state.Membership;
import dev.skerry.control.state.Stored;
import dev.skerry.control.state.View;
import dev.skerry.model.json.Json;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/// What subscribers have confirmed, and with that, which tombstones nobody needs any more.
public final class Confirmations {
  /// Graves looked at in one tick; clearing up never delays writers.
  private static final int PER_TICK = 1_000;

  private static final PartKey NOBODY =
      new PartKey(new Uid("00000000-0000-0000-0000-000000000000"), Part.SPEC, new SiteName("0"));

  private final Ledger ledger;
  private final TreeMap<String, Revision> confirmed = new TreeMap<>();
  private final TreeSet<PartKey> graves = new TreeSet<>();
  private PartKey visited = NOBODY;

  public Confirmations(Ledger ledger) {
    this.ledger = ledger;
    ledger.tentative().parts().values().forEach(this::noticed);
  }

  public void noticed(Stored part) {
    if (part.record().gone()) {
      graves.add(part.record().key());
    }
  }

  /// A peer is here again; what it has is learnt anew.
  void begins(String subscriber) {
    confirmed.remove(subscriber);
  }

  /// How far a subscriber has come; zero before it said so.
  Revision of(String subscriber) {
    return confirmed.getOrDefault(subscriber, Revision.ZERO);
  }

  void confirmed(String subscriber, Revision upTo) {
    Revision before = of(subscriber);
    if (!upTo.isAfter(before)) {
      return;
    }
    confirmed.put(subscriber, upTo);
    View view = ledger.tentative();
    var over = new ArrayList<PartKey>();
    view.feed(subscriber)
        .order()
        .subMap(before, false, upTo, true)
        .forEach((at, key) -> {
          if (isOver(view, subscriber, key)) {
            over.add(key);
          }
        });
    if (!over.isEmpty()) {
      over.forEach(key -> ledger.write(new Delta.Dropped(subscriber, key)));
      var floor = Json.object().put("position", upTo.value()).build();
      ledger.write(new Delta.Setting(OutFeed.FLOOR + subscriber, floor));
    }
  }

  private static boolean isOver(View view, String subscriber, PartKey key) {
    boolean in = view.feed(subscriber).find(key).map(Membership::in).orElse(false);
    return !in || view.part(key).map(Stored::record).map(PartRecord::gone).orElse(true);
  }

  /// Forgets tombstones that no feed still has to deliver and no dependent still asks about. One
  /// stays in the list until it is seen to be gone, since what is written may be lost.
  public void sweep() {
    List<PartKey> some = graves.tailSet(visited, false).stream().limit(PER_TICK).toList();
    visited = some.size() < PER_TICK ? NOBODY : some.getLast();
    for (PartKey key : some) {
      View view = ledger.tentative();
      boolean rests = view.part(key).map(Stored::record).map(PartRecord::gone).orElse(false);
      if (!rests) {
        graves.remove(key);
      } else if (view.subscribers(key).isEmpty() && view.ownedBy(key.uid()).isEmpty()) {
        ledger.write(new Delta.Forget(key));
      }
    }
  }
}
