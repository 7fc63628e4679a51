package dev.skerry.control.link;

import dev.skerry.control.controller.Intent;
import dev.skerry.control.loop.Now;
import dev.skerry.control.loop.Presence;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.Conditions;
import dev.skerry.control.workload.Conditions.Said;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.meta.TenantName;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Turns signs of life into conditions: only transitions are written. Silence makes `Unknown`,
/// never `False`, and nothing else happens because of it.
public final class Ages {
  static final GroupKind SITE = new GroupKind("skerry.dev", "Site");
  private static final GroupKind NODE = GroupKind.core("Node");
  private static final List<GroupKind> KINDS = List.of(SITE, NODE);

  /// Some milliseconds, also where there is something to write about each.
  static final int AT_ONCE = 32;

  private static final String MANAGER = "site-lifecycle";

  private final Duration silence;
  private final TreeSet<String> behind = new TreeSet<>();

  /// What this round still has to look at, and in the first of these kinds after whom.
  private final ArrayDeque<GroupKind> ahead = new ArrayDeque<>();

  private Optional<ObjectKey> last = Optional.empty();

  public Ages(Duration silence) {
    this.silence = silence;
  }

  /// A round begins, unless one is under way: every child and node is looked at once in it.
  public void begin() {
    if (idle()) {
      ahead.addAll(KINDS);
    }
  }

  /// Whether a round is over.
  public boolean idle() {
    return ahead.isEmpty();
  }

  /// What to write about the next few of this round as of now. Not about all at once: when a whole
  /// fleet is back, or silent, there is something to write about each, and writers wait meanwhile.
  public List<Intent> next(View view, Presence presence, Confirmations confirmed, Now now) {
    var intents = new ArrayList<Intent>();
    for (int looked = 0; looked < AT_ONCE && !ahead.isEmpty(); looked++) {
      GroupKind kind = ahead.getFirst();
      SortedMap<ObjectKey, Entry> all = view.all(kind, TenantName.DEFAULT);
      SortedMap<ObjectKey, Entry> left =
          last.isPresent() ? all.tailMap(last.get().named(last.get().name() + "\0")) : all;
      if (left.isEmpty()) {
        ahead.removeFirst();
        last = Optional.empty();
      } else {
        Entry next = left.firstEntry().getValue();
        last = Optional.of(next.key());
        intents.addAll(
            kind.equals(SITE)
                ? aboutSite(next, view, presence, confirmed, now)
                : aboutNode(next, view, presence, now));
      }
    }
    return intents;
  }

  private List<Intent> aboutSite(
      Entry site, View view, Presence presence, Confirmations confirmed, Now now) {
    if (site.home().equals(view.self())) {
      return site(site, view, presence, confirmed, now);
    }
    return site.key().name().equals(view.self().value()) ? ourselves(site, view, now) : List.of();
  }

  private List<Intent> aboutNode(Entry node, View view, Presence presence, Now now) {
    return node.home().equals(view.self())
        ? node(node, presence, now).stream().toList()
        : List.of();
  }

  private List<Intent> site(
      Entry site, View view, Presence presence, Confirmations confirmed, Now now) {
    String peer = "site:" + site.key().name();
    Obj object = site.json();
    boolean joined = !view.setting(Joins.CHILD + site.key().name()).isEmpty();
    Said managed =
        joined
            ? new Said("Managed", "True", "Joined", "it joined with a token")
            : new Said("Managed", "False", "NotJoined", "no site has joined under this name");
    Said online = online(object, presence, peer, joined, now);
    Said inSync =
        presence.of(peer).isEmpty() && online.status().equals("True")
            ? asBefore(object).orElseGet(() -> inSync(view, confirmed, peer, online))
            : inSync(view, confirmed, peer, online);
    var wanted = new ArrayList<>(List.of(managed, online, inSync));
    List<Said> more = both(Agreement.withChild(view, site), Copies.ofChild(view, site));
    boolean stands =
        wanted.stream().allMatch(w -> w.stands(object))
            && more.stream().allMatch(m -> m.standsInTheseWords(object));
    if (stands) {
      return List.of();
    }
    wanted.addAll(more);
    Obj.Builder status =
        Json.object()
            .put(
                "conditions",
                Json.array(
                    wanted.stream().map(w -> Conditions.stamped(object, w, now.wall())).toList()));
    presence
        .of(peer)
        .map(sign -> sign.wall().truncatedTo(ChronoUnit.SECONDS).toString())
        .or(() -> object.string("status", "lastHeard"))
        .ifPresent(heard -> status.put("lastHeard", heard));
    var intents = new ArrayList<Intent>();
    more.forEach(m -> note(site, m).ifPresent(intents::add));
    intents.add(apply(site.key(), "skerry.dev/v1alpha1", "Site", status.build()));
    return intents;
  }

