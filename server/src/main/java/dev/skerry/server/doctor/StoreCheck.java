package dev.skerry.server.doctor;

import dev.skerry.server.config.DataDir;
import dev.skerry.store.StoreFailure;
import dev.skerry.store.sqlite.Inspection;
import java.nio.file.Files;
import java.util.List;

/// Whether the store is whole: every page, every row and every entry of the log is read, beside a
/// process that runs. Takes as long as reading the file.
final class StoreCheck implements Check {
  private static final long MIB = 1L << 20;

  private final DataDir data;

  StoreCheck(DataDir data) {
    this.data = data;
  }

  @Override
  public String name() {
    return "store";
  }

  @Override
  public List<Finding> look() {
    if (!Files.exists(data.store())) {
      return List.of(Finding.ok("store", "there is none yet; the first start makes it"));
    }
    if (!Files.isReadable(data.store()) || !Files.isExecutable(data.store())) {
      return List.of(
          Finding.fail("store", "no permission for " + data.store(), "run doctor as its owner"));
    }
    try {
      return List.of(judge(Inspection.of(data.store())));
    } catch (StoreFailure damaged) {
      return List.of(
          Finding.fail(
              "store",
              String.valueOf(damaged.getMessage()),
              "skerry restore --from BACKUP --data NEW-DIR"));
    }
  }

  static Finding judge(Inspection whole) {
    return Finding.ok(
        "store",
        whole.rows()
            + " rows are whole, revision "
            + whole.head().value()
            + ", "
            + whole.bytes() / MIB
            + " MiB");
  }
}
