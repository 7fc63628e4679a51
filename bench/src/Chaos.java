import dev.skerry.server.relay.Weather;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/// Kills whatever a lab is made of, at random, under weather and writes, and then looks whether
/// anything that was promised is missing, runs twice, or was left behind.
///
/// Arguments: name of a lab that runs, seconds, seed, file for the acknowledgements.
final class Chaos {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /// How long a runtime at work is waited for.
  private static final Duration IN_FLIGHT = Duration.ofSeconds(4);

  private final LabUnderTest lab;
  private final Random chance;
  private final ChaosTraces traces;
  private final TreeMap<String, Integer> did = new TreeMap<>();
  private final List<String> wrong = new ArrayList<>();
  private Optional<Process> starting = Optional.empty();

  private Chaos(LabUnderTest lab, long seed, ChaosTraces traces) {
    this.lab = lab;
    this.chance = new Random(seed);
    this.traces = traces;
  }

  public static void main(String[] arguments) throws Exception {
    var lab = new LabUnderTest(arguments[0]);
    long seconds = Long.parseLong(arguments[1]);
    long seed = Long.parseLong(arguments[2]);
    var chaos = new Chaos(lab, seed, new ChaosTraces(lab));
    ChaosTraces.Count before = chaos.traces.count();
    try (var load = new ChaosLoad(chaos.traces, Path.of(arguments[3]))) {
      load.start();
      chaos.rage(System.nanoTime() + Duration.ofSeconds(seconds).toNanos());
      chaos.calm();
      load.stop();
      chaos.settle(load);
      chaos.wrong.addAll(load.verify());
      ChaosTraces.Count after = chaos.traces.count();
      chaos.wrong.addAll(after.leaks(before));
      chaos.report(seconds, seed, load, before, after);
    }
    System.exit(chaos.wrong.isEmpty() ? 0 : 1);
  }

  private void rage(long end) throws Exception {
    List<String> targets = new ArrayList<>(traces.sites());
    targets.add("core");
    while (System.nanoTime() - end < 0) {
      String site = traces.sites().get(chance.nextInt(traces.sites().size()));
      String what = act(site, targets.get(chance.nextInt(targets.size())));
      did.merge(what, 1, Integer::sum);
      wrong.addAll(traces.twice());
      Thread.sleep(500 + chance.nextInt(4_000));
      revive();
    }
  }

  private String act(String site, String target) throws Exception {
    return switch (chance.nextInt(13)) {
      case 0, 1, 2 -> told(traces.kill(target), role(target));
      case 3 -> told(traces.kill("relay"), "relay");
      case 4, 5 -> killOrReplace(site);
      case 6 -> told(traces.killOf(site, ChaosTraces.Part.MONITOR, chance), "monitor");
      case 7 -> told(killStarting(site), "runtime");
      case 8 -> together(site, ChaosTraces.Part.MONITOR, "monitor");
      case 9 -> together(site, ChaosTraces.Part.APP, "container");
      case 10 -> weather(site, Weather.CLEAR.cut(chance.nextBoolean(), true), "cut");
      case 11 -> weather(site, Weather.CLEAR, "heal");
      default ->
          weather(
              site,
              new Weather(true, true, 20 + chance.nextInt(300), 20, 10 * chance.nextInt(4), 0),
              "shape");
    };
  }

  /// A container that was killed often waits minutes before it starts again; then its pod goes, and
  /// with it all that a pod has, and another comes.
  private String killOrReplace(String site) throws Exception {
    if (traces.killOf(site, ChaosTraces.Part.APP, chance)) {
      return "kill -9 of container";
    }
    return traces.deletePods(site) ? "delete of pods" : "nothing to kill";
  }

  private static String told(boolean killed, String what) {
    return killed ? "kill -9 of " + what : "nothing to kill";
  }

  /// The runtime while it makes or removes a container, which it does soon after one ended.
  private boolean killStarting(String site) throws Exception {
    if (!traces.killOf(site, ChaosTraces.Part.APP, chance) && !traces.deletePods(site)) {
      return false;
    }
    for (long end = System.nanoTime() + IN_FLIGHT.toNanos(); System.nanoTime() - end < 0; ) {
      if (traces.killOf(site, ChaosTraces.Part.RUNTIME, chance)) {
        return true;
      }
      Thread.sleep(1);
    }
    return false;
  }

  /// A site, and what it runs while it does not look.
  private String together(String site, ChaosTraces.Part part, String what) throws Exception {
    boolean both = traces.kill(site) & traces.killOf(site, part, chance);
    return told(both, "site and " + what);
  }

  private static String role(String target) {
    return target.equals("core") ? "core" : "site";
  }

  /// The relay may be down, which is weather too.
  private String weather(String site, Weather now, String what) {
    try {
      traces.relay().weather(site, now);
      return what;
    } catch (java.io.IOException down) {
      return what + " without relay";
    }
  }

  /// Starts what does not run, by the command a person would use; nobody waits for it meanwhile.
  private void revive() throws Exception {
    if (!starting.map(Process::isAlive).orElse(false)) {
      for (String role : roles()) {
        if (traces.pid(role).isEmpty()) {
          starting = Optional.of(starter(role));
          return;
        }
      }
    }
  }

  private List<String> roles() throws Exception {
    var roles = new ArrayList<String>(List.of("relay", "core"));
    roles.addAll(traces.sites());
    return roles;
  }

  private Process starter(String role) throws Exception {
    List<String> command =
        role.equals("relay")
            ? List.of("lab", "up", "--name", lab.name(), "--sites", "" + traces.sites().size())
            : List.of("lab", "start", role, "--name", lab.name());
    var argv = new ArrayList<String>(List.of(System.getProperty("bench.skerry")));
    argv.addAll(command);
    return new ProcessBuilder(argv)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private void calm() throws Exception {
    if (starting.isPresent()) {
      starting.get().waitFor();
    }
    String _ = lab.skerry("lab", "up", "--name", lab.name(), "--sites", "" + traces.sites().size());
    for (String role : roles()) {
      if (traces.pid(role).isEmpty()) {
        starter(role).waitFor();
      }
    }
    for (String site : traces.sites()) {
      traces.relay().weather(site, Weather.CLEAR);
    }
  }

  private void settle(ChaosLoad load) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    List<String> open = List.of("not looked");
    while (!open.isEmpty() && System.nanoTime() - end < 0) {
      Thread.sleep(1_000);
      open = new ArrayList<>(load.behind());
      open.addAll(traces.unlikeWanted());
    }
    open.forEach(each -> wrong.add("not settled after " + PATIENCE + ": " + each));
  }

  private void report(
      long seconds, long seed, ChaosLoad load, ChaosTraces.Count before, ChaosTraces.Count after) {
    System.out.println("did: " + did);
    System.out.println("before: " + before);
    System.out.println("after:  " + after);
    wrong.stream().distinct().limit(40).forEach(each -> System.out.println("WRONG: " + each));
    System.out.printf(
        Locale.ROOT,
        "chaos seconds=%d seed=%d kills=%d weather=%d acknowledged=%d keys=%d unanswered=%d wrong=%d%n",
        seconds, seed, sum("kill"), sum("cut") + sum("heal") + sum("shape"), load.acknowledged(),
        load.keys(), load.unanswered(), wrong.stream().distinct().count());
  }

  private int sum(String prefix) {
    return did.entrySet().stream()
        .filter(each -> each.getKey().startsWith(prefix))
        .mapToInt(each -> each.getValue())
        .sum();
  }
}
