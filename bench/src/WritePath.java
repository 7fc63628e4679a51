import com.sun.management.ThreadMXBean;
import dev.skerry.control.access.User;
import dev.skerry.control.loop.Answer;
import dev.skerry.control.loop.Effect;
import dev.skerry.control.loop.Input;
import dev.skerry.control.loop.Now;
import dev.skerry.control.plane.Plane;
import dev.skerry.control.plane.Retention;
import dev.skerry.control.plane.Setup;
import dev.skerry.control.role.Controllers;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.Loading;
import dev.skerry.control.write.Decision;
import dev.skerry.control.write.Proposal;
import dev.skerry.control.write.Request;
import dev.skerry.control.write.StandardPipeline;
import dev.skerry.model.chance.Chance;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.control.kind.Catalog;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import dev.skerry.store.Epoch;
import dev.skerry.store.Store;
import dev.skerry.store.sqlite.SqliteStore;
import dev.skerry.sync.feed.Life;
import dev.skerry.sync.frame.Identity;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What one write costs between its body and its answer, stage by stage, in one thread: CPU time
/// and allocated bytes, which others on the machine disturb little. No HTTP and no TLS. Then what
/// an object takes of the heap, and how long a start from the store takes.
///
/// `DIRECTORY WRITES`: the directory is for a store and is not there yet.
final class WritePath {
  private static final int BATCH = 64;
  private static final int VALUE_BYTES = 1024;
  private static final GroupKind MAP = GroupKind.core("ConfigMap");
  private static final User ADA = new User("ada", List.of(User.MASTERS));
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final class Stage {
    final String name;
    long nanos;
    long bytes;

    Stage(String name) {
      this.name = name;
    }

    interface Work {
      void run() throws Exception;
    }

    void of(Work work) throws Exception {
      long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
      long before = THREADS.getCurrentThreadCpuTime();
      work.run();
      nanos += THREADS.getCurrentThreadCpuTime() - before;
      bytes += THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
    }
  }

  private final Stage decode = new Stage("decode the body");
  private final Stage decide = new Stage("judge (pipeline)");
  private final Stage commit = new Stage("commit (loop, view)");
  private final Stage turn = new Stage("controllers");
  private final Stage append = new Stage("append (SQLite)");
  private final Stage publish = new Stage("publish, reply");
  private final Stage render = new Stage("render the answer");
  private final StandardPipeline pipeline = new StandardPipeline(new Catalog()::at);
  private long draws;
  private final Chance chance = _ -> ++draws * 0x9E3779B97F4A7C15L;
  private final Path directory;
  private SqliteStore store;
  private Epoch epoch;
  private Plane plane;
  private long rendered;

  private WritePath(Path directory) throws Exception {
    this.directory = directory;
    open();
  }

  private void open() throws Exception {
    store = SqliteStore.open(directory, () -> "bench");
    epoch = store.begin();
    var loading = new Loading(new SiteName("core"));
    store.load(loading::take);
    var identity = new Identity(Identity.Kind.SITE, "core", new Uid("00000000-0000-4000-8000-000000000000"));
    var setup =
        new Setup(identity, "bench", Life.UNTOLD, 1, Duration.ofSeconds(5), Duration.ofSeconds(15), Controllers.core(), pipeline, chance, Retention.STANDARD);
    plane = new Plane(setup, loading.at(store.head()));
  }

  private static Now now() {
    return new Now(Instant.now(), Duration.ofNanos(System.nanoTime()));
  }

  public static void main(String[] arguments) throws Exception {
    var path = new WritePath(Path.of(arguments[0]));
    int writes = Integer.parseInt(arguments[1]);
    path.settle();
    path.write("Namespace", List.of(path.namespace()));
    path.settle();
    path.many("warm", Math.min(writes, 20_000));
    path.clear();
    long heap = heap();
    path.many("it", writes);
    path.print(writes);
    System.out.printf(Locale.ROOT, "heap: %.0f bytes an object more after %d of them%n",
        (heap() - heap) / (double) writes, writes);
    path.restart();
  }

  private void restart() throws Exception {
    store.close();
    var start = new Stage("start");
    long before = System.nanoTime();
    start.of(this::open);
    System.out.printf(Locale.ROOT, "start from the store with %d objects: %.1f s, %.1f s CPU%n",
        plane.durable().all().size(), (System.nanoTime() - before) / 1e9, start.nanos / 1e9);
    store.close();
  }

  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private byte[] namespace() {
    return "{\"metadata\":{\"name\":\"bench\"}}".getBytes(StandardCharsets.UTF_8);
  }

