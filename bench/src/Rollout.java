import dev.skerry.server.client.ApiClient;
import dev.skerry.model.json.Json;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// From a new image of the shop at the core until its pods run, and are ready, at every site.
final class Rollout {
  private static final String SHOP = "/apis/apps/v1/namespaces/default/deployments/shop";

  private Rollout() {}

  public static void main(String[] arguments) throws Exception {
    var lab = new LabUnderTest(arguments[0]);
    int runs = Integer.parseInt(arguments[1]);
    List<String> names = lab.sites();
    var running = new Sample("shop's new image Running at all " + names.size() + " sites");
    var ready = new Sample("shop's new image Ready at all " + names.size() + " sites");
    try (ApiClient core = lab.client("core")) {
      var sites = new ArrayList<ApiClient>();
      for (String name : names) {
        sites.add(lab.client(name));
      }
      String first = PodWatch.image(core.find(SHOP).orElseThrow().obj("spec", "template"));
      for (int run = 0; run < runs; run++) {
        boolean even = run % 2 == 0;
        one(core, sites, even == first.equals("shop:v1") ? "shop:v2" : "shop:v1", running, ready);
      }
      sites.forEach(ApiClient::close);
    }
    System.out.println(running);
    System.out.println(ready);
  }

  private static void one(
      ApiClient core, List<ApiClient> sites, String image, Sample running, Sample ready)
      throws Exception {
    var watches = new ArrayList<PodWatch>();
    for (ApiClient site : sites) {
      watches.add(PodWatch.open(site, "default", "app=shop"));
    }
    long start = System.nanoTime();
    setImage(core, image);
    long lastRunning = start;
    long lastReady = start;
    for (PodWatch watch : watches) {
      long runs =
          watch.await(
                  image + " Running",
                  event -> PodWatch.image(event.pod()).equals(image) && PodWatch.running(event.pod()))
              .nanos();
      lastRunning = Math.max(lastRunning, runs);
      var known = new LinkedHashMap<String, Json>();
      long settled =
          watch.await("only ready pods of " + image, event -> settled(known, event, image)).nanos();
      lastReady = Math.max(lastReady, settled);
    }
    running.add(Duration.ofNanos(lastRunning - start));
    ready.add(Duration.ofNanos(lastReady - start));
    // The old pods end before the next run starts, so that runs do not overlap.
    for (PodWatch watch : watches) {
      watch.await(
          "the old pod gone",
          event -> event.type().equals("DELETED") && !PodWatch.image(event.pod()).equals(image));
      watch.close();
    }
  }

  private static boolean settled(Map<String, Json> known, PodWatch.Event event, String image) {
    known.put(event.pod().text("metadata", "name"), event.pod());
    return PodWatch.image(event.pod()).equals(image) && PodWatch.ready(event.pod());
  }

  private static void setImage(ApiClient core, String image) throws Exception {
    String patch =
        """
        {"spec":{"template":{"spec":{"containers":[{"name":"shop","image":"%s"}]}}}}
        """
            .formatted(image);
    HttpRequest request =
        core.request(SHOP)
            .header("Content-Type", "application/strategic-merge-patch+json")
            .method("PATCH", HttpRequest.BodyPublishers.ofString(patch))
            .build();
    try (var answer = core.stream(request).body()) {
      answer.readAllBytes();
    }
  }
}
