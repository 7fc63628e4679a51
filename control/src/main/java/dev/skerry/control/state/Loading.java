package dev.skerry.control.state;

import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.TenantName;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.store.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Makes a view of a store's live rows, in whatever order they come. Parts are gathered first and
/// the maps made of them whole: one by one, each would leave a path of every map behind. Kinds,
/// tenants, namespaces and sites, which very many rows have in common, are kept once: that is some
/// hundred bytes a row less, and comparing two keys touches fewer of them.
public final class Loading {
  private final TreeMap<GroupKind, GroupKind> kinds = new TreeMap<>();
  private final TreeMap<TenantName, TenantName> tenants = new TreeMap<>();
  private final TreeMap<String, String> namespaces = new TreeMap<>();
  private final TreeMap<SiteName, SiteName> sites = new TreeMap<>();
  private final TreeMap<PartKey, Stored> parts = new TreeMap<>();

  /// Everything else; a feed's positions are known when its parts are.
  private final List<Other> others = new ArrayList<>();

  private final SiteName self;

  private record Other(Delta delta, Revision at) {}

  public Loading(SiteName self) {
    this.self = self;
  }

  /// @throws IllegalArgumentException when it is not a row of ours
  public void take(Change.Put row) {
    switch (Rows.delta(row)) {
      case Delta.Part(PartRecord record) -> {
        PartRecord kept = shared(record);
        parts.put(kept.key(), new Stored(kept, row.revision()));
      }
      case Delta other -> others.add(new Other(other, row.revision()));
    }
  }

  /// What was taken, at the head of its log, whose last entries may be removals.
  public View at(Revision head) {
    View view = View.of(self, parts);
    for (Other other : others) {
      view = view.with(other.delta(), other.at()).view();
    }
    return view.startingAt(head);
  }

  private PartRecord shared(PartRecord record) {
    PartKey key = record.key();
    ObjectKey object = record.object();
    return new PartRecord(
        new PartKey(key.uid(), key.part(), once(sites, key.site())),
        record.version(),
        new ObjectKey(
            once(kinds, object.kind()),
            once(tenants, object.tenant()),
            once(namespaces, object.namespace()),
            object.name()),
        once(sites, record.authority()),
        record.body());
  }

  private static <T> T once(Map<T, T> known, T value) {
    T first = known.putIfAbsent(value, value);
    return first == null ? value : first;
  }
}
