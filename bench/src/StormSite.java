import dev.skerry.link.ChildLink;
import dev.skerry.link.Connection;
import dev.skerry.link.LinkEvents;
import dev.skerry.link.Packing;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.Body;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.model.record.Version;
import dev.skerry.sync.feed.Cursor;
import dev.skerry.sync.feed.FeedItem;
import dev.skerry.sync.feed.FeedSource;
import dev.skerry.sync.feed.Replica;
import dev.skerry.sync.frame.Frame;
import dev.skerry.sync.frame.Identity;
import dev.skerry.sync.frame.Violation;
import dev.skerry.sync.session.Authority;
import dev.skerry.sync.session.Output;
import dev.skerry.sync.session.Reconnect;
import dev.skerry.sync.session.Session;
import dev.skerry.sync.session.SessionConfig;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/// The site's end of a link and nothing else of a site: the shipped dialler, frames and session,
/// over memory. It has one node to report, and keeps what it is sent.
final class StormSite implements AutoCloseable {
  private static final SessionConfig TALK =
      new SessionConfig(SessionConfig.Role.DIALS, Duration.ofSeconds(5), Duration.ofSeconds(15));

  private final SiteName name;
  private final Obj node;
  private final TreeMap<PartKey, PartRecord> held = new TreeMap<>();
  private Optional<Cursor> cursor = Optional.empty();
  private long said = 1;
  private final Session session;
  private Optional<Connection> connection = Optional.empty();
  private final ChildLink link;
  final AtomicInteger connects = new AtomicInteger();
  final List<String> failures = Collections.synchronizedList(new ArrayList<>());
  volatile long establishedNanos;

  /// @param uid of the site, as its certificate has it
  StormSite(SiteName name, Uid uid, URI core, SSLContext tls, Packing packing) {
    this.name = name;
    this.node = node(name);
    session = new Session(TALK, new Identity(Identity.Kind.SITE, name.value(), uid), feed(), replica(), authority());
    var dial = new ChildLink.Config(core, tls, Reconnect.Config.DEFAULT, new Random(name.hashCode()), _ -> "");
    link = new ChildLink(dial, events(), StormSite::now, packing);
  }

  private static Instant now() {
    return Instant.EPOCH.plusNanos(System.nanoTime());
  }

  private static Obj node(SiteName site) {
    Obj meta =
        Json.object().put("name", site + "-1").put("uid", uid(site).value()).put("creationTimestamp", "2026-11-28T05:00:00Z").build();
    Obj capacity = Json.object().put("cpu", "4").put("memory", "8Gi").put("pods", "110").build();
    return Json.object()
        .put("apiVersion", "v1")
        .put("kind", "Node")
        .put("metadata", meta)
        .put("status", Json.object().put("allocatable", capacity).put("capacity", capacity).build())
        .build();
  }

  private static Uid uid(SiteName site) {
    var chance = new Random(site.value().hashCode());
    return Uid.random(chance.nextLong(), chance.nextLong());
  }

  private LinkEvents events() {
    return new LinkEvents() {
      @Override
      public void connected(Connection opened) {
        connects.incrementAndGet();
        synchronized (StormSite.this) {
          connection = Optional.of(opened);
          perform(session.connected(now(), Instant.now()));
        }
      }

      @Override
      public void frame(Connection from, Frame frame) {
        synchronized (StormSite.this) {
          if (connection.filter(from::equals).isPresent()) {
            perform(session.frame(frame, now()));
          }
        }
      }

      @Override
      public void unreadable(Connection from, Violation violation) {
        throw new IllegalStateException("the core sent what is no frame: " + violation.sentence());
      }

      @Override
      public void closed(Connection old, String why) {
        synchronized (StormSite.this) {
          if (connection.filter(old::equals).isPresent()) {
            connection = Optional.empty();
            session.disconnected();
          }
        }
      }

      @Override
      public void unreachable(String why) {
        failures.add(why.replaceAll("https?://\\S+ ", ""));
      }
    };
  }

