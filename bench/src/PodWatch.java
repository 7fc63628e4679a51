import dev.skerry.server.client.ApiClient;
import dev.skerry.model.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Follows the pods of a label at one API server by a watch, so that no polling is in a figure.
final class PodWatch implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 120;

  /// @param nanos when the event came in, on this process' monotonic clock
  record Event(String type, Json pod, long nanos) {}

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final InputStream body;

  private PodWatch(InputStream body) {
    this.body = body;
    Thread.ofVirtual().start(this::read);
  }

  /// Open when it returns: what happens from now on is seen.
  static PodWatch open(ApiClient client, String namespace, String label) throws Exception {
    String path = "/api/v1/namespaces/" + namespace + "/pods";
    String selector = "labelSelector=" + label.replace("=", "%3D");
    Json list = client.find(path + "?" + selector).orElseThrow();
    String from = list.text("metadata", "resourceVersion");
    var request =
        client
            .request(path + "?watch=true&resourceVersion=" + from + "&" + selector)
            .header("Accept", "application/json")
            .build();
    return new PodWatch(client.stream(request).body());
  }

  private void read() {
    try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        long now = System.nanoTime();
        Json event = LabUnderTest.json(line);
        events.add(new Event(event.text("type"), event.obj("object"), now));
      }
    } catch (IOException closed) {
      // Closing is how a watch ends.
    } catch (Exception broken) {
      throw new IllegalStateException("a watch event cannot be read", broken);
    }
  }

  /// The first event that is what is waited for.
  Event await(String what, Predicate<Event> found) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    Optional<Event> last = Optional.empty();
    while (true) {
      Event event = events.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (event == null) {
        throw new IllegalStateException(
            what + " did not come in " + PATIENCE_SECONDS + " s; the last event was " + last);
      }
      last = Optional.of(event);
      if (found.test(event)) {
        return event;
      }
    }
  }

  static boolean running(Json pod) {
    return pod.text("status", "phase").equals("Running");
  }

  static boolean ready(Json pod) {
    return pod.items("status", "conditions").stream()
        .anyMatch(c -> c.text("type").equals("Ready") && c.text("status").equals("True"));
  }

  static String image(Json pod) {
    return pod.items("spec", "containers").getFirst().text("image");
  }

  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
