package dev.skerry.sync.session;

import java.time.Duration;

/// How one end of a link behaves.
///
/// @param heartbeat time between pings
/// @param silence how long nothing may be heard, in the greeting or later, before this end hangs up
///   so that the child dials again; several heartbeats and the longest expected round trip
public record SessionConfig(Role role, Duration heartbeat, Duration silence) {
  /// Who speaks first.
  public enum Role {
    /// The child: says `Hello`, may be asked to open streams.
    DIALS,
    /// The parent: answers `Welcome` or `Refuse`, may ask for streams.
    ANSWERS
  }

  public SessionConfig {
    if (heartbeat.isNegative() || heartbeat.isZero() || silence.compareTo(heartbeat) <= 0) {
      throw new IllegalArgumentException(
          "a silence of " + silence + " is not longer than the heartbeat of " + heartbeat);
    }
  }
}
