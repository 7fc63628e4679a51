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
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Which sites get policies on writes: a binding stays here unless it is labelled
/// `skerry.dev/at-sites: all`, and takes its policy along. What they take as parameters goes with
/// its own namespace.
final class PolicyScope {
  private PolicyScope() {}

  static boolean isOne(GroupKind kind) {
    return kind.equals(KindNames.POLICY) || kind.equals(KindNames.POLICY_BINDING);
  }

  static SortedSet<SiteName> of(View view, Entry entry) {
    boolean goes =
        entry.key().kind().equals(KindNames.POLICY_BINDING)
            ? isForSites(entry)
            : bindings(view).anyMatch(binding -> policy(binding).equals(entry.key()));
    var sites = new TreeSet<SiteName>();
    if (goes) {
      Sites.children(view).stream().map(Sites::name).forEach(sites::add);
    }
    return sites;
  }

  private static boolean isForSites(Entry binding) {
    return "all".equals(binding.labels().get(Grants.AT_SITES));
  }

  /// Those for sites.
  private static Stream<Entry> bindings(View view) {
    return view.all(KindNames.POLICY_BINDING, TenantName.DEFAULT).values().stream()
        .filter(binding -> Shares.own(view, binding) && isForSites(binding));
  }

  private static ObjectKey policy(Entry binding) {
    return ObjectKey.of(KindNames.POLICY, "", binding.json().text("spec", "policyName"));
  }

  /// What else may have to go somewhere because of a change.
  static List<ObjectKey> moved(ObjectChange change, View view) {
    if (change.key().kind().equals(KindNames.POLICY_BINDING)) {
      return Stream.of(change.before(), change.after())
          .flatMap(Optional::stream)
          .map(PolicyScope::policy)
          .toList();
    }
    boolean came = change.before().isEmpty() || change.after().isEmpty();
    if (!change.key().kind().equals(KindNames.SITE) || !came) {
      return List.of();
    }
    var keys = new ArrayList<ObjectKey>();
    bindings(view)
        .forEach(binding -> {
          keys.add(binding.key());
          keys.add(policy(binding));
        });
    return keys;
  }
}
