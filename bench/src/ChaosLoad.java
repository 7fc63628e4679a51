import dev.skerry.server.client.ApiClient;
import dev.skerry.server.client.Refused;
import dev.skerry.model.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/// Writers of ConfigMaps, and the log of what they were promised. A key has one writer, which writes
/// 1, 2, 3, …; a write that got no answer may or may not have happened, one that got 2xx must be there.
final class ChaosLoad implements AutoCloseable {
  private static final int KEYS_PER_WRITER = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// Between writes of one writer: the load is there to lose something, not to measure.
  private static final long PAUSE_MILLIS = 50;

  private final ChaosTraces lab;
  private final Writer log;
  private final List<Thread> threads = new ArrayList<>();
  private final TreeMap<String, Promise> promises = new TreeMap<>();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong unanswered = new AtomicLong();
  private volatile boolean stopped;

  /// A key at a place, the newest value that was promised, and the newest that was tried.
  static final class Promise {
    final String at;
    final String path;
    volatile long acked;
    volatile long tried;

    Promise(String at, String path) {
      this.at = at;
      this.path = path;
    }

    boolean holds(long found) {
      return found >= acked && found <= tried;
    }
  }

  ChaosLoad(ChaosTraces lab, Path log) throws Exception {
    this.lab = lab;
    this.log = Files.newBufferedWriter(log);
  }

  private interface Step<T> {
    T run() throws Exception;
  }

  /// Again while a busy machine does not even connect.
  private static <T> T patiently(Step<T> step) throws Exception {
    for (int attempt = 1; ; attempt++) {
      try {
        return step.run();
      } catch (IOException | Refused busy) {
        if (attempt == 30) {
          throw busy;
        }
        Thread.sleep(1_000);
      }
    }
  }

  void start() throws Exception {
    String _ = patiently(this::namespace);
    writer("core", "bench", 0);
    writer("core", "bench", 1);
    writer("core", "default", 2);
    for (String site : lab.sites()) {
      writer(site, "local", 3);
    }
  }

  private String namespace() throws Exception {
    var core = lab.client("core");
    if (core.find("/api/v1/namespaces/bench").isEmpty()) {
      core.post("/api/v1/namespaces", Json.object().put("apiVersion", "v1").put("kind", "Namespace")
          .put("metadata", Json.object().put("name", "bench").build()).build());
    }
    return "bench";
  }

  private void writer(String at, String namespace, int number) {
    var mine = new ArrayList<Promise>();
    for (int n = 0; n < KEYS_PER_WRITER; n++) {
      String name = "chaos-" + number + "-" + n;
      var promise = new Promise(at, "/api/v1/namespaces/" + namespace + "/configmaps/" + name);
      mine.add(promise);
      promises.put(at + " " + promise.path, promise);
    }
    threads.add(Thread.ofPlatform().start(() -> write(at, mine)));
  }

  private void write(String at, List<Promise> mine) {
    try (ApiClient client = lab.client(at)) {
      for (long n = 1; !stopped; n++) {
        Promise promise = mine.get((int) (n % mine.size()));
        promise.tried++;
        if (isPut(client, promise)) {
          promise.acked = promise.tried;
          acknowledged.incrementAndGet();
          note(promise);
        } else {
          unanswered.incrementAndGet();
        }
        pause();
      }
    } catch (Exception bug) {
      throw new IllegalStateException("a writer ended", bug);
    }
  }

  private static boolean isPut(ApiClient client, Promise promise) {
    try {
      return put(client, promise) / 100 == 2;
    } catch (Exception down) {
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void note(Promise promise) throws Exception {
    log.write(promise.at + " " + promise.path + " " + promise.acked + "\n");
    log.flush();
  }

  private static int put(ApiClient client, Promise promise) throws Exception {
    String name = promise.path.substring(promise.path.lastIndexOf('/') + 1);
    String body =
        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"" + name
            + "\"},\"data\":{\"v\":\"" + promise.tried + "\"}}";
    HttpRequest request =
        client.request(promise.path + "?fieldManager=chaos&force=true")
            .timeout(PATIENCE)
            .header("Content-Type", "application/apply-patch+yaml")
            .method("PATCH", HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<InputStream> answer = client.stream(request);
    try (InputStream in = answer.body()) {
      in.readAllBytes();
    }
    return answer.statusCode();
  }

  void stop() throws InterruptedException {
    stopped = true;
    for (Thread each : threads) {
      each.join();
    }
  }

  private static long value(ApiClient client, String path) throws Exception {
    Optional<Json> found = client.find(path);
    String text = found.map(map -> map.text("data", "v")).orElse("0");
    return text.isEmpty() ? -1 : Long.parseLong(text);
  }

  /// What the sites have not yet of what the core has in `default`.
  List<String> behind() {
    var behind = new ArrayList<String>();
    try (ApiClient core = lab.client("core")) {
      for (String site : lab.sites()) {
        try (ApiClient client = lab.client(site)) {
          for (Promise each : promises.values()) {
            if (each.path.contains("/namespaces/default/")
                && value(client, each.path) != value(core, each.path)) {
              behind.add(site + " has not what the core has at " + each.path);
            }
          }
        }
      }
    } catch (Exception down) {
      behind.add("not all answer: " + down.getMessage());
    }
    return behind;
  }

  /// Every key and value that was promised.
  List<String> verify() throws Exception {
    var wrong = new ArrayList<String>();
    var places = new TreeSet<String>();
    promises.values().forEach(each -> places.add(each.at));
    for (String at : places) {
      try (ApiClient client = lab.client(at)) {
        for (Promise each : promises.values()) {
          long found = each.at.equals(at) ? patiently(() -> value(client, each.path)) : each.acked;
          if (!each.holds(found)) {
            wrong.add("lost: " + at + " " + each.path + " is " + found + ", acknowledged was "
                + each.acked + ", tried was " + each.tried);
          }
        }
      }
    }
    return wrong;
  }

  long acknowledged() {
    return acknowledged.get();
  }

  long unanswered() {
    return unanswered.get();
  }

  int keys() {
    return promises.size();
  }

  @Override
  public void close() throws Exception {
    stopped = true;
    log.close();
  }
}
