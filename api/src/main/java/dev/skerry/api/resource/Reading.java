package dev.skerry.api.resource;

import dev.skerry.api.http.Exchange;
import dev.skerry.api.plane.ControlPort;
import dev.skerry.api.status.Refused;
import dev.skerry.api.watch.WatchHub;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.control.write.Refusal;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.meta.TenantName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// GET of one object and of lists.
final class Reading {
  /// How long a list waits for a revision that is not here yet, as Kubernetes does.
  private static final Duration NOT_YET = Duration.ofSeconds(3);

  private final ControlPort port;
  private final WatchHub hub;
  private final InstantSource clock;
  private final Rendering rendering;
  private final NodeLeases leases;
  private final HeldViews held = new HeldViews();

  Reading(ControlPort port, WatchHub hub, InstantSource clock, Rendering rendering) {
    this.port = port;
    this.hub = hub;
    this.clock = clock;
    this.rendering = rendering;
    this.leases = new NodeLeases(port);
  }

  /// The newest view, when it is at least as new as asked for.
  View newest(Ask ask, Optional<Revision> wanted) throws Refused, InterruptedException {
    return notOlder(ask, wanted);
  }

  Entry find(Ask ask) throws Refused, InterruptedException {
    View view = notOlder(ask, revision(ask, "resourceVersion"));
    return leases.in(view, ask.key()).find(ask.key()).orElseThrow(ask::notFound);
  }

  Rendering.Many list(Ask ask) throws Refused, InterruptedException {
    Selection selection = Selection.of(ask);
    long limit = limit(ask);
    Optional<Page.Token> token = token(ask);
    View view = token.isPresent() ? held(ask, token.get().revision()) : view(ask);
    Page page = page(ask, leases.in(view, ask.key()), selection, limit, token);
    if (page.next().isPresent()) {
      held.hold(view, clock.instant());
    }
    return rendering.many(ask.kind(), view.revision(), page);
  }

  /// What a deletion of a collection is about.
  List<Entry> chosen(Ask ask) throws Refused {
    Selection selection = Selection.of(ask);
    return range(ask, port.view()).values().stream().filter(selection::matches).toList();
  }

  Rendering.Many all(Ask ask, List<Entry> entries) {
    return rendering.many(
        ask.kind(), port.view().revision(), new Page(entries, Optional.empty(), Optional.empty()));
  }

  private View view(Ask ask) throws Refused, InterruptedException {
    Optional<Revision> wanted = revision(ask, "resourceVersion");
    String match = ask.exchange().query("resourceVersionMatch").orElse("");
    if (!match.isEmpty() && wanted.isEmpty()) {
      throw invalid(ask, "resourceVersionMatch is forbidden unless resourceVersion is provided");
    }
    return switch (match) {
      case "", "NotOlderThan" -> notOlder(ask, wanted);
      case "Exact" -> exact(ask, wanted.orElseThrow());
      default ->
          throw invalid(ask, "resourceVersionMatch is '" + match + "': Exact or NotOlderThan");
    };
  }

  private static Refused invalid(Ask ask, String message) {
    return ask.refused(Refusal.Reason.INVALID, message);
  }

  /// The newest view, when it is at least this new.
  private View notOlder(Ask ask, Optional<Revision> wanted) throws Refused, InterruptedException {
    if (wanted.isPresent() && !hub.await(wanted.get(), NOT_YET)) {
      throw ask.refused(
          Refusal.Reason.TIMEOUT,
          "Too large resource version: " + wanted.get() + ", current: " + hub.head());
    }
    return port.view();
  }

  private View exact(Ask ask, Revision wanted) throws Refused, InterruptedException {
    View newest = notOlder(ask, Optional.of(wanted));
    return newest.revision().equals(wanted) ? newest : held(ask, wanted);
  }

  private View held(Ask ask, Revision revision) throws Refused {
    View newest = port.view();
    if (newest.revision().equals(revision)) {
      return newest;
    }
    return held.at(revision)
        .orElseThrow(() ->
            ask.refused(
                Refusal.Reason.EXPIRED,
                "The provided continue parameter is too old: the list at revision "
                    + revision
                    + " is no longer kept; start the list over without it"));
  }

  static Optional<Revision> revision(Ask ask, String parameter) throws Refused {
    String text = ask.exchange().query(parameter).orElse("");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (!text.matches("0|[1-9][0-9]{0,17}")) {
      throw ask.refused(
          Refusal.Reason.BAD_REQUEST, parameter + " is '" + text + "', a decimal number is wanted");
    }
    return Optional.of(new Revision(Long.parseLong(text)));
  }

  private static long limit(Ask ask) throws Refused {
    String text = ask.exchange().query("limit").orElse("");
    if (text.isEmpty()) {
      return 0;
    }
    if (!text.matches("[0-9]{1,18}")) {
      throw ask.refused(Refusal.Reason.BAD_REQUEST, "limit is '" + text + "', a number is wanted");
    }
    return Long.parseLong(text);
  }

  private static Optional<Page.Token> token(Ask ask) throws Refused {
    Exchange exchange = ask.exchange();
    String text = exchange.query("continue").orElse("");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<Page.Token> token = Page.Token.parse(text);
    if (token.isEmpty()) {
      throw ask.refused(Refusal.Reason.BAD_REQUEST, "the continue parameter is not one of ours");
    }
    return token;
  }

  private static Page page(
      Ask ask, View view, Selection selection, long limit, Optional<Page.Token> from) {
    SortedMap<ObjectKey, Entry> all = range(ask, view);
    if (from.isPresent()) {
      Page.Token token = from.get();
      ObjectKey last = ObjectKey.of(ask.kind().groupKind(), token.namespace(), token.name());
      all = all.tailMap(last.named(last.name() + "\0"));
    }
    var entries = new ArrayList<Entry>();
    long seen = 0;
    for (Entry entry : all.values()) {
      if (limit > 0 && entries.size() == limit) {
        return cut(view, entries, selection, all.values(), seen);
      }
      seen++;
      if (selection.matches(entry)) {
        entries.add(entry);
      }
    }
    return new Page(entries, Optional.empty(), Optional.empty());
  }

  private static Page cut(
      View view, List<Entry> entries, Selection selection, Collection<Entry> all, long seen) {
    ObjectKey last = entries.getLast().key();
    var next = new Page.Token(view.revision(), last.namespace(), last.name());
    Optional<Long> remaining =
        selection.isEverything() ? Optional.of(all.size() - seen) : Optional.empty();
    return new Page(entries, Optional.of(next), remaining);
  }

  static SortedMap<ObjectKey, Entry> range(Ask ask, View view) {
    GroupKind kind = ask.kind().groupKind();
    String namespace = ask.path().namespace();
    return namespace.isEmpty()
        ? view.all(kind, TenantName.DEFAULT)
        : view.in(kind, TenantName.DEFAULT, namespace);
  }
}
