package dev.skerry.sync.session;

import dev.skerry.sync.feed.Cursor;
import dev.skerry.sync.feed.FeedSource;
import dev.skerry.sync.feed.Replica;
import dev.skerry.sync.frame.CloseReason;
import dev.skerry.sync.frame.Frame;
import dev.skerry.sync.frame.Greeting;
import dev.skerry.sync.frame.Identity;
import dev.skerry.sync.frame.Lane;
import dev.skerry.sync.frame.Versions;
import dev.skerry.sync.frame.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// One end of a link: a feed to the peer and a feed from it. Takes what happened and the time, and
/// answers with what is to be done; holds no more than a window of frames. There is one for a peer,
/// which lives through its connections, one after the other. One thread.
///
/// `now` rises with elapsed time (a monotonic clock behind an `Instant`), it need not be the hour.
///
/// A peer that breaks the protocol is told why and hung up on, and nothing of the offending frame
/// is applied.
public final class Session {
  /// Optional abilities of this program.
  private static final List<String> FEATURES = List.of("reconcile");

  /// What is known once the greetings are exchanged.
  private record Talk(Outbound outbound, Inbound inbound) {}

  /// The last ping sent and not yet answered.
  private record Probe(long number, Instant at) {}

  private final SessionConfig config;
  private final Identity self;
  private final FeedSource feed;
  private final Replica replica;
  private final Authority authority;

  private final Commits commits = new Commits();
  private final List<Output> out = new ArrayList<>();
  private boolean connected;
  private Optional<Talk> talk = Optional.empty();
  private Optional<Probe> probe = Optional.empty();
  private Optional<Cursor> told = Optional.empty();
  private Duration hour = Duration.ZERO;
  private Instant heard = Instant.EPOCH;
  private Instant pinged = Instant.EPOCH;
  private long pings;

  public Session(
      SessionConfig config, Identity self, FeedSource feed, Replica replica, Authority authority) {
    this.config = config;
    this.self = self;
    this.feed = feed;
    this.replica = replica;
    this.authority = authority;
  }

  /// A connection stands; the end that dialled speaks first. Where `now` is the hour.
  public List<Output> connected(Instant now) {
    return connected(now, now);
  }

  /// The same where `now` is only elapsed time.
  ///
  /// @param wall the hour, which the peer is told
  public List<Output> connected(Instant now, Instant wall) {
    hour = Duration.between(now, wall);
    connected = true;
    talk = Optional.empty();
    probe = Optional.empty();
    heard = now;
    pinged = now;
    if (config.role() == SessionConfig.Role.DIALS) {
      send(new Frame.Hello(Versions.OURS, greeting(now)));
    }
    return take();
  }

  public List<Output> frame(Frame frame, Instant now) {
    if (connected) {
      heard = now;
      out.add(new Output.Heard(now));
      guarded(() -> dispatch(frame, now));
    }
    return take();
  }

  /// What came could not be read as a frame.
  public List<Output> unreadable(Violation violation) {
    guarded(() -> {
      throw violation;
    });
    return take();
  }

  /// The feed to the peer may have more than before.
  public List<Output> feedChanged() {
    talk.ifPresent(now -> now.outbound().pump());
    return take();
  }

  /// An `Apply` is durable, and the replica shows it.
  public List<Output> applied(long id) {
    guarded(() -> {
      commits.done(id);
      if (talk.isPresent()) {
        talk.get().inbound().applied(id);
      }
    });
    return take();
  }

  /// Sends a ping when one is due and hangs up after too long a silence. Call about every second,
  /// or at [#wakeAt].
  public List<Output> tick(Instant now) {
    if (connected && !now.isBefore(heard.plus(config.silence()))) {
      end(
          CloseReason.SILENT,
          "nothing was heard for " + Duration.between(heard, now).toSeconds() + " s");
    } else if (talk.isPresent() && !now.isBefore(pinged.plus(config.heartbeat()))) {
      pinged = now;
      pings++;
      probe = Optional.of(new Probe(pings, now));
      send(new Frame.Ping(pings));
    }
    return take();
  }

  /// When [#tick] will have something to do; empty without a connection.
  public Optional<Instant> wakeAt() {
    if (!connected) {
      return Optional.empty();
    }
    Instant silent = heard.plus(config.silence());
    Instant ping = pinged.plus(config.heartbeat());
    return Optional.of(talk.isPresent() && ping.isBefore(silent) ? ping : silent);
  }

  /// A person accepted this end's history, and [FeedSource#historyComplete] says so: the peer is
  /// offered all of it.
  public List<Output> accepted() {
    talk.ifPresent(now -> now.outbound().accepted());
    return take();
  }

  /// Asks the peer to list its whole scope, to compare.
  public List<Output> reconcile() {
    if (talk.isPresent()) {
      send(new Frame.Reconcile());
    }
    return take();
  }

  /// Asks the child for a further connection. Nothing happens while the link is down: the caller
  /// waits with a time-out.
  public List<Output> openStream(String id, String purpose, String target) {
    if (talk.isPresent()) {
      send(new Frame.OpenStream(id, purpose, target));
    }
    return take();
  }

  /// Tells the parent that a stream it asked for is not opened.
  public List<Output> refuseStream(String id, String sentence) {
    if (talk.isPresent()) {
      send(new Frame.StreamRefused(id, sentence));
    }
    return take();
  }

  /// Hangs up in order.
  public List<Output> leave(String sentence) {
    if (connected) {
      send(new Frame.Bye(CloseReason.LEAVING.name(), sentence));
      end(CloseReason.LEAVING, sentence);
    }
    return take();
  }

