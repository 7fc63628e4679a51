package dev.skerry.control.loop;

import dev.skerry.control.write.Proposal;
import dev.skerry.model.meta.NodeName;
import dev.skerry.model.meta.SiteName;
import dev.skerry.store.Epoch;
import dev.skerry.sync.frame.Frame;
import dev.skerry.sync.frame.Identity;
import dev.skerry.sync.frame.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What happens to a control plane. Tickets are chosen by the process and come back in the reply.
public sealed interface Input {
  /// A handler wants this committed.
  record Commit(long ticket, Proposal proposal) implements Input {}

  /// A connection to a peer is up. A second one to the same peer replaces the first.
  ///
  /// @param connection chosen by the process, rising; frames of older connections are ignored
  record LinkUp(long connection, Peer peer) implements Input {}

  record Received(long connection, Frame frame) implements Input {}

  record LinkDown(long connection) implements Input {}

  /// The parent was reached and did not let us in, before a word was spoken: the key counts no more
  /// there, or it is not the parent we know.
  record TurnedAway(String sentence) implements Input {}

  /// The append of this batch came to an end.
  record Appended(long batch, Result result) implements Input {
    public sealed interface Result {
      record Durable() implements Result {}

      record Full() implements Result {}

      record Fenced(Epoch newest) implements Result {}
    }
  }

  /// Somebody may join under this name once, until then.
  ///
  /// @param secretHash SHA-256 of the token's secret, hex
  /// @param replace takes over a name that is taken
  record MakeToken(
      long ticket, String id, String secretHash, Newcomer who, Instant expires, boolean replace)
      implements Input {}

  /// A newcomer shows a token.
  ///
  /// @param keyPin of the key it will prove itself with
  record Join(long ticket, String tokenId, String secretHash, Newcomer who, String keyPin)
      implements Input {}

  /// A person accepts this end's history: what is not here is deleted, what is here wins.
  ///
  /// @param site only towards this child; empty for all
  /// @param by who that is
  record AcceptHistory(long ticket, Optional<SiteName> site, String by) implements Input {}

  /// Whom a token lets in.
  sealed interface Newcomer {
    record Site(SiteName name) implements Newcomer {}

    /// @param name empty for the next one that is free, `<site>-<n>`
    record Node(Optional<NodeName> name) implements Newcomer {}
  }

  /// Asks for a stream to a child over its control connection; answered by the stream arriving at
  /// the process, or by [Effect.StreamFailed].
  record OpenStream(String id, String peer, String purpose, String target) implements Input {}

  /// The stream that the parent asked for is not opened.
  record RefuseStream(String id, String sentence) implements Input {}

  /// What came over a connection is no frame.
  record Unreadable(long connection, Violation violation) implements Input {}

  /// Once a second: time-outs, ages, clearing up.
  record Tick() implements Input {}

  /// The other end of a link.
  ///
  /// @param identity what its certificate proved; empty for the parent, whose certificate the child
  ///   has checked itself
  record Peer(Kind kind, String name, Optional<Identity> identity, Duration silence) {
    /// `CHILD` and `NODE` dial us, `PARENT` we dial.
    public enum Kind {
      CHILD,
      NODE,
      PARENT
    }

    /// As feeds and cursors name it: `site:s1`, `node:s1-1`, `parent`.
    public String subscriber() {
      return switch (kind) {
        case CHILD -> "site:" + name;
        case NODE -> "node:" + name;
        case PARENT -> "parent";
      };
    }
  }
}
