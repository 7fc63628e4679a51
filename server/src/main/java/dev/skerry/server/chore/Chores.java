package dev.skerry.server.chore;

import java.time.Duration;
import java.util.List;

/// Does a process's chores, one after the other, at its start and every hour. A thread of its own;
/// a bug in one chore does not keep the others from being done.
public final class Chores implements AutoCloseable {
  private static final Duration EVERY = Duration.ofHours(1);
  private static final System.Logger LOG = System.getLogger(Chores.class.getName());

  private final List<Chore> chores;
  private final Thread thread;

  /// Looks whether there is something to do, does it, and logs what it did and what failed.
  public interface Chore {
    void look() throws InterruptedException;
  }

  private Chores(List<Chore> chores) {
    this.chores = List.copyOf(chores);
    this.thread = Thread.ofVirtual().name("chores").unstarted(this::run);
  }

  public static Chores start(List<Chore> chores) {
    var all = new Chores(chores);
    all.thread.start();
    return all;
  }

  private void run() {
    try {
      while (true) {
        for (Chore chore : chores) {
          look(chore);
        }
        Thread.sleep(EVERY);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void look(Chore chore) throws InterruptedException {
    try {
      chore.look();
    } catch (RuntimeException bug) {
      LOG.log(System.Logger.Level.ERROR, chore.getClass().getSimpleName() + " met a bug", bug);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
