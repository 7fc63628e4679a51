package dev.skerry.api.flow;

import java.time.Duration;

/// How many requests there may be. They stand in the manual, in `docs/manual/errors.md`. One user
/// takes at most half of the seats of a level, so there is always one for somebody else.
///
/// @param reading answered at once that change nothing
/// @param mutating answered at once that do
/// @param waiting for a seat, of one user in one level
/// @param ongoing watches, followed logs, commands, attached streams and forwarded ports of one
///   user
/// @param patience with which a request waits for a seat
public record FlowLimits(int reading, int mutating, int waiting, int ongoing, Duration patience) {
  /// As many as Kubernetes' `--max-requests-inflight` and `--max-mutating-requests-inflight`.
  public static final FlowLimits DEFAULT =
      new FlowLimits(400, 200, 500, 1_000, Duration.ofSeconds(30));
}
