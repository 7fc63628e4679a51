package dev.skerry.store.memory;

/// What goes wrong on a [MemoryDisk], asked at every step where a real disk can fail.
/// Implementations draw from a source the caller seeded; the disk itself holds no chance.
public interface Faults {
  /// How a write of one batch goes.
  enum Write {
    DONE,
    /// No room for this batch; it is refused whole.
    FULL,
    /// The call fails and nothing reached the disk.
    LOST,
    /// The call fails, the batch is on the disk unsynced: a crash decides what becomes of it.
    UNKNOWN
  }

  /// How a sync goes.
  enum Sync {
    DONE,
    /// The call fails and what was to be synced stays unsynced.
    LOST,
    /// The call fails though everything was made durable.
    KEPT
  }

  /// What a crash leaves of the unsynced batches: the first `whole` survive, and if `torn` a part
  /// of the next lies on the disk, which recovery must drop.
  record Remains(int whole, boolean torn) {}

  Write onWrite();

  Sync onSync();

  /// @param unsynced how many batches were written and not synced
  Remains onCrash(int unsynced);

  /// Nothing fails; a crash loses every unsynced batch.
  Faults NONE =
      new Faults() {
        @Override
        public Write onWrite() {
          return Write.DONE;
        }

        @Override
        public Sync onSync() {
          return Sync.DONE;
        }

        @Override
        public Remains onCrash(int unsynced) {
          return new Remains(0, false);
        }
      };
}