  private void many(String prefix, int writes) throws Exception {
    var bodies = new ArrayList<byte[]>();
    for (int n = 0; n < writes; n++) {
      String body =
          "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"" + prefix + "-" + n
              + "\"},\"data\":{\"v\":\"" + "x".repeat(VALUE_BYTES) + "\"}}";
      bodies.add(body.getBytes(StandardCharsets.UTF_8));
      if (bodies.size() == BATCH || n == writes - 1) {
        write("ConfigMap", bodies);
        bodies.clear();
      }
    }
    settle();
  }

  private void write(String kind, List<byte[]> bodies) throws Exception {
    var trees = new ArrayList<Json>();
    decode.of(() -> {
      for (byte[] body : bodies) {
        trees.add(JsonText.parse(body, dev.skerry.model.json.JsonLimits.REQUEST).value());
      }
    });
    var proposals = new ArrayList<Proposal>();
    decide.of(() -> {
      for (Json tree : trees) {
        proposals.add(judged(kind, tree));
      }
    });
    var out = new ArrayList<Effect>();
    commit.of(() -> {
      for (Proposal proposal : proposals) {
        out.addAll(plane.handle(new Input.Commit(1, proposal), now()));
      }
    });
    answer(out);
    settle();
  }

  private Proposal judged(String kind, Json tree) {
    String name = tree.text("metadata", "name");
    ObjectKey key =
        kind.equals("Namespace")
            ? ObjectKey.of(GroupKind.core("Namespace"), "", name)
            : ObjectKey.of(MAP, "bench", name);
    var options = new Request.Options("bench", false, false, Request.FieldValidation.WARN, List.of());
    var request = new Request(ADA, key, "", new Request.Verb.Create(tree), options);
    return switch (pipeline.decide(plane.durable(), request, Instant.now(), chance)) {
      case Decision.Accepted(Proposal proposal, var _) -> proposal;
      case Decision.Unchanged _ -> throw new IllegalStateException("nothing new: " + key);
      case Decision.Refused refused -> throw new IllegalStateException(refused.refusal().message());
    };
  }

  /// Turns until nothing is left to do.
  private void settle() throws Exception {
    boolean more = true;
    while (more) {
      var out = new ArrayList<Effect>();
      turn.of(() -> out.addAll(plane.turn(now())));
      more = answer(out) || plane.busy();
    }
  }

  private boolean answer(List<Effect> effects) throws Exception {
    boolean appended = false;
    for (Effect effect : effects) {
      if (effect instanceof Effect.Append batch) {
        append(batch);
        appended = true;
      } else if (effect instanceof Effect.Reply(long _, Answer.Stored(Entry entry, boolean _))) {
        render.of(() -> rendered += entry.text().toArray().length);
      }
    }
    return appended;
  }

  private void append(Effect.Append batch) throws Exception {
    append.of(() -> {
      if (!(store.append(epoch, batch.after(), batch.changes()) instanceof Store.Outcome.Done)) {
        throw new IllegalStateException("the store did not take a batch");
      }
    });
    var out = new ArrayList<Effect>();
    publish.of(() ->
        out.addAll(plane.handle(new Input.Appended(batch.batch(), new Input.Appended.Result.Durable()), now())));
    answer(out);
  }

  private List<Stage> stages() {
    return List.of(decode, decide, commit, turn, append, publish, render);
  }

  private void clear() {
    for (Stage stage : stages()) {
      stage.nanos = 0;
      stage.bytes = 0;
    }
  }

  private void print(int writes) {
    double nanos = 0;
    double bytes = 0;
    for (Stage stage : stages()) {
      System.out.printf(Locale.ROOT, "%-20s %6.1f us CPU  %7.1f KiB allocated%n",
          stage.name, stage.nanos / 1e3 / writes, stage.bytes / 1024.0 / writes);
      nanos += stage.nanos;
      bytes += stage.bytes;
    }
    System.out.printf(Locale.ROOT, "%-20s %6.1f us CPU  %7.1f KiB allocated a write of 1 KiB, %d in batches of %d%n",
        "all", nanos / 1e3 / writes, bytes / 1024 / writes, writes, BATCH);
  }
}
