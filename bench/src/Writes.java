import dev.skerry.server.client.ApiClient;
import dev.skerry.server.client.KubeFile;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Writes that are answered when durable, by clients that each wait for their answer and keep
/// their connection. Prints the rate after a warm-up.
///
/// `skerry KUBECONFIG …` makes ConfigMaps in a namespace; `etcd URL …` puts keys through etcd's JSON
/// gateway, without TLS.
/// Both send 1 KiB of value and read the answer as bytes.
final class Writes {
  private static final int VALUE_BYTES = 1024;
  private static final Duration WARM = Duration.ofSeconds(5);

  private Writes() {}

  /// One write by a client; the number makes its key new.
  interface Target {
    int write(String key) throws Exception;
  }

  public static void main(String[] arguments) throws Exception {
    String kind = arguments[0];
    int clients = Integer.parseInt(arguments[2]);
    Duration length = Duration.ofSeconds(Long.parseLong(arguments[3]));
    String run = arguments[4];
    Target target = kind.equals("etcd") ? etcd(arguments[1]) : skerry(arguments[1], arguments[5], VALUE_BYTES);
    long start = System.nanoTime() + WARM.toNanos();
    long end = start + length.toNanos();
    var tasks = new ArrayList<Callable<long[]>>();
    for (int client = 0; client < clients; client++) {
      String prefix = "bench-" + run + "-" + client + "-";
      tasks.add(() -> writeUntil(target, prefix, start, end));
    }
    long[] all = gather(tasks);
    Arrays.sort(all);
    System.out.printf(
        Locale.ROOT,
        "%s: %.0f writes/s, %d clients, %d s after %d s of warm-up, median %.1f ms, p99 %.1f ms%n",
        kind.equals("etcd") ? kind : kind + "/" + arguments[5], all.length / (double) length.toSeconds(), clients, length.toSeconds(), WARM.toSeconds(),
        all[all.length / 2] / 1e6, all[(int) (all.length * 0.99)] / 1e6);
  }

  private static long[] writeUntil(Target target, String prefix, long start, long end)
      throws Exception {
    var took = new ArrayList<Long>();
    for (int n = 0; System.nanoTime() - end < 0; n++) {
      long before = System.nanoTime();
      require(target, prefix + n);
      long after = System.nanoTime();
      if (before - start >= 0 && after - end < 0) {
        took.add(after - before);
      }
    }
    return took.stream().mapToLong(Long::longValue).toArray();
  }

  static void require(Target target, String key) throws Exception {
    int status = target.write(key);
    if (status / 100 != 2) {
      throw new IllegalStateException("writing " + key + " gave HTTP " + status);
    }
  }

  private static long[] gather(List<Callable<long[]>> tasks) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = new ArrayList<long[]>();
      for (Future<long[]> each : threads.invokeAll(tasks)) {
        all.add(each.get());
      }
      return all.stream().flatMapToLong(Arrays::stream).toArray();
    }
  }

  static Target skerry(String kubeconfig, String namespace, int bytes) throws Exception {
    ApiClient client = ApiClient.of(KubeFile.read(Path.of(kubeconfig)));
    String value = "x".repeat(bytes);
    return key -> {
      String body =
          "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\""
              + key
              + "\"},\"data\":{\"v\":\""
              + value
              + "\"}}";
      HttpRequest request =
          client
              .request("/api/v1/namespaces/" + namespace + "/configmaps")
              .header("Content-Type", "application/json")
              .header("Accept", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      return drained(client.stream(request));
    };
  }

  private static Target etcd(String url) {
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    String value = base64("x".repeat(VALUE_BYTES));
    return key -> {
      String body = "{\"key\":\"" + base64(key) + "\",\"value\":\"" + value + "\"}";
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url + "/v3/kv/put"))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      return drained(http.send(request, HttpResponse.BodyHandlers.ofInputStream()));
    };
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static int drained(HttpResponse<InputStream> response) throws Exception {
    try (InputStream body = response.body()) {
      body.readAllBytes();
    }
    return response.statusCode();
  }
}
