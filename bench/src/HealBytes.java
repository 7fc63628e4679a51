import dev.skerry.server.client.ApiClient;
import dev.skerry.model.json.Json;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// What passes the relay when a link is healed after one of many objects changed.
final class HealBytes {
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";
  private static final int CLIENTS = 16;
  private static final int VALUE_BYTES = 64;
  private static final Duration CUT = Duration.ofSeconds(30);
  private static final Duration AFTER = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private HealBytes() {}

  public static void main(String[] arguments) throws Exception {
    var lab = new LabUnderTest(arguments[0]);
    int objects = Integer.parseInt(arguments[1]);
    String site = lab.sites().get(1);
    try (ApiClient core = lab.client("core");
        ApiClient own = lab.client(site)) {
      make(lab, objects);
      await(site + " has all", () -> present(own) >= objects);
      LabUnderTest.Passed full = lab.passed(site);
      System.out.printf("%d ConfigMaps at the core and at %s; the relay has passed %d bytes for it so far%n",
          objects, site, full.both());
      Thread.sleep(AFTER);
      lab.skerry("lab", "cut", site, "--name", lab.name());
      Thread.sleep(CUT);
      change(core);
      LabUnderTest.Passed before = lab.passed(site);
      long start = System.nanoTime();
      lab.skerry("lab", "heal", site, "--name", lab.name());
      await(site + " has the change", () -> value(own).equals("changed"));
      double seconds = (System.nanoTime() - start) / 1e9;
      LabUnderTest.Passed then = lab.passed(site).since(before);
      Thread.sleep(AFTER);
      LabUnderTest.Passed later = lab.passed(site).since(before);
      System.out.printf(
          Locale.ROOT,
          "healed after %d s: the change was there after %.1f s and %d bytes (%d up, %d down); %d s later it was %d bytes (%d up, %d down); bound 65536%n",
          CUT.toSeconds(), seconds, then.both(), then.up(), then.down(), AFTER.toSeconds(),
          later.both(), later.up(), later.down());
    }
  }

  private static void make(LabUnderTest lab, int objects) throws Exception {
    String file = lab.skerry("lab", "kubeconfig", "--name", lab.name()).strip();
    Wire.Server server = Wire.Server.of(file);
    long start = System.nanoTime();
    var next = new AtomicInteger();
    var made = new ArrayList<Callable<Integer>>();
    for (int client = 0; client < CLIENTS; client++) {
      made.add(() -> make(server, next, objects));
    }
    try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
      for (Future<Integer> each : threads.invokeAll(made)) {
        each.get();
      }
    }
    System.out.printf(Locale.ROOT, "%d ConfigMaps made in %.0f s%n", objects, (System.nanoTime() - start) / 1e9);
  }

  private static int make(Wire.Server server, AtomicInteger next, int objects) throws Exception {
    try (Wire wire = server.open()) {
      int n = next.getAndIncrement();
      for (; n < objects; n = next.getAndIncrement()) {
        Writes.write(wire, MAPS, "heal-" + n, VALUE_BYTES);
      }
      return n;
    }
  }

  private static void change(ApiClient core) throws Exception {
    HttpRequest request =
        core.request(MAPS + "/heal-0")
            .header("Content-Type", "application/merge-patch+json")
            .method("PATCH", HttpRequest.BodyPublishers.ofString("{\"data\":{\"v\":\"changed\"}}"))
            .build();
    try (var answer = core.stream(request).body()) {
      answer.readAllBytes();
    }
  }

  private static String value(ApiClient site) throws Exception {
    Optional<Json> found = site.find(MAPS + "/heal-0");
    return found.map(map -> map.text("data", "v")).orElse("");
  }

  /// Pages, so that the site need not make one answer of all.
  private static long present(ApiClient site) throws Exception {
    long found = 0;
    String next = "";
    do {
      String path = MAPS + "?limit=500" + (next.isEmpty() ? "" : "&continue=" + encoded(next));
      Json page = site.find(path).orElseThrow();
      found +=
          page.items("items").stream()
              .filter(map -> map.text("metadata", "name").startsWith("heal-"))
              .count();
      next = page.text("metadata", "continue");
    } while (!next.isEmpty());
    return found;
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  interface Check {
    boolean holds() throws Exception;
  }

  private static void await(String what, Check check) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!check.holds()) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException(what + ": not within " + PATIENCE);
      }
      Thread.sleep(Duration.ofMillis(200));
    }
  }
}
