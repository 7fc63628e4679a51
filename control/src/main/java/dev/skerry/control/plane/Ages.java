package dev.skerry.control.plane;

import dev.skerry.control.controller.Intent;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.meta.TenantName;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Turns signs of life into conditions: only transitions are written. Silence makes `Unknown`,
/// never `False`, and nothing else happens because of it.
final class Ages {
  static final GroupKind SITE = new GroupKind("skerry.dev", "Site");
  private static final GroupKind NODE = GroupKind.core("Node");
  private static final String MANAGER = "site-lifecycle";

  private final Duration silence;
  private final TreeSet<String> behind = new TreeSet<>();

  Ages(Duration silence) {
    this.silence = silence;
  }

  /// What to write about every child and node as of now.
  List<Intent> transitions(View view, Presence presence, Confirmations confirmed, Now now) {
    var intents = new ArrayList<Intent>();
    for (Entry site : view.all(SITE, TenantName.DEFAULT).values()) {
      if (site.home().equals(view.self())) {
        site(site, view, presence, confirmed, now).ifPresent(intents::add);
      }
    }
    for (Entry node : view.all(NODE, TenantName.DEFAULT).values()) {
      if (node.home().equals(view.self())) {
        node(node, presence, now).ifPresent(intents::add);
      }
    }
    return intents;
  }

  private Optional<Intent> site(
      Entry site, View view, Presence presence, Confirmations confirmed, Now now) {
    String peer = "site:" + site.key().name();
    Obj object = site.json();
    boolean joined = !view.setting("child/" + site.key().name()).isEmpty();
    Wanted managed =
        joined
            ? new Wanted("Managed", "True", "Joined", "it joined with a token")
            : new Wanted("Managed", "False", "NotJoined", "no site has joined under this name");
    Wanted online = online(object, presence, peer, joined, now);
    var wanted = List.of(managed, online, inSync(view, confirmed, peer, online));
    if (wanted.stream().allMatch(w -> w.stands(object))) {
      return Optional.empty();
    }
    Obj.Builder status =
        Json.object()
            .put("conditions", Json.array(wanted.stream().map(w -> w.json(object, now)).toList()));
    presence
        .of(peer)
        .map(sign -> sign.wall().truncatedTo(ChronoUnit.SECONDS).toString())
        .or(() -> object.string("status", "lastHeard"))
        .ifPresent(heard -> status.put("lastHeard", heard));
    return Optional.of(apply(site.key(), "skerry.dev/v1alpha1", "Site", status.build()));
  }

  private Wanted online(Obj object, Presence presence, String peer, boolean joined, Now now) {
    if (presence.isHeard(peer, now, silence)) {
      return new Wanted("Online", "True", "Heard", "its link is up");
    }
    if (!joined) {
      return new Wanted("Online", "Unknown", "NeverHeard", "it has not joined yet");
    }
    if (presence.of(peer).isEmpty() && object.text("status", "lastHeard").isEmpty()) {
      return new Wanted("Online", "Unknown", "NeverHeard", "it joined and was not heard yet");
    }
    boolean starting = presence.of(peer).isEmpty() && now.elapsed().compareTo(silence) <= 0;
    if (starting && Wanted.status(object, "Online").equals("True")) {
      return new Wanted("Online", "True", "Heard", "its link is up");
    }
    return new Wanted(
        "Online",
        "Unknown",
        "Silent",
        "nothing was heard for more than "
            + silence.toSeconds()
            + " s; what it runs goes on running");
  }

  /// In sync is who has confirmed its whole feed; a lag must last from one tick to the next to
  /// count.
  private Wanted inSync(View view, Confirmations confirmed, String peer, Wanted online) {
    if (!online.status().equals("True")) {
      behind.remove(peer);
      return new Wanted("InSync", "Unknown", "Silent", "what it has is as old as its last sign");
    }
    Revision has = confirmed.of(peer);
    boolean lags = !view.feed(peer).order().tailMap(has, false).isEmpty();
    boolean lagged = lags ? !behind.add(peer) : behind.remove(peer);
    return lags && lagged
        ? new Wanted("InSync", "False", "Pending", "it has not confirmed all of its feed yet")
        : new Wanted("InSync", "True", "Confirmed", "it has confirmed its whole feed");
  }

  private Optional<Intent> node(Entry node, Presence presence, Now now) {
    Obj object = node.json();
    boolean silent =
        !presence.isHeard("node:" + node.key().name(), now, silence)
            && now.elapsed().compareTo(silence) > 0;
    if (!silent || !Wanted.status(object, "Ready").equals("True")) {
      return Optional.empty();
    }
    var unknown =
        new Wanted("Ready", "Unknown", "NodeStatusUnknown", "the node agent stopped reporting");
    Obj status =
        Json.object().put("conditions", Json.array(List.of(unknown.json(object, now)))).build();
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

  static String manager() {
    return MANAGER;
  }

  /// A condition as it should stand.
  private record Wanted(String type, String status, String reason, String message) {
    static String status(Obj object, String type) {
      return find(object, type).map(c -> c.text("status")).orElse("");
    }

    private static Optional<Json> find(Obj object, String type) {
      return object.items("status", "conditions").stream()
          .filter(c -> c.text("type").equals(type))
          .findFirst();
    }

    boolean stands(Obj object) {
      return find(object, type)
          .filter(c -> c.text("status").equals(status) && c.text("reason").equals(reason))
          .isPresent();
    }

    Obj json(Obj object, Now now) {
      Instant wall = now.wall().truncatedTo(ChronoUnit.SECONDS);
      String since =
          find(object, type)
              .filter(c -> c.text("status").equals(status))
              .flatMap(c -> c.string("lastTransitionTime"))
              .orElse(wall.toString());
      return Json.object()
          .put("type", type)
          .put("status", status)
          .put("reason", reason)
          .put("message", message)
          .put("lastTransitionTime", since)
          .build();
    }
  }
}
