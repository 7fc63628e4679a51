package dev.skerry.api.resource;

import dev.skerry.api.http.Exchange;
import dev.skerry.api.media.Accept;
import dev.skerry.api.media.Shape;
import dev.skerry.api.status.Refused;
import dev.skerry.api.status.Statuses;
import dev.skerry.api.watch.Event;
import dev.skerry.api.watch.WatchHub;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.control.write.Refusal;
import dev.skerry.model.kind.Kind;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.table.Table;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Serves watches: what is selected now where that is asked for, then every change after it, in
/// order, until the time is over or the client falls behind the window. Events of one batch are
/// written at once.
final class Watching {
  private static final Duration BOOKMARK_EVERY = Duration.ofMinutes(1);

  /// When nobody says; clients come back with the last revision they saw.
  private static final Duration DEFAULT_TIME = Duration.ofMinutes(30);

  /// How long a client that left can go unnoticed while nothing happens.
  private static final Duration LOOK_AROUND = Duration.ofSeconds(10);

  private static final String FULL =
      WatchHub.MAX_WATCHERS
          + " watches are open, the most this control plane serves; end some first";

  private final WatchHub hub;
  private final Reading reading;
  private final Rendering rendering;
  private final Statuses statuses;
  private final InstantSource clock;

  Watching(
      WatchHub hub, Reading reading, Rendering rendering, Statuses statuses, InstantSource clock) {
    this.hub = hub;
    this.reading = reading;
    this.rendering = rendering;
    this.statuses = statuses;
    this.clock = clock;
  }

  /// What a client asks of a watch.
  ///
  /// @param initial the objects that are there come first
  /// @param marked and a bookmark says when they are complete
  private record Wish(
      Selection selection, boolean bookmarks, boolean initial, boolean marked, Duration time) {}

  void serve(Ask ask) throws Refused, IOException, InterruptedException {
    Optional<Revision> from = Reading.revision(ask, "resourceVersion");
    Wish wish = wish(ask, from);
    View view = reading.newest(ask, from);
    Revision seen = wish.initial() ? view.revision() : from.orElse(view.revision());
    if (!ask.exchange().asksForSocket()) {
      check(ask, seen);
    }
    Shape shape = Accept.of(ask.exchange()).streamed().shape();
    Table.Include include = rendering.options(ask).include();
    ask.exchange()
        .lines(
            Exchange.JSON,
            body -> {
              try (var out = new EventWriter(ask.kind(), shape, include, clock, body)) {
                serve(ask, wish, view, seen, out);
              }
            });
  }

  /// What is known to be in the way is the answer; over a WebSocket it is the first event, since
  /// clients take an answer there for a broken connection.
  private void check(Ask ask, Revision seen) throws Refused, InterruptedException {
    if (hub.after(ask.kind().groupKind(), seen, Duration.ZERO).isEmpty()) {
      throw new Refused(tooOld(seen));
    }
    if (hub.isFull()) {
      throw ask.refused(Refusal.Reason.TOO_MANY_REQUESTS, FULL);
    }
  }

  private void serve(Ask ask, Wish wish, View view, Revision seen, EventWriter out)
      throws IOException, InterruptedException {
    if (!hub.enter()) {
      out.error(statuses.of(Refusal.of(Refusal.Reason.TOO_MANY_REQUESTS, FULL)));
      return;
    }
    try {
      if (wish.initial()) {
        initial(ask, wish, view, out);
      }
      out.flush();
      follow(ask, wish, seen, out);
    } finally {
      hub.leave();
    }
  }

  private static Wish wish(Ask ask, Optional<Revision> from) throws Refused {
    Exchange exchange = ask.exchange();
    boolean bookmarks = exchange.asks("allowWatchBookmarks");
    boolean sendInitial = exchange.asks("sendInitialEvents");
    String match = exchange.query("resourceVersionMatch").orElse("");
    if (sendInitial && !match.equals("NotOlderThan")) {
      throw ask.refused(
          Refusal.Reason.INVALID,
          "resourceVersionMatch must be NotOlderThan when sendInitialEvents is set");
    }
    if (!sendInitial && !match.isEmpty()) {
      throw ask.refused(
          Refusal.Reason.INVALID,
          "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided");
    }
    boolean fromNow = from.isEmpty() || from.get().equals(Revision.ZERO);
    boolean refusesInitial = exchange.query("sendInitialEvents").orElse("").equals("false");
    return new Wish(
        Selection.of(ask),
        bookmarks,
        sendInitial || (fromNow && !refusesInitial),
        sendInitial && bookmarks,
        time(ask));
  }

  private static Duration time(Ask ask) throws Refused {
    String text = ask.exchange().query("timeoutSeconds").orElse("");
    if (text.isEmpty() || text.equals("0")) {
      return DEFAULT_TIME;
    }
    if (!text.matches("[0-9]{1,9}")) {
      throw ask.refused(
          Refusal.Reason.BAD_REQUEST, "timeoutSeconds is '" + text + "', seconds are wanted");
    }
    return Duration.ofSeconds(Long.parseLong(text));
  }

  private void initial(Ask ask, Wish wish, View view, EventWriter out) throws IOException {
    for (Entry entry : Reading.range(ask, view).values()) {
      if (wish.selection().matches(entry)) {
        out.event("ADDED", rendering.shown(ask.kind(), entry));
      }
    }
    if (wish.marked()) {
      out.bookmark(view.revision(), true);
    }
  }

  private void follow(Ask ask, Wish wish, Revision from, EventWriter out)
      throws IOException, InterruptedException {
    Revision seen = from;
    Instant end = clock.instant().plus(wish.time());
    Instant bookmark = clock.instant().plus(BOOKMARK_EVERY);
    while (clock.instant().isBefore(end) && !ask.exchange().isGone() && !hub.isClosed()) {
      Revision head = hub.head();
      Duration wait = shortest(LOOK_AROUND, Duration.between(clock.instant(), end));
      Optional<List<Event>> events = hub.after(ask.kind().groupKind(), seen, wait);
      if (events.isEmpty()) {
        out.error(statuses.of(tooOld(seen)));
        return;
      }
      if (events.get().isEmpty()) {
        seen = head.isAfter(seen) ? head : seen;
      }
      for (Event event : events.get()) {
        tell(ask.kind(), wish.selection(), event, out);
        seen = event.change().revision();
      }
      boolean due = !clock.instant().isBefore(bookmark) || !clock.instant().isBefore(end);
      if (wish.bookmarks() && due) {
        out.bookmark(seen, false);
        bookmark = clock.instant().plus(BOOKMARK_EVERY);
      }
      out.flush();
    }
  }

  private static Duration shortest(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private void tell(Kind kind, Selection selection, Event event, EventWriter out)
      throws IOException {
    Sight sight = Sight.of(selection, event.before(), event.after());
    if (sight == Sight.LEFT || sight == Sight.REPLACED) {
      out.event("DELETED", Rendering.inVersion(kind, event.gone()));
    }
    if (sight == Sight.ENTERED || sight == Sight.REPLACED) {
      out.event("ADDED", rendering.shown(kind, event.after().orElseThrow()));
    }
    if (sight == Sight.CHANGED) {
      out.event("MODIFIED", rendering.shown(kind, event.after().orElseThrow()));
    }
  }

  private static Refusal tooOld(Revision seen) {
    return Refusal.of(
        Refusal.Reason.EXPIRED,
        "too old resource version: " + seen + ": changes after it are no longer kept; list again");
  }
}
