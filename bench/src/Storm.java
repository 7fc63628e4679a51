import dev.skerry.link.Packing;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.SiteName;
import dev.skerry.pki.Identity;
import dev.skerry.pki.Keys;
import dev.skerry.pki.Pem;
import dev.skerry.pki.Principal;
import dev.skerry.pki.TlsContexts;
import dev.skerry.pki.issue.CertificateRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/// A core that many sites lose and find again all at once: what their dialling costs, how long it
/// takes, and what a client notices. The sites are their ends of the link only, in this process.
///
/// `DIRECTORY SITES`: the directory is for the core and is there, empty.
final class Storm {
  private static final Duration PATIENCE = Duration.ofMinutes(6);
  private static final int JOINERS = 8;
  private static final int MAPS = 10;
  private static final String CONFIG = "/api/v1/namespaces/default/configmaps";
  private static final GroupKind MAP = GroupKind.core("ConfigMap");
  private static final GroupKind DEPLOYMENT = new GroupKind("apps", "Deployment");

  private final Path data;
  private final int count;
  private final SecureRandom chance = new SecureRandom();
  private final List<StormSite> sites = new CopyOnWriteArrayList<>();

  private Storm(Path data, int count) {
    this.data = data;
    this.count = count;
  }

  public static void main(String[] arguments) throws Exception {
    var storm = new Storm(Path.of(arguments[0], "core"), Integer.parseInt(arguments[1]));
    CoreUnderTest.init(storm.data);
    CoreUnderTest core = CoreUnderTest.start(storm.data);
    var ticks = Executors.newSingleThreadScheduledExecutor();
    try {
      ticks.scheduleWithFixedDelay(() -> storm.sites.forEach(StormSite::tick), 1, 1, TimeUnit.SECONDS);
      storm.join(core);
      storm.place(core);
      long before = System.nanoTime();
      core.kill();
      storm.waitFor("the sites notice", site -> !site.established(), before);
      core = CoreUnderTest.start(storm.data);
      storm.back(core, before);
    } catch (Exception failed) {
      System.out.println("the end of core.log:");
      List<String> log = Files.readAllLines(storm.data.resolveSibling("core.log"));
      log.subList(Math.max(0, log.size() - 20), log.size()).forEach(System.out::println);
      throw failed;
    } finally {
      ticks.shutdownNow();
      storm.sites.forEach(StormSite::close);
      core.close();
    }
  }

