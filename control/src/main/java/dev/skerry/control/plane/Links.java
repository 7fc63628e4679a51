package dev.skerry.control.plane;

import dev.skerry.control.write.Refusal;
import dev.skerry.sync.session.Output;
import dev.skerry.sync.session.Session;
import dev.skerry.sync.session.SessionConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// The conversations with children, nodes and the parent: one session a peer, over one connection
/// at a time.
final class Links {
  private final Setup setup;
  private final Ledger ledger;
  private final Intake intake;
  private final Confirmations confirmations;
  private final TreeMap<Long, Line> lines = new TreeMap<>();
  private final TreeMap<String, Long> byPeer = new TreeMap<>();
  private Presence presence = Presence.NONE;

  private static final class Line {
    final Input.Peer peer;
    final Session session;

    Line(Input.Peer peer, Session session) {
      this.peer = peer;
      this.session = session;
    }
  }

  Links(Setup setup, Ledger ledger, Intake intake, Confirmations confirmations) {
    this.setup = setup;
    this.ledger = ledger;
    this.intake = intake;
    this.confirmations = confirmations;
  }

  Presence presence() {
    return presence;
  }

  void up(Input.LinkUp up, Now now, List<Effect> out) {
    Input.Peer peer = up.peer();
    Optional.ofNullable(byPeer.get(peer.subscriber()))
        .ifPresent(old -> hangUp(old, "a newer connection of the same peer", out));
    boolean dials = peer.kind() == Input.Peer.Kind.PARENT;
    var role = dials ? SessionConfig.Role.DIALS : SessionConfig.Role.ANSWERS;
    var config = new SessionConfig(role, setup.heartbeat(), peer.silence());
    var session =
        new Session(
            config,
            setup.identity(),
            new OutFeed(setup.incarnation(), peer.subscriber(), ledger::durable),
            new InReplica(peer, ledger::durable),
            new Trust(peer, ledger.durable().self()));
    lines.put(up.connection(), new Line(peer, session));
    byPeer.put(peer.subscriber(), up.connection());
    confirmations.begins(peer.subscriber());
    take(up.connection(), session.connected(now.steady()), now, out);
  }

  void received(Input.Received received, Now now, List<Effect> out) {
    Line line = lines.get(received.connection());
    if (line != null) {
      take(received.connection(), line.session.frame(received.frame(), now.steady()), now, out);
    }
  }

  void down(long connection) {
    Line line = lines.remove(connection);
    if (line != null) {
      line.session.disconnected();
      byPeer.remove(line.peer.subscriber(), connection);
    }
  }

  void tick(Now now, List<Effect> out) {
    for (long connection : List.copyOf(lines.keySet())) {
      Line line = lines.get(connection);
      if (line != null) {
        take(connection, line.session.tick(now.steady()), now, out);
      }
    }
  }

  /// The durable view moved on: whoever has news in its feed gets it.
  void feed(Now now, List<Effect> out) {
    for (long connection : List.copyOf(lines.keySet())) {
      Line line = lines.get(connection);
      if (line != null) {
        take(connection, line.session.feedChanged(), now, out);
      }
    }
  }

  void hangUpAll(String reason, List<Effect> out) {
    List.copyOf(lines.keySet()).forEach(connection -> hangUp(connection, reason, out));
  }

  void openStream(Input.OpenStream open, Now now, List<Effect> out) {
    Long connection = byPeer.get(open.peer());
    Line line = connection == null ? null : lines.get(connection);
    if (connection == null || line == null || !line.session.established()) {
      String message = open.peer() + " is not connected" + age(open.peer(), now);
      out.add(
          new Effect.StreamFailed(open.id(), Refusal.of(Refusal.Reason.SITE_UNREACHABLE, message)));
      return;
    }
    take(connection, line.session.openStream(open.id(), open.purpose(), open.target()), now, out);
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

  private void take(long connection, List<Output> outputs, Now now, List<Effect> out) {
    for (Output output : outputs) {
      Line line = lines.get(connection);
      if (line == null) {
        return;
      }
      take(connection, line, output, now, out);
    }
  }

  private void take(long connection, Line line, Output output, Now now, List<Effect> out) {
    String subscriber = line.peer.subscriber();
    switch (output) {
      case Output.Send(var frame, var lane) -> out.add(new Effect.Send(connection, frame, lane));
      case Output.Established established -> {
        presence = presence.heard(subscriber, now);
        out.add(new Effect.Log("LinkEstablished", established.peer().toString()));
      }
      case Output.Apply apply -> {
        intake.apply(line.peer, apply, now.wall());
        Session session = line.session;
        ledger.whenDurable(later -> {
          if (lines.get(connection) == line) {
            take(connection, session.applied(apply.id()), now, later);
          }
        });
      }
      case Output.PeerHas(var cursor) ->
          cursor.ifPresent(c -> confirmations.confirmed(subscriber, c.position()));
      case Output.Heard _ -> presence = presence.heard(subscriber, now);
      case Output.RttMeasured(var rtt) -> presence = presence.measured(subscriber, now, rtt);
      case Output.OpenStreamAsked(String id, String purpose, String target) ->
          out.add(new Effect.DialStream(id, purpose, target));
      case Output.StreamDenied(String id, String sentence) ->
          out.add(
              new Effect.StreamFailed(
                  id, Refusal.of(Refusal.Reason.SERVICE_UNAVAILABLE, sentence)));
      case Output.Amnesia(String reason) -> confirmations.amnesia(subscriber, reason);
      case Output.AmnesiaOver() -> confirmations.remembered(subscriber);
      case Output.Close(var reason, String sentence) ->
          hangUp(connection, reason + ": " + sentence, out);
    }
  }
}