  private static List<Said> both(Optional<Said> one, Optional<Said> other) {
    return Stream.of(one, other).flatMap(Optional::stream).toList();
  }

  /// What to tell people when a condition changed that is there only since it first did not hold.
  private static Optional<Intent> note(Entry site, Said said) {
    boolean well = said.status().equals("True");
    return said.stands(site.json()) || Agreement.isTold(said)
        ? Optional.empty()
        : Optional.of(
            new Intent.Note(
                site.key(),
                site.uid(),
                well ? "Normal" : "Warning",
                well ? said.type() : said.reason(),
                said.message()));
  }

  /// What a site says of itself, for its own API and for its parent.
  private static List<Intent> ourselves(Entry site, View view, Now now) {
    Obj object = site.json();
    List<Said> wanted = both(Agreement.withParent(view, site), Copies.ofOurselves(view, site));
    if (wanted.stream().allMatch(w -> w.standsInTheseWords(object))) {
      return List.of();
    }
    var intents = new ArrayList<Intent>();
    wanted.forEach(w -> note(site, w).ifPresent(intents::add));
    List<Obj> conditions =
        wanted.stream().map(w -> Conditions.stamped(object, w, now.wall())).toList();
    Obj status = Json.object().put("conditions", Json.array(conditions)).build();
    intents.add(apply(site.key(), "skerry.dev/v1alpha1", "Site", status));
    return intents;
  }

  private Said online(Obj object, Presence presence, String peer, boolean joined, Now now) {
    if (presence.isHeard(peer, now, silence)) {
      return new Said("Online", "True", "Heard", "its link is up");
    }
    if (!joined) {
      return new Said("Online", "Unknown", "NeverHeard", "it has not joined yet");
    }
    if (presence.of(peer).isEmpty() && object.text("status", "lastHeard").isEmpty()) {
      return new Said("Online", "Unknown", "NeverHeard", "it joined and was not heard yet");
    }
    boolean starting = presence.of(peer).isEmpty() && now.elapsed().compareTo(silence) <= 0;
    if (starting && Conditions.status(object, "Online").equals("True")) {
      return new Said("Online", "True", "Heard", "its link is up");
    }
    return new Said(
        "Online",
        "Unknown",
        "Silent",
        "nothing was heard for more than "
            + silence.toSeconds()
            + " s; what it runs goes on running");
  }

  /// What was said before this process started stands until the site is heard or silent: who lost a
  /// core together would else all be written about for nothing, twice.
  private static Optional<Said> asBefore(Obj object) {
    return Conditions.find(object, "InSync")
        .map(c -> new Said("InSync", c.text("status"), c.text("reason"), c.text("message")));
  }

  /// In sync is who has confirmed its whole feed; a lag must last from one tick to the next to
  /// count.
  private Said inSync(View view, Confirmations confirmed, String peer, Said online) {
    if (!online.status().equals("True")) {
      behind.remove(peer);
      return new Said("InSync", "Unknown", "Silent", "what it has is as old as its last sign");
    }
    Revision has = confirmed.of(peer);
    boolean lags = !view.feed(peer).order().tailMap(has, false).isEmpty();
    boolean lagged = lags ? !behind.add(peer) : behind.remove(peer);
    return lags && lagged
        ? new Said("InSync", "False", "Pending", "it has not confirmed all of its feed yet")
        : new Said("InSync", "True", "Confirmed", "it has confirmed its whole feed");
  }

  private Optional<Intent> node(Entry node, Presence presence, Now now) {
    Obj object = node.json();
    boolean silent =
        !presence.isHeard("node:" + node.key().name(), now, silence)
            && now.elapsed().compareTo(silence) > 0;
    if (!silent || !Conditions.status(object, "Ready").equals("True")) {
      return Optional.empty();
    }
    var unknown =
        new Said("Ready", "Unknown", "NodeStatusUnknown", "the node agent stopped reporting");
    Obj status =
        Json.object()
            .put("conditions", Json.array(List.of(Conditions.stamped(object, unknown, now.wall()))))
            .build();
    return Optional.of(apply(node.key(), "v1", "Node", status));
  }

  private static Intent apply(ObjectKey key, String version, String kind, Obj status) {
    Obj fields =
        Json.object()
            .put("apiVersion", version)
            .put("kind", kind)
            .put("metadata", Json.object().put("name", key.name()).build())
            .put("status", status)
            .build();
    return new Intent.Apply(key, fields, "status", false);
  }

  public static String manager() {
    return MANAGER;
  }
}
