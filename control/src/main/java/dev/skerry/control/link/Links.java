package dev.skerry.control.link;

import dev.skerry.control.log.Ledger;
import dev.skerry.control.loop.Effect;
import dev.skerry.control.loop.Input;
import dev.skerry.control.loop.Now;
import dev.skerry.control.loop.Presence;
import dev.skerry.control.workload.Sites;
import dev.skerry.control.write.Refusal;
import dev.skerry.model.json.Obj;
import dev.skerry.sync.feed.Life;
import dev.skerry.sync.frame.Frame;
import dev.skerry.sync.frame.Greeting;
import dev.skerry.sync.frame.Identity;
import dev.skerry.sync.frame.Violation;
import dev.skerry.sync.session.Output;
import dev.skerry.sync.session.Session;
import dev.skerry.sync.session.SessionConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The conversations with children, nodes and the parent: one session a peer, over one connection
/// at a time.
public final class Links {
  /// Who speaks at this end.
  ///
  /// @param incarnation of the store here
  /// @param life which run of which copy of that store this is
  /// @param heartbeat time between signs of life
  public record Self(Identity identity, String incarnation, Life life, Duration heartbeat) {}

  /// What is written down of what peers say.
  public record Books(
      Intake intake, Confirmations confirmations, Histories histories, Lives lives, Nodes nodes) {}

  private final Self self;
  private final Ledger ledger;
  private final Intake intake;
  private final Confirmations confirmations;
  private final Histories histories;
  private final Lives lives;
  private final Nodes nodes;
  private final Door door;
  private final TreeMap<String, Line> byPeer = new TreeMap<>();
  private final TreeMap<Long, Line> byConnection = new TreeMap<>();
  private Presence presence = Presence.NONE;

  private static final class Line {
    final Input.Peer peer;
    final Session session;
    Optional<Long> connection = Optional.empty();
    Optional<Long> left = Optional.empty();

    Line(Input.Peer peer, Session session) {
      this.peer = peer;
      this.session = session;
    }

    /// Nothing that comes over it counts.
    boolean isLeft(long over) {
      return left.equals(Optional.of(over));
    }
  }

  public Links(Self self, Ledger ledger, Books books) {
    this.self = self;
    this.ledger = ledger;
    this.intake = books.intake();
    this.confirmations = books.confirmations();
    this.histories = books.histories();
    this.lives = books.lives();
    this.nodes = books.nodes();
    this.door = new Door(lives, new Inside());
  }

  public Presence presence() {
    return presence;
  }

  public void up(Input.LinkUp up, Now now, List<Effect> out) {
    if (up.peer().kind() == Input.Peer.Kind.CHILD) {
      door.knock(up, now, out);
    } else {
      connect(up.connection(), up.peer(), now, out);
    }
  }

  private void connect(long connection, Input.Peer peer, Now now, List<Effect> out) {
    Line line = line(peer);
    line.connection.ifPresent(old -> hangUp(old, "a newer connection of the same peer", out));
    line.connection = Optional.of(connection);
    byConnection.put(connection, line);
    confirmations.begins(peer.subscriber());
    take(line, line.session.connected(now.steady(), now.wall()), now, out);
  }

  private final class Inside implements Door.House {
    @Override
    public boolean isIn(Input.Peer peer) {
      return Optional.ofNullable(byPeer.get(peer.subscriber()))
          .flatMap(line -> line.connection)
          .isPresent();
    }

    @Override
    public boolean isSettled(Input.Peer peer) {
      return new InReplica(peer, ledger::durable).cursor().isEmpty();
    }

    @Override
    public void enter(
        long connection, Input.Peer peer, Frame.Hello hello, Now now, List<Effect> out) {
      connect(connection, peer, now, out);
      take(connection, hello, now, out);
    }

    @Override
    public void refused(Input.Peer peer, String sentence, Now now) {
      Copies.refused(ledger, peer.subscriber(), sentence, now.wall());
    }
  }

