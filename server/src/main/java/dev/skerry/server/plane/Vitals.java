package dev.skerry.server.plane;

import dev.skerry.api.plane.Health;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/// How the loop and its store fare, noted by their threads and read by any.
public final class Vitals implements Health {
  /// A loop that has not turned, or a write that has taken, this long is in trouble; a tick is a
  /// second, and a slow disk syncs in well under that.
  static final Duration PATIENCE = Duration.ofSeconds(15);

  private final LongSupplier nanos;
  private volatile long turned;
  private volatile boolean ended;
  private volatile boolean full;
  private volatile OptionalLong appending = OptionalLong.empty();
  private volatile OptionalLong kept = OptionalLong.empty();

  /// @param nanos elapsed time
  Vitals(LongSupplier nanos) {
    this.nanos = nanos;
    this.turned = nanos.getAsLong();
  }

  void turned() {
    turned = nanos.getAsLong();
  }

  void ended() {
    ended = true;
  }

  void appending() {
    appending = OptionalLong.of(nanos.getAsLong());
  }

  /// @param durable false when the disk was full
  void appended(boolean durable) {
    appending = OptionalLong.empty();
    full = !durable;
    if (durable) {
      kept = OptionalLong.of(nanos.getAsLong());
    }
  }

  @Override
  public List<Check> checks() {
    return List.of(
        new Check("ping", true, "it answers", Optional.empty()),
        new Check("loop", true, "turned " + ago(turned), loopTrouble()),
        new Check("store", false, lastCommit(), storeTrouble()));
  }

  private Optional<String> loopTrouble() {
    if (ended) {
      return Optional.of("the loop has ended; the log says why; start the process again");
    }
    return isLong(turned)
        ? Optional.of("the loop last turned " + ago(turned) + "; start the process again")
        : Optional.empty();
  }

  private Optional<String> storeTrouble() {
    if (full) {
      return Optional.of("the disk is full, writes are refused; make room; " + lastCommit());
    }
    OptionalLong began = appending;
    return began.isPresent() && isLong(began.getAsLong())
        ? Optional.of("a write began " + ago(began.getAsLong()) + " and is not on disk yet")
        : Optional.empty();
  }

  private String lastCommit() {
    OptionalLong last = kept;
    return last.isPresent() ? "last commit " + ago(last.getAsLong()) : "no commit since the start";
  }

  private boolean isLong(long since) {
    return nanos.getAsLong() - since > PATIENCE.toNanos();
  }

  private String ago(long since) {
    return Duration.ofNanos(nanos.getAsLong() - since).toSeconds() + " s ago";
  }
}
