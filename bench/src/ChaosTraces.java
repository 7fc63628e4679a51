import dev.skerry.server.client.ApiClient;
import dev.skerry.server.client.KubeFile;
import dev.skerry.model.json.Json;
import dev.skerry.server.lab.Daemon;
import dev.skerry.server.lab.LabDir;
import dev.skerry.server.lab.RelayControl;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What a lab has on the machine: processes, descriptors, threads, mounts, control groups, files.
final class ChaosTraces {
  private final LabUnderTest lab;
  private final Path root;
  private final LabDir dir;
  private final List<String> sites;
  private TreeSet<String> suspects = new TreeSet<>();

  ChaosTraces(LabUnderTest lab) throws Exception {
    this.lab = lab;
    Path kubeconfig = Path.of(lab.skerry("lab", "kubeconfig", "--name", lab.name()).strip());
    this.root = kubeconfig.getParent().getParent();
    this.dir = new LabDir(root);
    this.sites = lab.sites();
  }

  /// A client of a control plane, made without starting a process for it.
  ApiClient client(String at) throws Exception {
    var data = at.equals("core") ? dir.core() : dir.site(at);
    return ApiClient.of(KubeFile.read(data.adminKubeconfig()));
  }

  List<String> sites() {
    return sites;
  }

  RelayControl relay() {
    return new RelayControl(dir.relaySocket());
  }

  OptionalLong pid(String role) {
    return new Daemon(dir, sites.contains(role) ? "site-" + role : role).pid();
  }

  boolean kill(String role) {
    OptionalLong pid = pid(role);
    return pid.isPresent() && kill(pid.getAsLong());
  }