  private Line line(Input.Peer peer) {
    Line known = byPeer.get(peer.subscriber());
    if (known != null && known.peer.equals(peer)) {
      return known;
    }
    boolean dials = peer.kind() == Input.Peer.Kind.PARENT;
    var role = dials ? SessionConfig.Role.DIALS : SessionConfig.Role.ANSWERS;
    var session =
        new Session(
            new SessionConfig(role, self.heartbeat(), peer.silence()),
            self.identity(),
            new OutFeed(self.incarnation(), self.life(), peer.subscriber(), ledger::durable),
            new InReplica(peer, ledger::durable),
            new Trust(peer, ledger.durable().self()));
    var line = new Line(peer, session);
    byPeer.put(peer.subscriber(), line);
    return line;
  }

  public void received(Input.Received received, Now now, List<Effect> out) {
    if (!door.heard(received.connection(), received.frame(), now, out)) {
      take(received.connection(), received.frame(), now, out);
    }
  }

  private void take(long connection, Frame frame, Now now, List<Effect> out) {
    Line line = byConnection.get(connection);
    if (line == null || line.isLeft(connection)) {
      return;
    }
    if (frame instanceof Frame.Welcome(int _, Greeting said) && lives.isFork(line.peer, said)) {
      leave(connection, line, said);
    } else {
      take(line, line.session.frame(frame, now.steady()), now, out);
    }
  }

  /// The conversation began from positions that say nothing any more: it ends, unanswered, as soon
  /// as it is durable from where the next one goes on.
  private void leave(long connection, Line line, Greeting said) {
    lives.follow(line.peer, said);
    line.left = Optional.of(connection);
    String reason = said.from() + " has another history than the one that was followed here";
    ledger.whenDurable(later -> {
      if (line.connection.equals(line.left)) {
        hangUp(connection, reason, later);
      }
    });
  }

  public void unreadable(long connection, Violation violation, Now now, List<Effect> out) {
    if (door.offended(connection, violation, out)) {
      return;
    }
    Line line = byConnection.get(connection);
    if (line != null) {
      take(line, line.session.unreadable(violation), now, out);
    }
  }

  public void down(long connection) {
    door.gone(connection);
    Line line = byConnection.remove(connection);
    if (line != null) {
      line.connection = Optional.empty();
      line.session.disconnected();
    }
  }

  public void turnedAway(String sentence, Now now) {
    lives.refused(sentence, now.wall());
  }

  public void tick(Now now, List<Effect> out) {
    for (Line line : List.copyOf(byConnection.values())) {
      take(line, line.session.tick(now.steady()), now, out);
    }
    door.tick(now, out);
    Copies.sweep(ledger, now.wall());
  }

  /// The durable view moved on: whoever has news in its feed gets it.
  public void feed(Now now, List<Effect> out) {
    for (Line line : List.copyOf(byConnection.values())) {
      take(line, line.session.feedChanged(), now, out);
    }
    door.open(now, out);
  }

  /// An acceptance is durable: whoever it is for and is connected is offered all of its feed.
  public void accepted(Now now, List<Effect> out) {
    SortedMap<String, Obj> declared = ledger.durable().settings(Sites.HISTORY_COMPLETE);
    for (Line line : List.copyOf(byConnection.values())) {
      if (declared.containsKey(Sites.HISTORY_COMPLETE + line.peer.subscriber())) {
        take(line, line.session.accepted(), now, out);
      }
    }
  }

  /// Everything undurable was forgotten, also what sessions had under way: they start anew.
  public void startOver(String reason, List<Effect> out) {
    List.copyOf(byConnection.keySet()).forEach(connection -> hangUp(connection, reason, out));
    door.close(reason, out);
    byPeer.clear();
  }

  /// Names of the nodes that are connected.
  SortedSet<String> nodes() {
    var names = new TreeSet<String>();
    for (Line line : byConnection.values()) {
      if (line.peer.kind() == Input.Peer.Kind.NODE) {
        names.add(line.peer.name());
      }
    }
    return names;
  }

