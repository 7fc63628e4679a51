package dev.skerry.control.replication;

import dev.skerry.control.access.Grants;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.ObjectChange;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.KindNames;
import dev.skerry.control.workload.Shares;
import dev.skerry.control.workload.Sites;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.TenantName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Which sites get roles that belong to no namespace: a ClusterRole goes where a RoleBinding to it
/// goes, a ClusterRoleBinding stays here unless it is labelled `skerry.dev/at-sites: all`, and
/// takes its ClusterRole along. The roles that every control plane comes with go nowhere.
final class RoleScope {
  private static final String BOOTSTRAPPING = "kubernetes.io/bootstrapping";

  private RoleScope() {}

  static boolean isOne(GroupKind kind) {
    return kind.equals(KindNames.CLUSTER_ROLE) || kind.equals(KindNames.CLUSTER_ROLE_BINDING);
  }

  static SortedSet<SiteName> of(View view, Entry entry) {
    var sites = new TreeSet<SiteName>();
    if (entry.key().kind().equals(KindNames.CLUSTER_ROLE_BINDING)) {
      if (isForSites(entry)) {
        sites.addAll(all(view));
      }
      return sites;
    }
    if (entry.labels().containsKey(BOOTSTRAPPING)) {
      return sites;
    }
    if (bindings(view).filter(RoleScope::isForSites).anyMatch(b -> role(b).equals(entry.key()))) {
      sites.addAll(all(view));
      return sites;
    }
    for (Entry binding : view.all(KindNames.ROLE_BINDING, entry.key().tenant()).values()) {
      if (Shares.own(view, binding) && role(binding).equals(entry.key())) {
        sites.addAll(view.sharing(entry.key().tenant(), binding.key().namespace()));
      }
    }
    return sites;
  }

  private static boolean isForSites(Entry binding) {
    return "all".equals(binding.labels().get(Grants.AT_SITES));
  }

  private static Collection<SiteName> all(View view) {
    return Sites.children(view).stream().map(Sites::name).toList();
  }

  private static Stream<Entry> bindings(View view) {
    return view.all(KindNames.CLUSTER_ROLE_BINDING, TenantName.DEFAULT).values().stream()
        .filter(binding -> Shares.own(view, binding));
  }

  private static ObjectKey role(Entry binding) {
    return Grants.role(binding.json(), binding.key().namespace());
  }

  /// What else may have to go somewhere because of a change.
  static List<ObjectKey> moved(ObjectChange change, View view) {
    GroupKind kind = change.key().kind();
    if (kind.equals(KindNames.ROLE_BINDING) || kind.equals(KindNames.CLUSTER_ROLE_BINDING)) {
      return Stream.of(change.before(), change.after())
          .flatMap(Optional::stream)
          .map(RoleScope::role)
          .toList();
    }
    boolean came = change.before().isEmpty() || change.after().isEmpty();
    if (!kind.equals(KindNames.SITE) || !came) {
      return List.of();
    }
    var keys = new ArrayList<ObjectKey>();
    bindings(view)
        .filter(RoleScope::isForSites)
        .forEach(binding -> {
          keys.add(binding.key());
          keys.add(role(binding));
        });
    return keys;
  }

  /// The ClusterRole that a namespace's binding brings along.
  static Optional<ObjectKey> broughtAlong(Entry entry) {
    return entry.key().kind().equals(KindNames.ROLE_BINDING)
        ? Optional.of(role(entry)).filter(key -> isOne(key.kind()))
        : Optional.empty();
  }
}
