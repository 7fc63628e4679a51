package dev.skerry.store;

import dev.skerry.model.json.JsonBytes;
import dev.skerry.model.meta.Revision;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Durable rows and the log of their changes. Calls block; `append` has one caller at a time, reads
/// may run beside it on other threads. What `append` acknowledged survives a crash of the process
/// and of the machine.
public interface Store extends AutoCloseable {
  /// What an append came to. Anything but these is a [StoreFailure] with unknown outcome.
  sealed interface Outcome {
    /// Durable.
    record Done() implements Outcome {}

    /// A newer epoch writes here; nothing was written and this writer is finished.
    record Fenced(Epoch newest) implements Outcome {}

    /// No room; nothing was written, reads go on, and a later append may succeed by itself. Told
    /// before anything is written, by space the adapter holds in reserve.
    record Full() implements Outcome {}
  }

  /// What a log was asked for and still has.
  sealed interface Tail {
    /// In revision order; fewer than asked for at the end of the log.
    record Changes(List<Change> changes) implements Tail {}

    /// The log starts later: changes up to and including this revision are compacted.
    record Compacted(Revision upTo) implements Tail {}
  }

  /// Names this store's history. A new one is drawn when a store is created, or restored from a
  /// copy, so that readers of its log notice.
  String incarnation();

  /// The highest revision ever appended; survives compaction.
  Revision head() throws StoreFailure;

  /// Gives every live row, in key order, as the `Put` that wrote it.
  void load(Consumer<Change.Put> rows) throws StoreFailure;

  /// Makes the changes durable, all or none. Idempotence is not promised: never repeat one.
  ///
  /// @param after the head these changes were decided on; a mismatch is a bug and is a failure
  /// @param changes revisions rising, the first above `after`; none asks only whether this epoch
  ///   still writes here, and touches no disk
  Outcome append(Epoch epoch, Revision after, List<Change> changes) throws StoreFailure;

  Tail changesSince(Revision after, int limit) throws StoreFailure;

  Optional<JsonBytes> read(RowKey key) throws StoreFailure;

  /// Forgets log entries up to `upTo`, at most `limit` in one call so that writers wait little;
  /// live rows stay. Safe to kill at any moment, may be repeated. Answers whether there is more to
  /// forget and room to do it: on a disk that is too full for it nothing is forgotten.
  boolean compact(Revision upTo, int limit) throws StoreFailure;

  @Override
  void close();
}
