package dev.skerry.server.lab;

import dev.skerry.model.json.Json;
import dev.skerry.server.client.ApiClient;
import dev.skerry.server.client.Refused;
import dev.skerry.server.lab.LabState.Site;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;

/// The process that keeps the app URLs of a lab: each leads to a ready pod of the shop at its site,
/// found by asking the site's own API. While that does not answer, the last one known.
public final class LabDoors {
  private static final String PODS = "/api/v1/namespaces/default/pods?labelSelector=app%3Dshop";
  private static final int DEFAULT_PORT = 8080;

  private LabDoors() {}

  /// Serves until the process ends.
  ///
  /// @param state the lab's own file
  public static void run(Path state) throws Refused, IOException, InterruptedException {
    Path directory = state.toAbsolutePath().getParent();
    if (directory == null) {
      throw new Refused(state + " is no file of a lab");
    }
    Lab lab = Lab.at(new LabDir(directory)).orElseThrow(() -> new Refused("there is no " + state));
    try (var doors = new Doors()) {
      for (Site site : lab.state().sites()) {
        if (lab.contained()) {
          doors.api(site, lab.namespace(site));
        }
        var finder = new Finder(lab, site);
        doors.app(site, lab.ownNamespace(site), finder::find);
      }
      while (true) {
        Thread.sleep(Long.MAX_VALUE);
      }
    }
  }

  private static final class Finder {
    private final Lab lab;
    private final Site site;
    private Optional<ApiClient> client = Optional.empty();
    private Optional<InetSocketAddress> last = Optional.empty();

    Finder(Lab lab, Site site) {
      this.lab = lab;
      this.site = site;
    }

    synchronized Optional<InetSocketAddress> find() throws IOException {
      try {
        if (client.isEmpty()) {
          client = Optional.of(lab.client(site));
        }
        Json pods = client.get().find(PODS).orElse(Json.object().build());
        last =
            pods.items("items").stream()
                .filter(Finder::ready)
                .max(Comparator.comparing(pod -> pod.text("metadata", "creationTimestamp")))
                .map(Finder::address);
        return last;
      } catch (Refused | IOException silent) {
        // The pod lives on without the agent that told of it.
        return last;
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw (IOException) new InterruptedIOException("interrupted").initCause(stopped);
      }
    }

    private static boolean ready(Json pod) {
      boolean leaving = pod.at("metadata", "deletionTimestamp").isPresent();
      return !leaving
          && !pod.text("status", "podIP").isEmpty()
          && pod.items("status", "conditions").stream()
              .anyMatch(c -> c.text("type").equals("Ready") && c.text("status").equals("True"));
    }

    private static InetSocketAddress address(Json pod) {
      int port =
          pod.items("spec", "containers").stream()
              .flatMap(container -> container.items("ports").stream())
              .mapToInt(each -> (int) each.integer("containerPort").orElse(DEFAULT_PORT))
              .findFirst()
              .orElse(DEFAULT_PORT);
      return new InetSocketAddress(pod.text("status", "podIP"), port);
    }
  }
}
