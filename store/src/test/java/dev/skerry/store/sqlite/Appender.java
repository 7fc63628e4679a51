package dev.skerry.store.sqlite;

import static dev.skerry.store.StoreContract.put;

import dev.skerry.model.meta.Revision;
import dev.skerry.store.Change;
import dev.skerry.store.Epoch;
import dev.skerry.store.RowKey;
import dev.skerry.store.Store.Outcome;
import dev.skerry.store.StoreFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A process that appends until it is killed and prints the last revision of each batch once it is
/// acknowledged. When it was told to keep only so many entries behind the head, it compacts a step
/// after each batch. Revision `r` puts key `k<r % KEYS>` to a value that `r` determines.
final class Appender {
  static final int KEYS = 500;
  private static final int MAX_BATCH = 8;
  private static final int STEP = 20;

  private Appender() {}

  static Change.Put change(long revision) {
    String text = revision + " " + "y".repeat((int) (revision * 37 % 1500));
    return put(revision, new RowKey("part", "k" + revision % KEYS), text);
  }

  public static void main(String[] args) throws StoreFailure {
    try (SqliteStore store = SqliteStore.open(Path.of(args[0]), () -> "x")) {
      Epoch epoch = store.begin();
      long head = store.head().value();
      long kept = Long.parseLong(args[1]);
      while (true) {
        List<Change> batch = new ArrayList<>();
        for (long r = head + 1; r <= head + 1 + head % MAX_BATCH; r++) {
          batch.add(change(r));
        }
        Outcome outcome = store.append(epoch, new Revision(head), batch);
        if (!(outcome instanceof Outcome.Done)) {
          throw new IllegalStateException("not acknowledged: " + outcome);
        }
        head += batch.size();
        if (head > kept) {
          boolean _ = store.compact(new Revision(head - kept), STEP);
        }
        System.out.println(head);
        System.out.flush();
      }
    }
  }
}
