package dev.skerry.control.placement;

import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.KindNames;
import dev.skerry.control.workload.PodSpecs;
import dev.skerry.control.workload.Shares;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.unit.Amounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// One site for a whole workload.
///
/// @param site empty when none fits
/// @param refused the sites that do not fit
public record SiteChoice(Optional<SiteName> site, List<Filtered> refused) {

  public static SiteChoice kept(SiteName site) {
    return new SiteChoice(Optional.of(site), List.of());
  }

  /// Of the sites that have room for all replicas, the one with most free cpu, then memory, then by
  /// name.
  public static SiteChoice one(View view, Entry workload) {
    var json = workload.json();
    boolean pod = workload.key().kind().equals(KindNames.POD);
    long replicas = pod ? 1 : json.integer("spec", "replicas").orElse(1);
    Amounts all = PodSpecs.requests(Shares.podSpec(workload.key(), json)).times(replicas);
    var refused = new ArrayList<Filtered>();
    var fitting = new ArrayList<SiteState>();
    for (SiteState at : SiteState.all(view, workload)) {
      SiteFilters.able(at, all, false).ifPresentOrElse(refused::add, () -> fitting.add(at));
    }
    Optional<SiteName> best =
        fitting.stream()
            .min(
                Comparator.comparingLong((SiteState s) -> -s.free().of("cpu"))
                    .thenComparingLong(s -> -s.free().of("memory"))
                    .thenComparing(SiteState::site))
            .map(SiteState::site);
    return new SiteChoice(best, refused);
  }
}
