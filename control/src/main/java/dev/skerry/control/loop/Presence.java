package dev.skerry.control.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.pcollections.TreePMap;

/// When each child and node was last heard, and how far away it is: volatile, immutable, published
/// with the view and laid over it at reading. Never logged; transitions are.
///
/// @param heard by peer name as in [Input.Peer#subscriber]
public record Presence(TreePMap<String, Sign> heard) {
  public static final Presence NONE = new Presence(TreePMap.empty());

  /// A sign of life.
  ///
  /// @param wall when, for display
  /// @param steady when, for measuring age
  /// @param rtt zero while not measured
  public record Sign(Instant wall, Instant steady, Duration rtt) {}

  public Optional<Sign> of(String peer) {
    return Optional.ofNullable(heard.get(peer));
  }

  public Presence heard(String peer, Now now) {
    Duration rtt = of(peer).map(Sign::rtt).orElse(Duration.ZERO);
    return new Presence(heard.plus(peer, new Sign(now.wall(), now.steady(), rtt)));
  }

  public Presence measured(String peer, Now now, Duration rtt) {
    return new Presence(heard.plus(peer, new Sign(now.wall(), now.steady(), rtt)));
  }

  /// Whether the peer was heard within `silence`.
  public boolean isHeard(String peer, Now now, Duration silence) {
    return of(peer)
        .filter(s -> Duration.between(s.steady(), now.steady()).compareTo(silence) <= 0)
        .isPresent();
  }
}
