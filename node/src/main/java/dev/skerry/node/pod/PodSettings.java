package dev.skerry.node.pod;

import dev.skerry.node.plan.Here;
import java.time.Duration;

/// What holds for every pod of this node.
///
/// @param crash before a container that ended is started again; the first restart is at once
/// @param image before a pull is tried again
/// @param crashReset a run this long forgives earlier crashes
/// @param retry before a failed driver call is made again
public record PodSettings(
    Here here, Backoff crash, Backoff image, Duration crashReset, Duration retry) {
  public static PodSettings of(Here here) {
    return new PodSettings(
        here,
        Backoff.KUBERNETES,
        Backoff.KUBERNETES,
        Duration.ofMinutes(10),
        Duration.ofSeconds(5));
  }
}
