package dev.skerry.server.node;

import dev.skerry.server.plane.Steady;
import java.time.Instant;

/// The hour, which never steps back here, and a clock of elapsed time. One thread.
final class NodeClock {
  private final Steady steady = new Steady();
  private Instant last = Instant.EPOCH;

  /// For the agent, whose times are shown to people. After the machine's clock was set back it
  /// stands until the old hour comes again.
  Instant wall() {
    Instant now = steady.now().wall();
    last = now.isAfter(last) ? now : last;
    return last;
  }

  /// Elapsed time as an instant, for sessions.
  Instant steady() {
    return steady.now().steady();
  }
}
