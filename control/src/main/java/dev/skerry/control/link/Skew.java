package dev.skerry.control.link;

import dev.skerry.sync.frame.Greeting;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Whether two machines agree on the hour. Nothing is decided by it; people are told, since
/// certificates and tokens go by each machine's own clock.
final class Skew {
  /// A greeting may be this old when it arrives: the slowest link, and seconds of drift.
  private static final Duration UNREMARKABLE = Duration.ofMinutes(1);

  private Skew() {}

  /// What to say of a peer whose clock is another than ours; empty when it is about the same.
  static Optional<String> sentence(Greeting peer, Instant now) {
    Duration ahead = Duration.between(now, peer.clock());
    if (ahead.abs().compareTo(UNREMARKABLE) <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        "the clock of "
            + peer.from()
            + " says "
            + peer.clock()
            + ", the one here "
            + now
            + ": "
            + amount(ahead.abs())
            + (ahead.isNegative() ? " behind" : " ahead")
            + "; set the one that is wrong, certificates and tokens go by it");
  }

  private static String amount(Duration much) {
    return much.toDays() > 0 ? much.toDays() + " days" : much.toMinutes() + " minutes";
  }
}
