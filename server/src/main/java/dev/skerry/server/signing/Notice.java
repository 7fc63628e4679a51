package dev.skerry.server.signing;

import dev.skerry.control.signing.Signers;
import dev.skerry.control.state.ObjectChange;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// That requests changed; the loop tells, the signer waits for it. Set at the start, when nothing
/// was looked at yet.
public final class Notice {
  private final Semaphore given = new Semaphore(1);

  /// Takes note; does not block.
  public void published(List<ObjectChange> changes) {
    if (changes.stream().anyMatch(change -> change.key().kind().equals(Signers.REQUEST))) {
      given.release();
    }
  }

  void await() throws InterruptedException {
    given.acquire();
    int _ = given.drainPermits();
  }

  void await(Duration longest) throws InterruptedException {
    boolean _ = given.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
    int _ = given.drainPermits();
  }
}
