import dev.skerry.control.state.Delta;
import dev.skerry.control.state.Rows;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.Body;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.model.record.Version;
import dev.skerry.store.Change;
import dev.skerry.store.Epoch;
import dev.skerry.store.Store;
import dev.skerry.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Fills the store of a core that does not run with copies of one object that a core wrote: the
/// same rows as if each had come through its API, in batches as large as a core makes them.
final class LargeFill implements AutoCloseable {
  private static final int BATCH = 4_096;
  private static final int STEP = 256;
  private final SqliteStore store;
  private final Epoch epoch;
  private final PartRecord template;
  private final List<Change> batch = new ArrayList<>();
  private long head;

  /// @param name of a ConfigMap that is there
  LargeFill(Path directory, String name) throws Exception {
    store = SqliteStore.open(directory, () -> "never");
    epoch = store.begin();
    head = store.head().value();
    var found = new ArrayList<PartRecord>();
    store.load(row -> {
      if (Rows.delta(row) instanceof Delta.Part(PartRecord part)
          && part.key().part() == Part.SPEC
          && part.object().name().equals(name)) {
        found.add(part);
      }
    });
    template = found.getFirst();
  }

  /// @param namespaces among which the objects are spread
  void objects(int from, int upTo, int namespaces) throws Exception {
    for (int i = from; i < upTo; i++) {
      head++;
      batch.add(Rows.change(new Delta.Part(copy(i, i % namespaces)), new Revision(head)));
      if (batch.size() == BATCH) {
        flush();
      }
    }
    flush();
  }

  private PartRecord copy(int number, int namespace) {
    // Its own source for each, so that one that is written again has its uid again.
    Random chance = new Random(number);
    chance.nextLong();
    var key = new PartKey(Uid.random(chance.nextLong(), chance.nextLong()), Part.SPEC, template.key().site());
    String name = "map-" + number;
    String space = "large-" + namespace;
    Obj body = switch (template.body()) {
      case Body.Present present -> present.json()
          .withAt(Json.of(name), "metadata", "name")
          .withAt(Json.of(space), "metadata", "namespace")
          .withAt(Json.of(key.uid().value()), "metadata", "uid");
      case Body.Gone gone -> throw new IllegalStateException("the template is gone: " + gone);
    };
    return new PartRecord(
        key, new Version(template.version().epoch(), head),
        new ObjectKey(GroupKind.core("ConfigMap"), template.object().tenant(), space, name),
        template.authority(), new Body.Present(body));
  }

  private void flush() throws Exception {
    if (batch.isEmpty()) {
      return;
    }
    var after = new Revision(batch.getFirst().revision().value() - 1);
    if (!(store.append(epoch, after, batch) instanceof Store.Outcome.Done)) {
      throw new IllegalStateException("the store took no more at " + head);
    }
    batch.clear();
  }

  /// What writers wait for: single steps of a compaction, none of them more than an appender takes
  /// between two batches.
  void compact(int steps) throws Exception {
    var took = new Sample("a step of a compaction, " + STEP + " entries");
    for (int i = 0; i < steps; i++) {
      long before = System.nanoTime();
      boolean more = store.compact(new Revision(head), STEP);
      took.add(java.time.Duration.ofNanos(System.nanoTime() - before));
      if (!more) {
        break;
      }
    }
    System.out.printf(Locale.ROOT, "%s, p99 %.1f ms%n", took, took.quantile(0.99));
  }

  @Override
  public void close() {
    store.close();
  }
}
