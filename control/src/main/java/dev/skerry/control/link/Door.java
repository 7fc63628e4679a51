package dev.skerry.control.link;

import dev.skerry.control.loop.Effect;
import dev.skerry.control.loop.Input;
import dev.skerry.control.loop.Now;
import dev.skerry.sync.frame.CloseReason;
import dev.skerry.sync.frame.Frame;
import dev.skerry.sync.frame.Lane;
import dev.skerry.sync.frame.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Where the connections of children wait until it is clear who they are. A copy of a box must not
/// be able to break the conversation with the original, so a second connection of a child does not
/// end the first one: the same process is let in at once, a copy is refused, and what may be either
/// a new process or a copy waits until the first one is gone or has answered.
final class Door {
  /// Somebody before the door.
  ///
  /// @param hello what it said; empty while it said nothing yet
  /// @param forgot it has not all that was heard from it before
  private record Knock(Input.Peer peer, Now since, Optional<Frame.Hello> hello, boolean forgot) {
    Knock said(Frame.Hello said, boolean lacks) {
      return new Knock(peer, since, Optional.of(said), lacks);
    }

    boolean isOf(Input.Peer other) {
      return peer.subscriber().equals(other.subscriber());
    }
  }

  /// Who is inside.
  interface House {
    /// Whether the peer has a connection that counts.
    boolean isIn(Input.Peer peer);

    /// Whether all that was decided of the peer is durable.
    boolean isSettled(Input.Peer peer);

    /// This connection counts from now on, and this is what came over it.
    void enter(long connection, Input.Peer peer, Frame.Hello hello, Now now, List<Effect> out);

    /// A box was refused as a copy of the peer.
    void refused(Input.Peer peer, String sentence, Now now);
  }

  private final Lives lives;
  private final House house;
  private final TreeMap<Long, Knock> knocks = new TreeMap<>();

  Door(Lives lives, House house) {
    this.lives = lives;
    this.house = house;
  }

  /// One of a peer at a time: whoever is sent away dials again.
  void knock(Input.LinkUp up, Now now, List<Effect> out) {
    for (var each : new TreeMap<>(knocks).entrySet()) {
      if (each.getValue().isOf(up.peer())) {
        knocks.remove(each.getKey());
        out.add(new Effect.HangUp(each.getKey(), "a newer connection of the same peer"));
      }
    }
    knocks.put(up.connection(), new Knock(up.peer(), now, Optional.empty(), false));
  }

  /// Answers whether the frame was for the door.
  boolean heard(long connection, Frame frame, Now now, List<Effect> out) {
    Knock knock = knocks.get(connection);
    if (knock == null) {
      return false;
    }
    if (knock.hello().isPresent() || !(frame instanceof Frame.Hello hello)) {
      String found = frame.getClass().getSimpleName();
      var early = new Violation(CloseReason.OUT_OF_ORDER, found + " came before the greeting");
      return offended(connection, early, out);
    }
    switch (lives.judge(knock.peer().subscriber(), hello.greeting())) {
      case Lives.Verdict.Same() -> {
        knocks.remove(connection);
        house.enter(connection, knock.peer(), hello, now, out);
      }
      case Lives.Verdict.Follows() -> {
        knocks.put(connection, knock.said(hello, false));
        open(now, out);
      }
      case Lives.Verdict.Forgot() -> {
        knocks.put(connection, knock.said(hello, true));
        open(now, out);
      }
      case Lives.Verdict.Copy(String sentence) -> refuse(connection, knock, sentence, now, out);
    }
    return true;
  }

  /// What came breaks the protocol; answers whether the connection was before the door.
  boolean offended(long connection, Violation by, List<Effect> out) {
    if (knocks.remove(connection) == null) {
      return false;
    }
    var bye = new Frame.Bye(by.reason().name(), by.sentence());
    out.add(new Effect.Send(connection, bye, Lane.of(bye)));
    out.add(new Effect.HangUp(connection, by.reason() + ": " + by.sentence()));
    return true;
  }

  private void refuse(long connection, Knock knock, String why, Now now, List<Effect> out) {
    knocks.remove(connection);
    var refusal = new Frame.Refuse(CloseReason.SECOND_COPY.name(), why);
    out.add(new Effect.Send(connection, refusal, Lane.of(refusal)));
    out.add(new Effect.HangUp(connection, CloseReason.SECOND_COPY + ": " + why));
    house.refused(knock.peer(), why, now);
  }

  /// Lets in who waits for nobody any more.
  void open(Now now, List<Effect> out) {
    for (var each : new TreeMap<>(knocks).entrySet()) {
      Knock knock = each.getValue();
      if (knock.hello().isPresent() && !house.isIn(knock.peer())) {
        admit(each.getKey(), knock, now, out);
      }
    }
  }

  /// Who forgot is not greeted before it is durable that nothing is to be gone on from.
  private void admit(long connection, Knock knock, Now now, List<Effect> out) {
    if (knock.forgot()) {
      lives.startAnew(knock.peer().subscriber());
    }
    if (!knock.forgot() || house.isSettled(knock.peer())) {
      knocks.remove(connection);
      house.enter(connection, knock.peer(), knock.hello().orElseThrow(), now, out);
    }
  }

  /// Hangs up on who says nothing.
  void tick(Now now, List<Effect> out) {
    open(now, out);
    for (var each : new TreeMap<>(knocks).entrySet()) {
      Knock knock = each.getValue();
      Duration waited = now.elapsed().minus(knock.since().elapsed());
      if (knock.hello().isEmpty() && waited.compareTo(knock.peer().silence()) >= 0) {
        knocks.remove(each.getKey());
        out.add(new Effect.HangUp(each.getKey(), CloseReason.SILENT + ": it said nothing"));
      }
    }
  }

  /// The peer inside has answered a ping that was sent so long ago: who knocked before that is
  /// another.
  void answered(Input.Peer peer, Duration rtt, Now now, List<Effect> out) {
    for (var each : new TreeMap<>(knocks).entrySet()) {
      Knock knock = each.getValue();
      boolean since = now.elapsed().minus(rtt).compareTo(knock.since().elapsed()) > 0;
      if (knock.hello().isPresent() && knock.isOf(peer) && since) {
        refuse(each.getKey(), knock, Lives.bothAlive(peer.name()), now, out);
      }
    }
  }

  void gone(long connection) {
    knocks.remove(connection);
  }

  void sendAway(String subscriber, String reason, List<Effect> out) {
    for (var each : new TreeMap<>(knocks).entrySet()) {
      if (each.getValue().peer().subscriber().equals(subscriber)) {
        knocks.remove(each.getKey());
        out.add(new Effect.HangUp(each.getKey(), reason));
      }
    }
  }

  void close(String reason, List<Effect> out) {
    knocks.keySet().forEach(connection -> out.add(new Effect.HangUp(connection, reason)));
    knocks.clear();
  }
}
