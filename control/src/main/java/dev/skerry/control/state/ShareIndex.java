package dev.skerry.control.state;

import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.OwnerReference;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.TenantName;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/// Live shares by what is asked of them: which sites hold some of a namespace, what one site has a
/// share of, and which workloads have none. Follows from the parts alone.
///
/// @param byNamespace shares in a namespace by site, so that one range answers
/// @param bySite objects with a share at a site
/// @param without workloads homed here that no site has a share of
record ShareIndex(
    TreePMap<Where, TreePSet<PartKey>> byNamespace,
    TreePMap<SiteName, TreePMap<Uid, ObjectKey>> bySite,
    TreePMap<Uid, ObjectKey> without) {
  static final ShareIndex EMPTY =
      new ShareIndex(TreePMap.empty(), TreePMap.empty(), TreePMap.empty());

  private static final GroupKind DEPLOYMENT = new GroupKind("apps", "Deployment");
  private static final GroupKind POD = GroupKind.core("Pod");
  private static final SiteName LOWEST = new SiteName("0");

  /// A namespace at a site.
  record Where(TenantName tenant, String namespace, SiteName site) implements Comparable<Where> {
    @Override
    public int compareTo(Where other) {
      int order = tenant.compareTo(other.tenant);
      if (order == 0) {
        order = namespace.compareTo(other.namespace);
      }
      return order == 0 ? site.compareTo(other.site) : order;
    }
  }

  SortedSet<SiteName> sites(TenantName tenant, String namespace) {
    var sites = new TreeSet<SiteName>();
    var from = new Where(tenant, namespace, LOWEST);
    var to = new Where(tenant, namespace + "\0", LOWEST);
    byNamespace.subMap(from, to).keySet().forEach(where -> sites.add(where.site()));
    return sites;
  }

  Collection<ObjectKey> at(SiteName site) {
    return keys(site).values();
  }

  /// The index after the parts of one object changed.
  ShareIndex moved(
      Collection<Stored> before,
      Collection<Stored> after,
      Optional<Entry> was,
      Optional<Entry> is,
      SiteName self) {
    ShareIndex next = this;
    for (Stored stored : before) {
      if (isShare(stored)) {
        next = next.minus(stored);
      }
    }
    boolean shared = false;
    for (Stored stored : after) {
      if (isShare(stored)) {
        next = next.plus(stored);
        shared = true;
      }
    }
    TreePMap<Uid, ObjectKey> none = next.without();
    if (was.isPresent()) {
      none = none.minus(was.get().uid());
    }
    if (is.isPresent() && !shared && is.get().home().equals(self) && isWorkload(is.get())) {
      none = none.plus(is.get().uid(), is.get().key());
    }
    return new ShareIndex(next.byNamespace(), next.bySite(), none);
  }

  private static boolean isShare(Stored stored) {
    return stored.record().key().part() == Part.SHARE && !stored.record().gone();
  }

  private static boolean isWorkload(Entry entry) {
    GroupKind kind = entry.key().kind();
    return !entry.projected()
        && (kind.equals(DEPLOYMENT)
            || (kind.equals(POD) && entry.owners().stream().noneMatch(OwnerReference::controller)));
  }

  private static Where where(Stored share) {
    ObjectKey object = share.record().object();
    return new Where(object.tenant(), object.namespace(), share.record().key().site());
  }

  private ShareIndex plus(Stored share) {
    Where where = where(share);
    TreePSet<PartKey> parts = byNamespace.getOrDefault(where, TreePSet.empty());
    return new ShareIndex(
        byNamespace.plus(where, parts.plus(share.record().key())),
        bySite.plus(
            where.site(),
            keys(where.site()).plus(share.record().key().uid(), share.record().object())),
        without);
  }

  private ShareIndex minus(Stored share) {
    Where where = where(share);
    TreePSet<PartKey> parts =
        byNamespace.getOrDefault(where, TreePSet.<PartKey>empty()).minus(share.record().key());
    TreePMap<Uid, ObjectKey> left = keys(where.site()).minus(share.record().key().uid());
    return new ShareIndex(
        parts.isEmpty() ? byNamespace.minus(where) : byNamespace.plus(where, parts),
        left.isEmpty() ? bySite.minus(where.site()) : bySite.plus(where.site(), left),
        without);
  }

  private TreePMap<Uid, ObjectKey> keys(SiteName site) {
    return bySite.getOrDefault(site, TreePMap.empty());
  }

  /// Sites that have a share of anything.
  List<SiteName> sites() {
    return List.copyOf(bySite.keySet());
  }
}
