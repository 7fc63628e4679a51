import dev.skerry.server.client.ApiClient;
import dev.skerry.model.json.Json;
import java.time.Duration;
import java.util.Optional;

/// From the POST of a Deployment to its pod Running at a site: at the site's own API, and from the
/// core over the link.
final class StartLatency {
  private static final int WARM = 3;

  private StartLatency() {}

  public static void main(String[] arguments) throws Exception {
    var lab = new LabUnderTest(arguments[0]);
    int runs = Integer.parseInt(arguments[1]);
    String site = lab.sites().getFirst();
    try (ApiClient core = lab.client("core");
        ApiClient own = lab.client(site)) {
      System.out.println(
          measure("Deployment made at " + site + "'s own API, pod Running there", own, own, "local", runs));
      place(core, site);
      System.out.println(
          measure("Deployment made at the core, pod Running at " + site, core, own, "default", runs));
      core.ask("DELETE", placements() + "/bench", Optional.empty());
    }
  }

  private static Sample measure(
      String what, ApiClient writer, ApiClient reader, String namespace, int runs)
      throws Exception {
    var sample = new Sample(what);
    String deployments = "/apis/apps/v1/namespaces/" + namespace + "/deployments";
    for (int run = 0; run < WARM + runs; run++) {
      String name = "bench-start-" + run;
      try (PodWatch watch = PodWatch.open(reader, namespace, "bench=" + name)) {
        long start = System.nanoTime();
        writer.post(deployments, deployment(name));
        PodWatch.Event running =
            watch.await(name + " Running", event -> PodWatch.running(event.pod()));
        if (run >= WARM) {
          sample.add(Duration.ofNanos(running.nanos() - start));
        }
        writer.ask("DELETE", deployments + "/" + name, Optional.empty());
        watch.await(name + " gone", event -> event.type().equals("DELETED"));
      }
    }
    return sample;
  }

  private static void place(ApiClient core, String site) throws Exception {
    core.ask("DELETE", placements() + "/bench", Optional.empty());
    core.post(
        placements(),
        LabUnderTest.json(
            """
            {"apiVersion":"skerry.dev/v1alpha1","kind":"Placement",
             "metadata":{"name":"bench","namespace":"default"},
             "spec":{"replicasPerSite":1,"sites":{"names":["%s"]},
              "selector":{"kinds":["Deployment"],"labelSelector":{"matchLabels":{"for":"bench"}}}}}
            """
                .formatted(site)));
  }

  private static String placements() {
    return "/apis/skerry.dev/v1alpha1/namespaces/default/placements";
  }

  /// The shop without its volume and probes: its image is unpacked at every site already.
  private static Json deployment(String name) throws Exception {
    return LabUnderTest.json(
        """
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"%1$s","labels":{"for":"bench"}},
         "spec":{"replicas":1,"selector":{"matchLabels":{"bench":"%1$s"}},
          "template":{"metadata":{"labels":{"bench":"%1$s"}},
           "spec":{"terminationGracePeriodSeconds":1,
            "volumes":[{"name":"data","emptyDir":{}}],
            "containers":[{"name":"shop","image":"shop:v1","imagePullPolicy":"IfNotPresent",
             "env":[{"name":"SITE","value":"bench"}],
             "volumeMounts":[{"name":"data","mountPath":"/data"}]}]}}}}
        """
            .formatted(name));
  }
}
