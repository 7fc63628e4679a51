package dev.skerry.server.lab;

import dev.skerry.content.image.ImageRefused;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonRefused;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.meta.SiteName;
import dev.skerry.pki.PkiRefused;
import dev.skerry.server.client.ApiClient;
import dev.skerry.server.client.Refused;
import dev.skerry.server.client.SkerryCalls;
import dev.skerry.server.config.ConfigRefused;
import dev.skerry.server.config.Endpoint;
import dev.skerry.server.config.Pulse;
import dev.skerry.server.config.SiteConfig;
import dev.skerry.server.core.CoreInit;
import dev.skerry.server.lab.LabState.Site;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Brings all processes of a lab up and waits until its app answers everywhere. Done again it
/// starts what does not run.
public final class LabUp {
  /// From the first heartbeat through unpacking of an image to the first ready pod.
  private static final Duration APP = Duration.ofMinutes(3);

  private static final Duration ASK = Duration.ofSeconds(5);

  /// Quick enough to show a cut within seconds.
  private static final Pulse PULSE = new Pulse(Duration.ofSeconds(5), Duration.ofSeconds(15));

  private final Workplace workplace;
  private final Lab lab;

  public LabUp(Workplace workplace, Lab lab) {
    this.workplace = workplace;
    this.lab = lab;
  }

  /// Blocks until the app of every site answers.
  public void run() throws Exception {
    var shop = new Shop(workplace);
    core(shop);
    lab.startRelay();
    lab.awaitCore();
    Waiting.until(
        "the relay is ready",
        lab.relay(),
        Lab.READY,
        () -> lab.links().isReady() ? Optional.empty() : Optional.of("its socket does not answer"));
    workplace.say("core ready at " + lab.state().coreUrl());
    try (ApiClient client = lab.coreClient()) {
      shop.apply(client);
      eachSite(site -> bringUp(site, client));
    }
    lab.startDoors();
    eachSite(this::awaitApp);
  }

  private void core(Shop shop)
      throws Refused, ImageRefused, IOException, PkiRefused, ConfigRefused, InterruptedException {
    CoreInit.init(
        lab.dir().core(),
        new SiteName("core"),
        new Endpoint("127.0.0.1", lab.state().corePort()),
        PULSE);
    if (!lab.core().isAlive()) {
      shop.deliver(lab.dir().core().content());
      boolean _ = lab.startCore();
    }
  }

  private interface SiteStep {
    void run(Site site) throws Exception;
  }

  private void eachSite(SiteStep step) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = new ArrayList<Future<Boolean>>();
      for (Site site : lab.state().sites()) {
        Callable<Boolean> task =
            () -> {
              step.run(site);
              return true;
            };
        all.add(threads.submit(task));
      }
      for (Future<Boolean> each : all) {
        boolean _ = each.get();
      }
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof Exception known ? known : failed;
    }
  }

  private void bringUp(Site site, ApiClient core) throws Exception {
    lab.openLink(site);
    if (!SiteConfig.exists(lab.data(site))) {
      String token =
          new SkerryCalls(core).makeToken(new SiteName(site.name()), Duration.ofHours(1), true);
      join(site, token);
    }
    boolean _ = lab.start(site);
    Waiting.until(
        "site " + site.name() + " is online",
        lab.process(site),
        Lab.READY,
        () -> online(site, core));
    workplace.say("site " + site.name() + " online");
  }

  /// As its own process, where the site lives: the core is reached by the site's link only.
  private void join(Site site, String token) throws IOException, InterruptedException, Refused {
    // An interrupted `up` may have left one that still joins.
    Unwritten.end(lab.data(site).root().toString());
    List<String> command =
        lab.inside(
            site,
            Jvm.command(
                Jvm.Role.TOOL,
                "join",
                "--core",
                site.parentUrl(),
                "--token",
                token,
                "--data",
                lab.data(site).root().toString(),
                "--listen",
                "127.0.0.1:" + site.apiPort(),
                "--driver",
                lab.state().driver().text(),
                "--heartbeat",
                PULSE.heartbeat().toSeconds() + "s",
                "--silence",
                PULSE.silence().toSeconds() + "s"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new Refused("site " + site.name() + " could not join: " + said.strip());
    }
  }

  private static Optional<String> online(Site site, ApiClient core)
      throws Refused, IOException, InterruptedException {
    Json object =
        core.find("/apis/skerry.dev/v1alpha1/sites/" + site.name()).orElse(Json.object().build());
    boolean online =
        object.items("status", "conditions").stream()
            .anyMatch(c -> c.text("type").equals("Online") && c.text("status").equals("True"));
    return online ? Optional.empty() : Optional.of("the core has not heard of it");
  }

  private void awaitApp(Site site) throws Refused, IOException, InterruptedException {
    try (var http = HttpClient.newBuilder().connectTimeout(ASK).build()) {
      Waiting.until(
          "the shop of " + site.name() + " answers",
          lab.process(site),
          APP,
          () -> askApp(http, site));
    }
    workplace.say("shop of " + site.name() + " answers");
  }

  private static Optional<String> askApp(HttpClient http, Site site)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(site.appUrl() + "/info")).timeout(ASK).build();
    HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      return Optional.of("HTTP " + answer.statusCode());
    }
    try {
      return Shop.problem(JsonText.parse(answer.body(), JsonLimits.REQUEST).value(), site.name());
    } catch (JsonRefused bad) {
      return Optional.of("/info is not JSON");
    }
  }
}
