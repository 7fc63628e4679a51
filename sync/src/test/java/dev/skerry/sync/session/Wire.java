package dev.skerry.sync.session;

import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.PartRecord;
import dev.skerry.sync.frame.Frame;
import dev.skerry.sync.frame.FrameReader;
import dev.skerry.sync.frame.FrameWriter;
import dev.skerry.sync.frame.Identity;
import dev.skerry.sync.frame.Lane;
import dev.skerry.sync.frame.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Two ends and what lies between them: every frame goes as text, control before bulk.
final class Wire {
  static final SessionConfig DIALS =
      new SessionConfig(SessionConfig.Role.DIALS, Duration.ofSeconds(5), Duration.ofSeconds(15));
  static final SessionConfig ANSWERS =
      new SessionConfig(SessionConfig.Role.ANSWERS, Duration.ofSeconds(5), Duration.ofSeconds(15));
  static final Identity CHILD = new Identity(Identity.Kind.SITE, "s1", Uid.random(1, 1));
  static final Identity PARENT = new Identity(Identity.Kind.SITE, "core", Uid.random(2, 2));

  /// Lets everyone in and everyone write.
  static final Authority OPEN = new OnlyWritesOf(Optional.empty());

  /// Lets a record pass only if its author is the one named.
  record OnlyWritesOf(Optional<String> author) implements Authority {
    @Override
    public Optional<String> objection(Identity peer) {
      return Optional.empty();
    }

    @Override
    public boolean mayWrite(Identity peer, PartRecord record) {
      return author.isEmpty() || author.get().equals(record.authority().value());
    }
  }

  /// One end with its own store, its replica of the other's, and what is on the way to it.
  static final class End {
    FakeAuthority store;
    final FakeReplica replica = new FakeReplica();
    Session session;
    final ArrayDeque<byte[]> control = new ArrayDeque<>();
    final ArrayDeque<byte[]> bulk = new ArrayDeque<>();
    final ArrayDeque<Output.Apply> unsynced = new ArrayDeque<>();
    final List<Output> outputs = new ArrayList<>();
    FrameReader reader = new FrameReader();
    private final SessionConfig config;
    private final Identity self;

    End(SessionConfig config, Identity self, FakeAuthority store) {
      this.config = config;
      this.self = self;
      this.store = store;
      this.session = new Session(config, self, store, replica, OPEN);
    }

    /// A new process over the same disk: commits that were not durable are lost.
    void restart() {
      unsynced.clear();
      session = new Session(config, self, store, replica, OPEN);
    }

    <T extends Output> List<T> seen(Class<T> type) {
      return outputs.stream().filter(type::isInstance).map(type::cast).toList();
    }
  }

  final End child;
  final End parent;
  Instant now = Instant.parse("2026-01-01T00:00:00Z");
  long bytes;

  Wire() {
    child = new End(DIALS, CHILD, new FakeAuthority(Parts.SITE));
    parent = new End(ANSWERS, PARENT, new FakeAuthority(Parts.CORE));
  }

  void connect() {
    disconnect();
    take(parent, parent.session.connected(now));
    take(child, child.session.connected(now));
  }

  void disconnect() {
    for (End end : List.of(child, parent)) {
      end.session.disconnected();
      end.control.clear();
      end.bulk.clear();
      end.reader = new FrameReader();
    }
  }

  void feedChanged() {
    take(parent, parent.session.feedChanged());
    take(child, child.session.feedChanged());
  }

  /// Hands over the next text for an end; answers whether there was one.
  boolean deliver(End to) {
    ArrayDeque<byte[]> lane = to.control.isEmpty() ? to.bulk : to.control;
    if (lane.isEmpty()) {
      return false;
    }
    byte[] text = lane.remove();
    bytes += text.length;
    try {
      to.reader.read(text).ifPresent(frame -> take(to, to.session.frame(frame, now)));
    } catch (Violation violation) {
      take(to, to.session.unreadable(violation));
    }
    return true;
  }

  /// Makes the next commit of an end durable; answers whether there was one.
  boolean sync(End end) {
    if (end.unsynced.isEmpty()) {
      return false;
    }
    Output.Apply apply = end.unsynced.remove();
    end.replica.apply(apply);
    take(end, end.session.applied(apply.id()));
    return true;
  }

  void settle() {
    feedChanged();
    boolean busy = true;
    while (busy) {
      busy = deliver(child) || deliver(parent) || sync(child) || sync(parent);
    }
  }

  void take(End end, List<Output> outputs) {
    End other = end == child ? parent : child;
    end.outputs.addAll(outputs);
    for (Output output : outputs) {
      switch (output) {
        case Output.Send(Frame frame, Lane lane) ->
            (lane == Lane.CONTROL ? other.control : other.bulk).addAll(FrameWriter.write(frame));
        case Output.Apply apply -> end.unsynced.add(apply);
        case Output.Amnesia _ -> end.replica.amnesiac = true;
        case Output.AmnesiaOver _ -> end.replica.amnesiac = false;
        case Output.PeerIsAhead(var keys) -> keys.forEach(end.store::again);
        case Output.Established _,
            Output.PeerHas _,
            Output.Kept _,
            Output.PeerAgrees _,
            Output.Heard _,
            Output.RttMeasured _,
            Output.OpenStreamAsked _,
            Output.StreamDenied _,
            Output.Close _ -> {}
      }
    }
  }
}
