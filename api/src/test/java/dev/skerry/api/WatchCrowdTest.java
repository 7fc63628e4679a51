package dev.skerry.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.api.watch.WatchHub;
import dev.skerry.pki.Principal;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/// As many watches as are allowed, over HTTP/2, so that they fit any limit of open files.
final class WatchCrowdTest {
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";

  /// Below what one HTTP/2 connection carries.
  private static final int PER_CLIENT = 500;

  private static HttpResponse<InputStream> watch(TestApi api, HttpClient client) throws Exception {
    return client.send(
        api.request(MAPS + "?watch=true&resourceVersion=1").GET().build(),
        HttpResponse.BodyHandlers.ofInputStream());
  }

  private static List<InputStream> watches(TestApi api, HttpClient client) throws Exception {
    var bodies = new ArrayList<InputStream>();
    for (int n = 0; n < PER_CLIENT; n++) {
      HttpResponse<InputStream> answer = watch(api, client);
      assertThat(answer.statusCode()).isEqualTo(200);
      bodies.add(answer.body());
    }
    return bodies;
  }

  @Test
  void tenThousandWatchesHoldNoBuffersAndTheNextIsRefused() throws Exception {
    var clients = new ArrayList<HttpClient>();
    try (var api = TestApi.start();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks = new ArrayList<Callable<List<InputStream>>>();
      for (int n = 0; n < WatchHub.MAX_WATCHERS / PER_CLIENT; n++) {
        HttpClient client = api.client(Principal.user("admin", Principal.MASTERS));
        clients.add(client);
        tasks.add(() -> watches(api, client));
      }
      var bodies = new ArrayList<InputStream>();
      for (Future<List<InputStream>> each : threads.invokeAll(tasks)) {
        bodies.addAll(each.get());
      }
      assertThat(api.plane.hub.watchers()).isEqualTo(WatchHub.MAX_WATCHERS);

      TestApi.Reply refused = api.get(MAPS + "?watch=true");
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.json().text("message")).contains("10000 watches are open");

      assertThat(api.post(MAPS, TestApi.configMap("seen-by-all")).status()).isEqualTo(201);
      for (InputStream body : bodies) {
        assertThat(body.read()).isEqualTo('{');
      }
      assertThat(alive("dev.skerry.api.http.Collected")).isEqualTo(WatchHub.MAX_WATCHERS);
      assertThat(alive("java.io.ByteArrayOutputStream")).isLessThan(100);
    } finally {
      clients.forEach(HttpClient::shutdownNow);
    }
  }

  /// Objects of a class that are reachable, after a collection.
  private static long alive(String type) throws Exception {
    String histogram =
        (String)
            ManagementFactory.getPlatformMBeanServer()
                .invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "gcClassHistogram",
                    new Object[] {new String[0]},
                    new String[] {String[].class.getName()});
    return histogram
        .lines()
        .map(line -> line.strip().split("\\s+"))
        .filter(words -> words.length > 3 && words[3].equals(type))
        .mapToLong(words -> Long.parseLong(words[1]))
        .sum();
  }
}