  private static boolean kill(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::destroyForcibly).orElse(false);
  }

  /// What a site's driver has running for a pod.
  enum Part {
    /// The first process of a container.
    APP,
    /// What watches over one: conmon, or the shell in its place.
    MONITOR,
    /// crun or runc at work, which is never for long.
    RUNTIME
  }

  boolean killOf(String site, Part part, Random chance) throws IOException {
    String driver = root.resolve("sites").resolve(site).resolve("driver").toString();
    var found = new ArrayList<Long>();
    for (long pid : pids()) {
      if (is(part, pid, site, driver)) {
        found.add(pid);
      }
    }
    return !found.isEmpty() && kill(found.get(chance.nextInt(found.size())));
  }

  /// All of a site in `default`, as far as it answers.
  boolean deletePods(String site) {
    boolean any = false;
    try (ApiClient client = client(site)) {
      String pods = "/api/v1/namespaces/default/pods";
      for (Json pod : client.find(pods).orElseThrow().items("items")) {
        HttpRequest request = client.request(pods + "/" + pod.text("metadata", "name"))
            .timeout(Duration.ofSeconds(10)).DELETE().build();
        try (InputStream answer = client.stream(request).body()) {
          any |= answer.readAllBytes().length > 0;
        }
      }
    } catch (Exception down) {
      return any;
    }
    return any;
  }

  private boolean is(Part part, long pid, String site, String driver) {
    String command = command(pid);
    String program = command.substring(0, Math.max(0, command.indexOf(' ')));
    return switch (part) {
      case APP ->
          isShop(pid) && environment(pid).getOrDefault("SITE", "").equals(site) && ours(pid);
      case MONITOR ->
          command.contains(driver) && !command.contains("java -X")
              && (program.equals("sh") || program.endsWith("conmon"));
      case RUNTIME ->
          command.contains(driver) && (program.endsWith("crun") || program.endsWith("runc"));
    };
  }

  private static boolean isShop(long pid) {
    String command = command(pid);
    return command.endsWith("dev.skerry.shop.Shop ") && !command.startsWith("sh ")
        && !command.contains("conmon");
  }

  /// Of this lab: by where it runs from, or by the mounts it sees.
  private boolean ours(long pid) {
    return environment(pid).toString().contains(root.toString())
        || read(Path.of("/proc/" + pid + "/mountinfo")).contains(root.toString());
  }

  /// Pods that have two running processes now and had them at the last look.
  List<String> twice() throws IOException {
    var counts = shops();
    var twice = new TreeSet<String>();
    counts.forEach((pod, pids) -> {
      if (pids.size() > 1) {
        twice.add(pod + " runs as " + pids);
      }
    });
    var sure = new TreeSet<>(twice);
    sure.retainAll(suspects);
    suspects = twice;
    return List.copyOf(sure);
  }

  private Map<String, List<Long>> shops() throws IOException {
    var pods = new TreeMap<String, List<Long>>();
    for (long pid : pids()) {
      if (isShop(pid) && ours(pid)) {
        pods.computeIfAbsent(environment(pid).getOrDefault("POD_NAME", "?"), _ -> new ArrayList<>()).add(pid);
      }
    }
    return pods;
  }

  /// What keeps this from being a lab at rest: each site has its one shop, ready, and no other.
  List<String> unlikeWanted() throws Exception {
    var unlike = new ArrayList<String>();
    var wanted = new TreeSet<String>();
    for (String site : sites) {
      try (ApiClient client = client(site)) {
        for (Json pod : client.find("/api/v1/namespaces/default/pods").orElseThrow().items("items")) {
          wanted.add(pod.text("metadata", "name"));
          boolean ready = pod.items("status", "conditions").stream()
              .anyMatch(c -> c.text("type").equals("Ready") && c.text("status").equals("True"));
          if (!ready) {
            unlike.add(site + ": " + pod.text("metadata", "name") + " is not ready");
          }
        }
      } catch (Exception down) {
        unlike.add(site + ": " + down.getMessage());
      }
    }
    if (wanted.size() != sites.size()) {
      unlike.add("there are the pods " + wanted);
    }
    var running = shops();
    if (!running.keySet().equals(wanted) || running.values().stream().anyMatch(p -> p.size() != 1)) {
      unlike.add("wanted are " + wanted + ", there run " + running);
    }
    return unlike;
  }

  /// Of processes, of the whole lab, and on disk.
  record Count(
      Map<String, Integer> descriptors, Map<String, Integer> threads, Map<String, Long> rssMiB,
      int processes, int mounts, int groups, int namespaces, int files) {
    /// Room for what comes and goes: connections, JIT threads, a heap that grew once.
    private static final int DESCRIPTORS = 24;
    private static final int THREADS = 16;
    private static final long RSS_MIB = 80;

    List<String> leaks(Count before) {
      var leaks = new ArrayList<String>();
      descriptors.forEach((who, n) ->
          grew(who + " descriptors", before.descriptors.getOrDefault(who, n), n, DESCRIPTORS, leaks));
      threads.forEach((who, n) ->
          grew(who + " threads", before.threads.getOrDefault(who, n), n, THREADS, leaks));
      rssMiB.forEach((who, n) ->
          grew(who + " MiB", before.rssMiB.getOrDefault(who, n), n, RSS_MIB, leaks));
      grew("processes", before.processes, processes, 0, leaks);
      grew("mounts", before.mounts, mounts, 0, leaks);
      grew("control groups", before.groups, groups, 0, leaks);
      grew("network namespaces", before.namespaces, namespaces, 0, leaks);
      grew("files of drivers", before.files, files, 12, leaks);
      return leaks;
    }

    private static void grew(String what, long before, long now, long room, List<String> leaks) {
      if (now > before + room) {
        leaks.add("leak: " + what + " were " + before + ", are " + now);
      }
    }
  }

  Count count() throws Exception {
    var descriptors = new TreeMap<String, Integer>();
    var threads = new TreeMap<String, Integer>();
    var rss = new TreeMap<String, Long>();
    var roles = new ArrayList<>(List.of("core", "relay"));
    roles.addAll(sites);
    for (String role : roles) {
      OptionalLong pid = pid(role);
      if (pid.isPresent()) {
        descriptors.put(role, entries(Path.of("/proc/" + pid.getAsLong() + "/fd")));
        threads.put(role, entries(Path.of("/proc/" + pid.getAsLong() + "/task")));
        rss.put(role, rss(pid.getAsLong()));
      }
    }
    var marks = marks();
    return new Count(descriptors, threads, rss, ownProcesses(),
        (int) read(Path.of("/proc/self/mounts")).lines().filter(l -> any(marks, l)).count(),
        named(Path.of("/sys/fs/cgroup"), marks), netns(marks), driverFiles());
  }

  private static boolean any(TreeSet<String> marks, String text) {
    return marks.stream().anyMatch(text::contains);
  }

  private TreeSet<String> marks() throws Exception {
    var marks = new TreeSet<String>(List.of(root.toString()));
    for (String site : sites) {
      marks.add(read(root.resolve("sites/" + site + "/driver/id")).strip());
    }
    marks.remove("");
    return marks;
  }

  private int ownProcesses() throws IOException {
    int count = 0;
    for (long pid : pids()) {
      count += command(pid).contains(root.toString()) && !command(pid).contains("Chaos.java") ? 1 : 0;
    }
    return count;
  }

  private static int netns(TreeSet<String> marks) throws IOException {
    Path names = Path.of("/run/netns");
    if (!Files.isDirectory(names)) {
      return 0;
    }
    try (Stream<Path> all = Files.list(names)) {
      return (int) all.filter(each -> any(marks, each.toString())).count();
    }
  }

  private static int named(Path where, TreeSet<String> marks) throws IOException {
    if (!Files.isDirectory(where)) {
      return 0;
    }
    try (Stream<Path> walk = Files.walk(where, 5)) {
      return (int) walk.filter(Files::isDirectory).filter(p -> any(marks, p.toString())).count();
    } catch (java.io.UncheckedIOException gone) {
      return named(where, marks);
    }
  }

  private int driverFiles() throws Exception {
    int count = 0;
    for (String site : sites) {
      Path driver = root.resolve("sites/" + site + "/driver");
      try (Stream<Path> walk = Files.walk(driver, 3)) {
        count += (int) walk.count();
      } catch (java.io.UncheckedIOException gone) {
        return driverFiles();
      }
    }
    return count;
  }

  private static long rss(long pid) {
    return read(Path.of("/proc/" + pid + "/status")).lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
        .sum();
  }

  private static List<Long> pids() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return all.map(p -> p.getFileName().toString()).filter(n -> n.matches("[0-9]+")).map(Long::valueOf).toList();
    }
  }

  private static String command(long pid) {
    return read(Path.of("/proc/" + pid + "/cmdline")).replace('\0', ' ');
  }

  private static Map<String, String> environment(long pid) {
    var map = new TreeMap<String, String>();
    for (String each : read(Path.of("/proc/" + pid + "/environ")).split("\0")) {
      String[] parts = each.split("=", 2);
      map.put(parts[0], parts.length > 1 ? parts[1] : "");
    }
    return map;
  }

  private static int entries(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return (int) all.count();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }
}
