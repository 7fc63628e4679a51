package dev.skerry.control.replication;

import dev.skerry.control.controller.Controller;
import dev.skerry.control.controller.Intent;
import dev.skerry.control.controller.Plan;
import dev.skerry.control.custom.Definitions;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.Membership;
import dev.skerry.control.state.ObjectChange;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.KindNames;
import dev.skerry.control.workload.Shares;
import dev.skerry.control.workload.Sites;
import dev.skerry.control.workload.Wanted;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Keeps the feeds of the children: what they need to run their shares, and nothing else.
public final class DownController implements Controller {
  @Override
  public String name() {
    return "replication-controller";
  }

  @Override
  public List<ObjectKey> affected(ObjectChange change, View view) {
    ObjectKey key = change.key();
    boolean concerns = Shares.isWorkload(key) || key.kind().equals(KindNames.SERVICE_ACCOUNT);
    boolean counts = change.after().or(change::before).filter(e -> Shares.own(view, e)).isPresent();
    if (!counts) {
      return List.of();
    }
    var keys = new ArrayList<ObjectKey>();
    keys.add(key);
    if (concerns) {
      keys.addAll(view.in(KindNames.SECRET, key.tenant(), key.namespace()).keySet());
    }
    keys.addAll(RoleScope.moved(change, view));
    keys.addAll(PolicyScope.moved(change, view));
    if (change.before().isEmpty() || change.after().isEmpty()) {
      keys.addAll(Definitions.of(view, key));
    }
    return keys;
  }

  /// A share may change which sites hold the whole namespace; the first one of a site there brings
  /// it, the last one takes it away. Any may change which Secrets are referred to there.
  @Override
  public List<ObjectKey> affected(PartRecord part, View view) {
    if (part.key().part() != Part.SHARE || part.key().site().equals(view.self())) {
      return List.of();
    }
    ObjectKey key = part.object();
    var keys = new ArrayList<ObjectKey>();
    keys.add(new ObjectKey(KindNames.NAMESPACE, key.tenant(), "", key.namespace()));
    keys.add(key);
    SiteName site = part.key().site();
    if (view.sharing(key.tenant(), key.namespace()).contains(site)
        && holds(view, keys.getFirst(), site)) {
      keys.addAll(view.in(KindNames.SECRET, key.tenant(), key.namespace()).keySet());
      return keys;
    }
    var definitions = new TreeSet<ObjectKey>();
    for (Entry entry : view.contents(key.tenant(), key.namespace())) {
      if (Shares.own(view, entry)) {
        keys.add(entry.key());
        RoleScope.broughtAlong(entry).ifPresent(keys::add);
        definitions.addAll(Definitions.of(view, entry.key()));
      }
    }
    keys.addAll(definitions);
    return keys;
  }

  /// Whether the site's feed has the namespace already, and with it all that is in it.
  private static boolean holds(View view, ObjectKey namespace, SiteName site) {
    return view.find(namespace)
        .flatMap(ns ->
            view.feed(Sites.subscriber(site)).find(new PartKey(ns.uid(), Part.SPEC, view.self())))
        .filter(Membership::in)
        .isPresent();
  }

  @Override
  public Plan reconcile(View view, ObjectKey key, Instant now) {
    Optional<Entry> found = view.find(key);
    if (found.isEmpty() || !Shares.own(view, found.get())) {
      return Plan.NOTHING;
    }
    Entry entry = found.get();
    SortedSet<SiteName> scope = Scope.of(view, entry);
    var intents = new ArrayList<Intent>();
    for (SiteName site : scope) {
      for (PartKey part : parts(view, entry, site)) {
        intents.addAll(Wanted.member(view, Sites.subscriber(site), part, true, ""));
      }
    }
    for (PartKey part : view.parts(entry.uid()).keySet()) {
      for (String subscriber : view.subscribers(part)) {
        leave(view, entry, part, subscriber, scope).ifPresent(intents::add);
      }
    }
    return Plan.of(intents);
  }

  /// What one site gets of an object.
  private static List<PartKey> parts(View view, Entry entry, SiteName site) {
    var parts = new ArrayList<PartKey>();
    parts.add(new PartKey(entry.uid(), Part.SPEC, view.self()));
    if (Shares.isWorkload(entry.key())) {
      parts.add(new PartKey(entry.uid(), Part.SHARE, site));
    }
    if (entry.key().kind().equals(KindNames.SITE)) {
      parts.add(new PartKey(entry.uid(), Part.STATUS, view.self()));
    }
    return parts;
  }

  private static Optional<Intent> leave(
      View view, Entry entry, PartKey part, String subscriber, SortedSet<SiteName> scope) {
    if (!subscriber.startsWith("site:")) {
      return Optional.empty();
    }
    var site = new SiteName(subscriber.substring("site:".length()));
    boolean in = view.feed(subscriber).find(part).map(Membership::in).orElse(false);
    if (!in || (scope.contains(site) && parts(view, entry, site).contains(part))) {
      return Optional.empty();
    }
    String cause =
        Shares.isWorkload(entry.key())
            ? "no longer placed at " + site
            : "nothing at " + site + " needs it any more";
    return Optional.of(new Intent.Subscribe(subscriber, part, false, cause));
  }
}
