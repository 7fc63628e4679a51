package dev.skerry.control.leave;

import dev.skerry.control.controller.Controller;
import dev.skerry.control.controller.Intent;
import dev.skerry.control.controller.Plan;
import dev.skerry.control.link.Joins;
import dev.skerry.control.link.Talk;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.Membership;
import dev.skerry.control.state.ObjectChange;
import dev.skerry.control.state.Stored;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.KindNames;
import dev.skerry.control.workload.Shares;
import dev.skerry.control.workload.Sites;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.Names;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.TenantName;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Lets go of sites whose Site was deleted. One that is connected first ends what it had from here;
/// one that is silent is waited for no longer than [#GRACE], and keeps what it runs. From then on
/// it is a stranger: its key counts no more, and what it said is forgotten.
///
/// Settings: `leaving/<site>` is `{since}`; those that are about the site and end with it are made
/// in `control.link` ([Talk]).
public final class LeaveController implements Controller {
  /// Longer than pods take to end by default, so that who is connected is told all of it.
  static final Duration GRACE = Duration.ofMinutes(1);

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final String LEAVING = "leaving/";
  private static final String BINDING = "binding/";

  private static final List<GroupKind> SPOKEN_OF =
      List.of(KindNames.POD, KindNames.NODE, KindNames.DEPLOYMENT);

  @Override
  public String name() {
    return "site-leave-controller";
  }

  @Override
  public List<ObjectKey> affected(ObjectChange change, View view) {
    return change.key().kind().equals(KindNames.SITE) ? List.of(change.key()) : List.of();
  }

  /// What a site says after it was let go is forgotten too.
  @Override
  public List<ObjectKey> affected(PartRecord part, View view) {
    SiteName site = part.key().site();
    boolean stranger =
        !part.gone()
            && part.authority().equals(site)
            && !site.equals(view.self())
            && Sites.find(view, site).isEmpty();
    return stranger ? List.of(Sites.key(site)) : List.of();
  }

  @Override
  public List<ObjectKey> seeds(View view) {
    return view.settings(Joins.CHILD).keySet().stream()
        .map(child -> Sites.key(new SiteName(child.substring(Joins.CHILD.length()))))
        .toList();
  }

  @Override
  public Plan reconcile(View view, ObjectKey key, Instant now) {
    boolean other = key.kind().equals(KindNames.SITE) && !key.name().equals(view.self().value());
    if (!other || !Names.isLabel(key.name())) {
      return Plan.NOTHING;
    }
    var site = new SiteName(key.name());
    Optional<Uid> found = view.find(key).map(Entry::uid);
    Obj child = view.setting(Joins.CHILD + site);
    if (child.isEmpty()) {
      return found.isPresent() ? Plan.NOTHING : Plan.of(forgotten(view, site));
    }
    var uid = new Uid(child.text("uid"));
    if (found.equals(Optional.of(uid))) {
      return Plan.of(cleared(view, List.of(LEAVING + site)));
    }
    Optional<Instant> since = view.setting(LEAVING + site).string("since").map(Instant::parse);
    if (since.isEmpty()) {
      Obj leaving = Json.object().put("since", now.toString()).build();
      return Plan.of(new Intent.Set(LEAVING + site, leaving)).again(now.plus(LOOK_AGAIN));
    }
    boolean done = done(view, site);
    return done || !now.isBefore(since.get().plus(GRACE))
        ? Plan.of(letGo(view, site, uid, done))
        : Plan.later(now.plus(LOOK_AGAIN));
  }

  /// It has confirmed that it has nothing from here any more, and reports no pod of what it had.
  private static boolean done(View view, SiteName site) {
    return view.feed(Sites.subscriber(site)).members().isEmpty()
        && view.all(KindNames.POD, TenantName.DEFAULT).values().stream()
            .noneMatch(pod -> pod.projected() && pod.home().equals(site) && isOurs(view, pod));
  }

  private static boolean isOurs(View view, Entry pod) {
    ObjectKey key = pod.key();
    return view.find(new ObjectKey(KindNames.NAMESPACE, key.tenant(), "", key.namespace()))
        .filter(namespace -> Shares.own(view, namespace))
        .isPresent();
  }

  private static List<Intent> letGo(View view, SiteName site, Uid uid, boolean done) {
    var intents = new ArrayList<Intent>(forgotten(view, site));
    view.parts(uid).values().stream()
        .flatMap(stored -> forgotten(stored.record(), site).stream())
        .forEach(intents::add);
    String subscriber = Sites.subscriber(site);
    view.feed(subscriber)
        .members()
        .forEach((part, membership) -> leave(subscriber, part, membership).ifPresent(intents::add));
    var settings = new ArrayList<>(List.of(Joins.CHILD + site, LEAVING + site));
    settings.addAll(Talk.with(subscriber));
    view.settings(BINDING)
        .forEach((name, bound) -> {
          if (bound.text("site").equals(site.value())) {
            settings.add(name);
          }
        });
    intents.addAll(cleared(view, settings));
    ObjectKey about = Sites.key(site);
    intents.add(
        done
            ? new Intent.Note(
                about, uid, "Normal", "SiteLeft", "it ended what it had from here and was let go")
            : new Intent.Note(
                about,
                uid,
                "Warning",
                "SiteLeftUntold",
                "it did not confirm within "
                    + GRACE.toSeconds()
                    + " s that it ended what it had from here: what still runs there is to be ended"
                    + " there"));
    return intents;
  }

  private static Optional<Intent> leave(String subscriber, PartKey part, Membership membership) {
    return membership.in()
        ? Optional.of(new Intent.Subscribe(subscriber, part, false, "the site was removed"))
        : Optional.empty();
  }

  /// What the site said of its own pods and nodes, and of what it had a share of.
  private static List<Intent> forgotten(View view, SiteName site) {
    var intents = new ArrayList<Intent>();
    for (GroupKind kind : SPOKEN_OF) {
      for (Entry entry : view.all(kind, TenantName.DEFAULT).values()) {
        for (Stored stored : view.parts(entry.uid()).values()) {
          forgotten(stored.record(), site).ifPresent(intents::add);
        }
      }
    }
    return intents;
  }

  private static Optional<Intent> forgotten(PartRecord record, SiteName site) {
    boolean said =
        record.key().site().equals(site) && record.authority().equals(site) && !record.gone();
    return said
        ? Optional.of(
            new Intent.WritePart(
                record.key(), record.object(), Optional.empty(), "site " + site + " was removed"))
        : Optional.empty();
  }

  private static List<Intent> cleared(View view, List<String> settings) {
    return settings.stream()
        .filter(name -> !view.setting(name).isEmpty())
        .<Intent>map(name -> new Intent.Set(name, Obj.EMPTY))
        .toList();
  }
}