  private void perform(List<Output> outputs) {
    var todo = new ArrayDeque<>(outputs);
    while (!todo.isEmpty()) {
      switch (todo.removeFirst()) {
        case Output.Send(var frame, var lane) -> connection.ifPresent(to -> to.send(frame, lane));
        case Output.Established _ -> establishedNanos = System.nanoTime();
        case Output.Apply apply -> {
          keep(apply);
          todo.addAll(session.applied(apply.id()));
        }
        case Output.Close(var reason, String sentence) -> {
          failures.add(reason + ": " + sentence);
          connection.ifPresent(Connection::close);
        }
        case Output.Amnesia(String reason) -> throw new IllegalStateException("the core forgot: " + reason);
        case Output.Kept _, Output.PeerHas _, Output.Heard _, Output.RttMeasured _, Output.OpenStreamAsked _,
            Output.StreamDenied _, Output.PeerIsAhead _, Output.PeerAgrees _, Output.AmnesiaOver _ -> {}
      }
    }
  }

  private void keep(Output.Apply apply) {
    for (PartRecord record : apply.records()) {
      if (record.gone()) {
        held.remove(record.key());
      } else {
        held.put(record.key(), record);
      }
    }
    apply.absent().forEach(held::remove);
    cursor = apply.cursor().or(() -> cursor);
  }

  /// About once a second.
  synchronized void tick() {
    perform(session.tick(now()));
  }

  /// The node says something new.
  synchronized void change() {
    said++;
    perform(session.feedChanged());
  }

  synchronized boolean established() {
    return session.established();
  }

  synchronized boolean holds(GroupKind kind, String object, String text) {
    return held.values().stream()
        .anyMatch(record ->
            record.object().kind().equals(kind)
                && record.object().name().equals(object)
                && record.bytes().toString().contains(text));
  }

  synchronized int parts() {
    return held.size();
  }

  private PartRecord report() {
    return new PartRecord(
        new PartKey(uid(name), Part.REPORT, name),
        new Version(1, said),
        ObjectKey.of(GroupKind.core("Node"), "", name + "-1"),
        name,
        new Body.Present(node.withAt(Json.of(Long.toString(said)), "metadata", "annotations", "said")));
  }

  private FeedSource feed() {
    return new FeedSource() {
      @Override
      public String incarnation() {
        return "storm";
      }

      @Override
      public Revision head() {
        return new Revision(said);
      }

      @Override
      public Revision floor() {
        return Revision.ZERO;
      }

      @Override
      public boolean historyComplete() {
        return true;
      }

      @Override
      public Slice after(Revision position, int maxItems, int maxBytes) {
        return head().isAfter(position)
            ? new Slice(List.of(new FeedItem(head(), report())), head())
            : new Slice(List.of(), position);
      }

      @Override
      public NavigableMap<PartKey, Version> members() {
        return new TreeMap<>(java.util.Map.of(report().key(), report().version()));
      }

      @Override
      public Optional<PartRecord> part(PartKey key) {
        return Optional.of(report()).filter(record -> record.key().equals(key));
      }
    };
  }

  private Replica replica() {
    return new Replica() {
      @Override
      public Optional<Cursor> cursor() {
        return cursor;
      }

      @Override
      public Optional<Version> held(PartKey key) {
        return Optional.ofNullable(held.get(key)).map(PartRecord::version);
      }

      @Override
      public NavigableMap<PartKey, Version> members() {
        var all = new TreeMap<PartKey, Version>();
        held.forEach((key, record) -> all.put(key, record.version()));
        return all;
      }

      @Override
      public boolean amnesiac() {
        return false;
      }
    };
  }

  private static Authority authority() {
    return new Authority() {
      @Override
      public Optional<String> objection(Identity peer) {
        return Optional.empty();
      }

      @Override
      public boolean mayWrite(Identity peer, PartRecord record) {
        return true;
      }
    };
  }

  @Override
  public void close() {
    link.close();
  }
}
