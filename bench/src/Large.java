import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.server.client.ApiClient;
import dev.skerry.server.config.DataDir;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A core with many objects: start, memory, lists, watches, writes beside a compaction, backup.
///
/// `DIRECTORY OBJECTS`: the directory is for the core and is there, empty.
final class Large {
  private static final int VALUE_BYTES = 1024;
  private static final int NAMESPACES = 10;
  private static final int REWRITTEN = 100_000;
  private static final int STEPS = 100;
  private static final int PAGE = 500;
  private static final int EVENTS = 100;
  private static final int CLIENTS = 8;
  private static final Duration WRITING = Duration.ofSeconds(20);
  private static final String ALL = "/api/v1/configmaps";
  private static final Pattern CONTINUE = Pattern.compile("\"continue\":\"([^\"]+)\"");
  private static final Pattern REVISION = Pattern.compile("\"metadata\":\\{[^{}]*\"resourceVersion\":\"(\\d+)\"");

  private final Path data;
  private final int objects;

  private Large(Path data, int objects) {
    this.data = data;
    this.objects = objects;
  }

  public static void main(String[] arguments) throws Exception {
    var large = new Large(Path.of(arguments[0], "core"), Integer.parseInt(arguments[1]));
    long empty = large.fill();
    try (CoreUnderTest core = CoreUnderTest.start(large.data)) {
      large.start(core, empty);
      large.lists(core);
      large.watch(core);
      large.writes(core, "");
      large.backup();
    }
    try (LargeFill fill = new LargeFill(large.store(), "template")) {
      fill.objects(0, Math.min(large.objects, REWRITTEN), NAMESPACES);
    }
    try (CoreUnderTest core = CoreUnderTest.start(large.data)) {
      large.writes(core, " from its start, while the log is compacted");
    }
  }

  private Path store() {
    return new DataDir(data).store();
  }

  private static void say(String form, Object... values) {
    System.out.printf(Locale.ROOT, form + "%n", values);
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  /// Answers the bytes of the heap that an empty core has.
  private long fill() throws Exception {
    CoreUnderTest.init(data);
    long heap;
    try (CoreUnderTest core = CoreUnderTest.start(data)) {
      for (int i = 0; i < NAMESPACES; i++) {
        core.client().post("/api/v1/namespaces", object("Namespace", "large-" + i));
      }
      core.client().post("/api/v1/namespaces/large-0/configmaps", map("template"));
      core.settle();
      heap = core.heap();
      say("an empty core: %s, RSS %.0f MiB, heap %.1f MiB", core.start(), core.rssMib(), heap / 1048576.0);
    }
    long before = System.nanoTime();
    try (LargeFill fill = new LargeFill(store(), "template")) {
      fill.objects(0, objects, NAMESPACES);
      say("filled straight into the store: %d ConfigMaps of 1 KiB in %.0f s", objects, seconds(before));
      fill.objects(0, Math.min(objects, REWRITTEN), NAMESPACES);
      fill.compact(STEPS);
    }
    say("store: %d MiB", Files.size(store().resolve("store.db")) >> 20);
    return heap;
  }

  private static Obj object(String kind, String name) {
    return Json.object()
        .put("apiVersion", "v1")
        .put("kind", kind)
        .put("metadata", Json.object().put("name", name).build())
        .build();
  }

  private static Obj map(String name) {
    return object("ConfigMap", name)
        .with("data", Json.object().put("v", "x".repeat(VALUE_BYTES)).build());
  }

  private void start(CoreUnderTest core, long empty) throws Exception {
    say("with %d objects: %s", objects, core.start());
    long before = System.nanoTime();
    double cpu = core.cpu();
    core.settle();
    say("controllers have looked at all of it and the log is compacted %.1f s later, after %.1f s CPU more",
        seconds(before), core.cpu() - cpu);
    double rss = core.rssMib();
    long heap = core.heap();
    say("RSS %.0f MiB, heap %.0f MiB, %.0f bytes of the heap an object",
        rss, heap / 1048576.0, (heap - empty) / (double) objects);
  }

  private void lists(CoreUnderTest core) throws Exception {
    long before = System.nanoTime();
    String page = core.get(ALL + "?limit=" + PAGE);
    say("first page of %d: %.0f ms, %d KiB", PAGE, seconds(before) * 1000, page.length() / 1024);
    var each = new Sample("a page");
    long all = System.nanoTime();
    int pages = 1;
    for (Matcher next = CONTINUE.matcher(page); next.find(); next = CONTINUE.matcher(page)) {
      long one = System.nanoTime();
      page = core.get(ALL + "?limit=" + PAGE + "&continue=" + next.group(1));
      each.add(Duration.ofNanos(System.nanoTime() - one));
      pages++;
    }
    say("all %d pages: %.1f s; %s", pages, seconds(all), each);
  }

  private void watch(CoreUnderTest core) throws Exception {
    Matcher revision = REVISION.matcher(core.get(ALL + "?limit=1"));
    if (!revision.find()) {
      throw new IllegalStateException("a list without a revision");
    }
    for (int i = 0; i < EVENTS; i++) {
      core.client().post("/api/v1/namespaces/large-0/configmaps", map("watched-" + i));
    }
    String watch = ALL + "?watch=true&timeoutSeconds=30&resourceVersion=";
    ApiClient client = core.client();
    long before = System.nanoTime();
    try (var events =
        new BufferedReader(
            new InputStreamReader(
                client.stream(client.request(watch + revision.group(1)).build()).body(),
                StandardCharsets.UTF_8))) {
      for (int i = 0; i < EVENTS; i++) {
        String event = events.readLine();
        if (event == null || !event.contains("watched-" + i)) {
          throw new IllegalStateException("event " + i + " is " + event);
        }
      }
    }
    say("a watch resumed %d changes back: all of them after %.0f ms", EVENTS, seconds(before) * 1000);
    String old = core.get(watch + "1");
    say("a watch resumed at revision 1: %s", old.contains("410") ? "410" : old);
  }

  private void writes(CoreUnderTest core, String when) throws Exception {
    var tasks = new ArrayList<Callable<List<Duration>>>();
    Wire.Server server = Wire.Server.of(core.kubeconfig().toString());
    long end = System.nanoTime() + WRITING.toNanos();
    for (int client = 0; client < CLIENTS; client++) {
      String prefix = "w" + ProcessHandle.current().pid() + "-" + System.nanoTime() + "-" + client + "-";
      tasks.add(() -> {
        var took = new ArrayList<Duration>();
        try (Wire wire = server.open()) {
          for (int n = 0; System.nanoTime() - end < 0; n++) {
            long before = System.nanoTime();
            Writes.write(wire, "/api/v1/namespaces/large-1/configmaps", prefix + n, VALUE_BYTES);
            took.add(Duration.ofNanos(System.nanoTime() - before));
          }
        }
        return took;
      });
    }
    var all = new Sample("a write");
    int count = 0;
    try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
      for (Future<List<Duration>> each : threads.invokeAll(tasks)) {
        each.get().forEach(all::add);
        count += each.get().size();
      }
    }
    say("%d clients write for %d s%s: %.0f/s, p99 %.0f ms; %s",
        CLIENTS, WRITING.toSeconds(), when, count / (double) WRITING.toSeconds(), all.quantile(0.99), all);
  }

  private void backup() throws Exception {
    Path file = data.resolveSibling("backup.zip");
    long before = System.nanoTime();
    CoreUnderTest.run(List.of("backup", "--data", data.toString(), "--to", file.toString()));
    say("backup while it serves: %.1f s, %d MiB", seconds(before), Files.size(file) >> 20);
  }
}