  /// Hangs up on a peer; if it may, it dials again.
  void expel(String subscriber, String reason, List<Effect> out) {
    door.sendAway(subscriber, reason, out);
    Line line = byPeer.get(subscriber);
    if (line != null) {
      line.connection.ifPresent(connection -> hangUp(connection, reason, out));
    }
  }

  public void openStream(Input.OpenStream open, Now now, List<Effect> out) {
    Line line = byPeer.get(open.peer());
    if (line == null || !line.session.established()) {
      String message = open.peer() + " is not connected" + age(open.peer(), now);
      out.add(
          new Effect.StreamFailed(open.id(), Refusal.of(Refusal.Reason.SITE_UNREACHABLE, message)));
      return;
    }
    take(line, line.session.openStream(open.id(), open.purpose(), open.target()), now, out);
  }

  public void refuseStream(Input.RefuseStream refuse, Now now, List<Effect> out) {
    Line line = byPeer.get("parent");
    if (line != null) {
      take(line, line.session.refuseStream(refuse.id(), refuse.sentence()), now, out);
    }
  }

  private String age(String peer, Now now) {
    return presence
        .of(peer)
        .map(sign ->
            "; last heard " + Duration.between(sign.steady(), now.steady()).toSeconds() + " s ago")
        .orElse("; not heard since this process started");
  }

  private void hangUp(long connection, String reason, List<Effect> out) {
    down(connection);
    out.add(new Effect.HangUp(connection, reason));
  }

  private void take(Line line, List<Output> outputs, Now now, List<Effect> out) {
    outputs.forEach(output -> take(line, output, now, out));
  }

  private void take(Line line, Output output, Now now, List<Effect> out) {
    String subscriber = line.peer.subscriber();
    switch (output) {
      case Output.Send(var frame, var lane) ->
          line.connection.ifPresent(c -> out.add(new Effect.Send(c, frame, lane)));
      case Output.Established established -> {
        presence = presence.heard(subscriber, now);
        switch (line.peer.kind()) {
          case NODE -> nodes.greeted(line.peer, now.wall());
          case CHILD -> histories.greeted(subscriber, established.peer());
          case PARENT -> {}
        }
        lives.established(line.peer, established.peer());
        out.add(new Effect.Log("LinkEstablished", established.peer().from().toString()));
        if (line.peer.kind() != Input.Peer.Kind.NODE) {
          Skew.sentence(established.peer(), now.wall())
              .ifPresent(sentence -> out.add(new Effect.Log("ClocksDiffer", sentence)));
        }
      }
      case Output.Apply apply -> {
        intake.apply(line.peer, apply, now.wall());
        ledger.whenDurable(later -> take(line, line.session.applied(apply.id()), now, later));
      }
      case Output.PeerHas(var cursor) ->
          cursor.ifPresent(c -> confirmations.confirmed(subscriber, c.position()));
      case Output.Heard _ -> presence = presence.heard(subscriber, now);
      case Output.RttMeasured(var rtt) -> {
        presence = presence.measured(subscriber, now, rtt);
        door.answered(line.peer, rtt, now, out);
      }
      case Output.OpenStreamAsked(String id, String purpose, String target) ->
          out.add(new Effect.DialStream(id, purpose, target));
      case Output.StreamDenied(String id, String sentence) ->
          out.add(
              new Effect.StreamFailed(
                  id, Refusal.of(Refusal.Reason.SERVICE_UNAVAILABLE, sentence)));
      case Output.Amnesia(String reason) -> {
        histories.forgot(subscriber, reason);
        out.add(new Effect.Log("PeerForgot", subscriber + ": " + reason));
      }
      case Output.Kept kept -> histories.kept(subscriber, kept);
      case Output.AmnesiaOver() -> histories.remembered(subscriber);
      case Output.PeerIsAhead(var keys) -> histories.sayAnew(subscriber, keys);
      case Output.PeerAgrees() -> histories.agreed(subscriber);
      case Output.Close(var reason, String sentence) -> {
        lives.ended(line.peer, reason, sentence, now.wall());
        line.connection.ifPresent(c -> hangUp(c, reason + ": " + sentence, out));
      }
    }
  }
}
