package dev.skerry.simulation;

import dev.skerry.simulation.life.Ending;
import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.LongFunction;

/// Lives of seeds, several at once, each in one thread. Their endings come out in the order of the
/// seeds, so nobody sees how many there were at once. Confined to the caller.
final class Lives {
  private final ExecutorService threads;
  private final int atOnce;
  private final LongFunction<Ending> live;
  private final ArrayDeque<Future<Ending>> ahead = new ArrayDeque<>();
  private long next;

  /// @param atOnce 1 or more
  /// @param from the first seed
  Lives(ExecutorService threads, int atOnce, long from, LongFunction<Ending> live) {
    this.threads = threads;
    this.atOnce = atOnce;
    this.next = from;
    this.live = live;
  }

  /// Waits for the ending of the next seed; those after it are begun meanwhile.
  ///
  /// @param end the seed before which to stop
  Ending next(long end) {
    while (ahead.size() < atOnce && next < end) {
      long seed = next;
      ahead.add(threads.submit(() -> live.apply(seed)));
      next++;
    }
    try {
      return ahead.remove().get();
    } catch (ExecutionException broken) {
      throw new IllegalStateException("a life ended without an ending", broken.getCause());
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException("interrupted while a seed is lived", interrupted);
    }
  }

  /// Nobody wants the endings of the seeds that were begun ahead.
  void stop() {
    ahead.forEach(begun -> begun.cancel(true));
  }
}