  /// The connection is gone.
  public void disconnected() {
    connected = false;
    talk = Optional.empty();
    probe = Optional.empty();
  }

  public boolean established() {
    return talk.isPresent();
  }

  private Greeting greeting(Instant now) {
    told = replica.cursor();
    return new Greeting(
        self,
        FEATURES,
        feed.incarnation(),
        feed.life(),
        feed.historyComplete(),
        told,
        now.plus(hour));
  }

  private void dispatch(Frame frame, Instant now) throws Violation {
    switch (frame) {
      case Frame.Hello hello -> hello(hello, now);
      case Frame.Welcome welcome -> welcome(welcome);
      case Frame.Refuse(String reason, String sentence) ->
          end(CloseReason.REFUSED, reason + ": " + sentence);
      case Frame.Bye(String reason, String sentence) ->
          end(CloseReason.PEER_LEFT, reason + ": " + sentence);
      case Frame.Batch _, Frame.Fill _, Frame.Offer _ -> talk(frame).inbound().receive(frame);
      case Frame.Ack ack -> talk(frame).outbound().ack(ack);
      case Frame.Want want -> talk(frame).outbound().want(want);
      case Frame.Reconcile _ -> talk(frame).outbound().reconcile();
      case Frame.Ping(long number) -> {
        Talk _ = talk(frame);
        send(new Frame.Pong(number));
      }
      case Frame.Pong(long number) -> pong(number, now);
      case Frame.OpenStream(String id, String purpose, String target) -> {
        requireRole(SessionConfig.Role.DIALS, frame);
        Talk _ = talk(frame);
        out.add(new Output.OpenStreamAsked(id, purpose, target));
      }
      case Frame.StreamRefused(String id, String sentence) -> {
        requireRole(SessionConfig.Role.ANSWERS, frame);
        out.add(new Output.StreamDenied(id, sentence));
      }
    }
  }

  private Talk talk(Frame frame) throws Violation {
    return talk.orElseThrow(
        () -> outOfOrder(frame.getClass().getSimpleName() + " came before the greeting"));
  }

  private void requireRole(SessionConfig.Role role, Frame frame) throws Violation {
    if (config.role() != role) {
      throw outOfOrder(frame.getClass().getSimpleName() + " came from the wrong end");
    }
  }

  private void hello(Frame.Hello hello, Instant now) throws Violation {
    requireRole(SessionConfig.Role.ANSWERS, hello);
    requireFirst(hello);
    OptionalInt protocol = Versions.OURS.agreed(hello.versions());
    Optional<String> objection = authority.objection(hello.greeting().from());
    if (protocol.isEmpty()) {
      refuse(
          CloseReason.NO_COMMON_VERSION,
          "this end speaks protocol " + Versions.OURS + ", the other " + hello.versions());
    } else if (objection.isPresent()) {
      refuse(CloseReason.WRONG_IDENTITY, objection.get());
    } else {
      send(new Frame.Welcome(protocol.getAsInt(), greeting(now)));
      begin(hello.greeting(), protocol.getAsInt());
    }
  }

  private void welcome(Frame.Welcome welcome) throws Violation {
    requireRole(SessionConfig.Role.DIALS, welcome);
    requireFirst(welcome);
    int protocol = welcome.protocol();
    if (protocol < Versions.OURS.min() || protocol > Versions.OURS.max()) {
      throw new Violation(
          CloseReason.NO_COMMON_VERSION,
          "the other end chose protocol " + protocol + ", this end speaks " + Versions.OURS);
    }
    Optional<String> objection = authority.objection(welcome.greeting().from());
    if (objection.isPresent()) {
      throw new Violation(CloseReason.WRONG_IDENTITY, objection.get());
    }
    begin(welcome.greeting(), protocol);
  }

  private void requireFirst(Frame frame) throws Violation {
    if (talk.isPresent()) {
      throw outOfOrder(frame.getClass().getSimpleName() + " came a second time");
    }
  }

  private void begin(Greeting peer, int protocol) {
    var shared = FEATURES.stream().filter(peer.features()::contains).toList();
    out.add(new Output.Established(peer, protocol, shared));
    var outbound = new Outbound(feed, out);
    var judges = new Inbound.Judges(replica, authority);
    var inbound = new Inbound(peer, told, judges, out, commits);
    talk = Optional.of(new Talk(outbound, inbound));
    outbound.start(peer.have());
  }

  private void refuse(CloseReason reason, String sentence) {
    send(new Frame.Refuse(reason.name(), sentence));
    end(reason, sentence);
  }

  private void pong(long number, Instant now) {
    if (probe.isPresent() && probe.get().number() == number) {
      Duration rtt = Duration.between(probe.get().at(), now);
      probe = Optional.empty();
      out.add(new Output.RttMeasured(rtt.isNegative() ? Duration.ZERO : rtt));
    }
  }

  private interface Step {
    void run() throws Violation;
  }

  private void guarded(Step step) {
    try {
      step.run();
    } catch (Violation violation) {
      if (connected) {
        send(new Frame.Bye(violation.reason().name(), violation.sentence()));
        end(violation.reason(), violation.sentence());
      }
    }
  }

  private void end(CloseReason reason, String sentence) {
    disconnected();
    out.add(new Output.Close(reason, sentence));
  }

  private void send(Frame frame) {
    out.add(new Output.Send(frame, Lane.of(frame)));
  }

  private List<Output> take() {
    List<Output> taken = List.copyOf(out);
    out.clear();
    return taken;
  }

  private static Violation outOfOrder(String sentence) {
    return new Violation(CloseReason.OUT_OF_ORDER, sentence);
  }
}
