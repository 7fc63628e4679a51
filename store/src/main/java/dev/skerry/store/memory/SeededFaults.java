package dev.skerry.store.memory;

import java.util.random.RandomGenerator;

/// Faults at given rates, drawn from a source that the caller seeded.
///
/// @param fullPerMille share of writes that meet a full disk
/// @param failPerMille share of writes, and of syncs, that fail with an unknown outcome
public record SeededFaults(RandomGenerator chance, int fullPerMille, int failPerMille)
    implements Faults {
  private static final int MILLE = 1000;

  @Override
  public Write onWrite() {
    int drawn = chance.nextInt(MILLE);
    if (drawn < fullPerMille) {
      return Write.FULL;
    }
    if (drawn < fullPerMille + failPerMille) {
      return chance.nextBoolean() ? Write.UNKNOWN : Write.LOST;
    }
    return Write.DONE;
  }

  @Override
  public Sync onSync() {
    if (chance.nextInt(MILLE) < failPerMille) {
      return chance.nextBoolean() ? Sync.KEPT : Sync.LOST;
    }
    return Sync.DONE;
  }

  @Override
  public Remains onCrash(int unsynced) {
    int whole = chance.nextInt(unsynced + 1);
    return new Remains(whole, whole < unsynced && chance.nextBoolean());
  }
}
