package dev.skerry.control.placement;

import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.PodSpecs;
import dev.skerry.control.workload.Shares;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.unit.Amounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What was decided for one workload.
///
/// @param shares replicas by site
/// @param refused the other sites, each with its reason
/// @param missing replicas that found no site
public record Choice(
    Entry workload, SortedMap<SiteName, Long> shares, List<Filtered> refused, long missing) {

  static Choice of(View view, Entry workload, PlacementRules rules) {
    Obj json = workload.json();
    boolean perSite = rules.perSite().isPresent();
    long most = perSite ? rules.perSite().getAsLong() : rules.total(json);
    Amounts each = PodSpecs.requests(Shares.podSpec(workload.key(), json));
    Amounts needed = perSite ? each.times(most) : each;
    SortedMap<SiteName, Obj> held = Shares.of(view, workload.uid());
    var refused = new ArrayList<Filtered>();
    var slots = new ArrayList<Split.Slot>();
    for (SiteState at : SiteState.all(view, workload)) {
      boolean holds = held.containsKey(at.site());
      Optional<Filtered> no = SiteFilters.wished(at, rules.sites());
      if (no.isEmpty() && !holds) {
        no = SiteFilters.able(at, needed, perSite);
      }
      if (no.isPresent()) {
        refused.add(no.get());
      } else {
        long has = holds ? Shares.replicas(held.getOrDefault(at.site(), Obj.EMPTY)) : 0;
        long room = Math.max(has, at.room(each, most));
        slots.add(new Split.Slot(at.site(), SiteFilters.labels(at), has, room, at.online()));
      }
    }
    return perSite
        ? each(workload, slots, most, refused)
        : divided(workload, Split.of(most, slots, rules.spread()), most, refused);
  }

  private static Choice each(
      Entry workload, List<Split.Slot> slots, long count, List<Filtered> refused) {
    var shares = new TreeMap<SiteName, Long>();
    slots.forEach(slot -> shares.put(slot.site(), count));
    return new Choice(workload, shares, refused, 0);
  }

  private static Choice divided(
      Entry workload, SortedMap<SiteName, Long> split, long total, List<Filtered> refused) {
    var shares = new TreeMap<>(split);
    shares.values().removeIf(count -> count == 0);
    long placed = shares.values().stream().mapToLong(Long::longValue).sum();
    var others = new ArrayList<>(refused);
    for (SiteName site : split.keySet()) {
      if (!shares.containsKey(site)) {
        String sentence = "it fits, but " + total + " replicas went to other sites";
        others.add(new Filtered(site, "NotNeeded", sentence));
      }
    }
    return new Choice(workload, shares, others, Math.max(0, total - placed));
  }
}
