package dev.skerry.server.node;

import dev.skerry.control.loop.Now;
import dev.skerry.server.plane.Steady;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/// The hour, which never steps back here, and a clock of elapsed time. One thread.
final class NodeClock {
  private final Supplier<Now> clocks;
  private Now last;

  NodeClock() {
    this(new Steady()::now);
  }

  /// @param clocks this machine's
  NodeClock(Supplier<Now> clocks) {
    this.clocks = clocks;
    this.last = clocks.get();
  }

  /// For the agent, whose times are shown to people and say when something is due. After the
  /// machine's clock was set back it goes on from the old hour: standing until that comes again
  /// would hold restarts and probes for as long.
  Instant wall() {
    Now now = clocks.get();
    Duration since = now.elapsed().minus(last.elapsed());
    Instant onward = last.wall().plus(since);
    Instant wall = now.wall().isAfter(onward) ? now.wall() : onward;
    last = new Now(wall, now.elapsed());
    return wall;
  }

  /// Elapsed time as an instant, for sessions.
  Instant steady() {
    return clocks.get().steady();
  }
}
