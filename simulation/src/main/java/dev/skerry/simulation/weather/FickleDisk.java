package dev.skerry.simulation.weather;

import dev.skerry.store.memory.Faults;
import dev.skerry.store.memory.SeededFaults;
import java.util.random.RandomGenerator;

/// A disk that fails while the weather is bad. A crash loses what was not synced in any weather.
final class FickleDisk implements Faults {
  private static final int FULL_PER_MILLE = 5;
  private static final int FAIL_PER_MILLE = 3;

  private final Faults bad;
  private boolean failing;

  FickleDisk(RandomGenerator chance) {
    this.bad = new SeededFaults(chance, FULL_PER_MILLE, FAIL_PER_MILLE);
  }

  void failing(boolean now) {
    failing = now;
  }

  @Override
  public Write onWrite() {
    return failing ? bad.onWrite() : Write.DONE;
  }

  @Override
  public Sync onSync() {
    return failing ? bad.onSync() : Sync.DONE;
  }

  @Override
  public Remains onCrash(int unsynced) {
    return bad.onCrash(unsynced);
  }
}