  private static void say(String form, Object... values) {
    System.out.printf(Locale.ROOT, form + "%n", values);
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static Obj json(String text) throws Exception {
    return (Obj) JsonText.parse(text.getBytes(StandardCharsets.UTF_8), JsonLimits.REQUEST).value();
  }

  private void join(CoreUnderTest core) throws Exception {
    say("an empty core: %s, RSS %.0f MiB", core.start(), core.rssMib());
    long before = System.nanoTime();
    double cpu = core.cpu();
    var packing = new Packing();
    var tasks = new ArrayList<Callable<StormSite>>();
    for (int i = 0; i < count; i++) {
      var name = new SiteName("s" + i);
      tasks.add(() -> joined(core, name, packing));
    }
    try (var threads = Executors.newFixedThreadPool(JOINERS)) {
      for (Future<StormSite> each : threads.invokeAll(tasks)) {
        sites.add(each.get());
      }
    }
    say("%d sites joined in %.1f s, %.1f s CPU of the core", count, seconds(before), core.cpu() - cpu);
    waitFor("all of them are connected", StormSite::established, before);
  }

  private StormSite joined(CoreUnderTest core, SiteName name, Packing packing) throws Exception {
    KeyPair pair = Keys.generate(chance);
    Json token = core.client().post("/skerry/v1/tokens", Json.object().put("site", name.value()).build());
    Obj body =
        Json.object().put("token", token.text("token")).put("request", CertificateRequest.create(pair, chance)).build();
    Json answer = core.client().post("/skerry/v1/join", body);
    var identity = new Identity(pair.getPrivate(), Pem.certificates(answer.text("certificate")));
    var tls =
        new TlsContexts(InstantSource.system(), Duration.ofDays(60), chance)
            .client(() -> identity, Pem.certificates(answer.text("ca")));
    return new StormSite(
        name, Principal.of(identity.certificate()).site().orElseThrow(), core.client().server(), tls, packing);
  }

  private void place(CoreUnderTest core) throws Exception {
    long before = System.nanoTime();
    double cpu = core.cpu();
    for (int i = 0; i < MAPS; i++) {
      core.client().post(CONFIG, map("map-" + i, "first"));
    }
    core.client().post("/apis/skerry.dev/v1alpha1/namespaces/default/placements", json("""
        {"apiVersion":"skerry.dev/v1alpha1","kind":"Placement","metadata":{"name":"all"},
         "spec":{"selector":{"kinds":["Deployment"],"names":["till"]},"replicasPerSite":1}}"""));
    core.client().post("/apis/apps/v1/namespaces/default/deployments", json("""
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"till"},
         "spec":{"selector":{"matchLabels":{"app":"till"}},"template":{"metadata":{"labels":{"app":"till"}},
          "spec":{"containers":[{"name":"till","image":"till:v1"}]}}}}"""));
    waitFor("a Deployment and the " + MAPS + " ConfigMaps of its namespace are at all of them",
        site -> site.holds(DEPLOYMENT, "till", "till:v1") && site.holds(MAP, "map-" + (MAPS - 1), "first"), before);
    core.settle();
    say("%.1f s CPU of the core until it rests; RSS %.0f MiB, heap %.0f MiB; %d parts at a site",
        core.cpu() - cpu, core.rssMib(), core.heap() / 1048576.0, sites.getFirst().parts());
  }

  private static Obj map(String name, String value) {
    return Json.object()
        .put("apiVersion", "v1")
        .put("kind", "ConfigMap")
        .put("metadata", Json.object().put("name", name).build())
        .put("data", Json.object().put("v", value).build())
        .build();
  }

  private void back(CoreUnderTest core, long killed) throws Exception {
    say("killed and started again: %s, %.1f s after the kill", core.start(), seconds(killed));
    long ready = System.nanoTime();
    try (var client = new Client(core)) {
      core.client().post(CONFIG, map("marker", "second"));
      sites.forEach(StormSite::change);
      waitFor("all of them are back", StormSite::established, ready);
      waitFor("all of them have what was written since", site -> site.holds(MAP, "marker", "second"), ready);
      core.settle();
      say("the core rests %.1f s after it was ready, after %.1f s CPU", seconds(ready), core.cpu());
      say("%s, p99 %.0f ms; %d failed %s", client.took, client.took.quantile(0.99), client.failed.get(), client.first);
    }
    var back = new Sample("a site is back after the core is ready");
    sites.forEach(site -> back.add(Duration.ofNanos(Math.max(0, site.establishedNanos - ready))));
    say("%s, p99 %.0f ms", back, back.quantile(0.99));
    say("RSS now %.0f MiB, most %.0f MiB, heap %.0f MiB; %d open files of the core",
        core.rssMib(), core.mostMib(), core.heap() / 1048576.0, core.openFiles());
    attempts();
  }

  private void attempts() {
    int dials = 0;
    int most = 0;
    var kinds = new TreeMap<String, Integer>();
    for (StormSite site : sites) {
      int own = site.connects.get() + site.failures.size() - 1;
      dials += own;
      most = Math.max(most, own);
      List.copyOf(site.failures).forEach(why -> kinds.merge(why, 1, Integer::sum));
    }
    say("since they joined: %d dials, %.1f a site, most %d; by what came of them: %s", dials, dials / (double) count, most, kinds);
  }

  private void waitFor(String what, Predicate<StormSite> holds, long since) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    var left = new ArrayList<>(sites);
    for (left.removeIf(holds); !left.isEmpty(); left.removeIf(holds)) {
      if (System.nanoTime() - end > 0) {
        attempts();
        throw new IOException("not at " + left.size() + " sites after " + PATIENCE + ": " + what);
      }
      Thread.sleep(100);
    }
    say("%s: after %.1f s", what, seconds(since));
  }

  /// Reads and writes one object after the other while the sites come back.
  private static final class Client implements AutoCloseable {
    final Sample took = new Sample("a client's read or write meanwhile");
    final AtomicLong failed = new AtomicLong();
    volatile String first = "";
    private volatile boolean over;
    private final Thread thread;

    Client(CoreUnderTest core) {
      thread = Thread.ofPlatform().start(() -> {
        for (int n = 0; !over; n++) {
          long before = System.nanoTime();
          try {
            if (n % 2 == 0) {
              core.get(CONFIG + "/map-1");
            } else {
              core.client().post("/api/v1/namespaces/kube-public/configmaps", map("beside-" + n, "x"));
            }
            took.add(Duration.ofNanos(System.nanoTime() - before));
            Thread.sleep(50);
          } catch (Exception refused) {
            failed.incrementAndGet();
            first = first.isEmpty() ? refused.toString() : first;
          }
        }
      });
    }

    @Override
    public void close() throws InterruptedException {
      over = true;
      thread.join();
    }
  }
}
