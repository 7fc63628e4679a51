package dev.skerry.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.server.config.Pulse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Commands, attached streams, copies, forwarded ports and logs that are followed, with every
/// kubectl that is found, over WebSocket and over SPDY/3.1, at a core, at a site and at a site that
/// is cut off; and what of it stays open after clients were killed and links were cut, which is
/// nothing.
final class StreamMatrixTest {
  private static final Pulse QUICK = new Pulse(Duration.ofSeconds(1), Duration.ofSeconds(4));

  /// Older ones know no WebSocket.
  private static final int WEBSOCKET = 30;

  @TempDir static Path home;
  private static Fleet fleet;
  private static Ledger before;

  /// @param spdy because it was told to, or knows nothing else
  record Client(int minor, boolean spdy) {}

  @BeforeAll
  static void twoPods() throws Exception {
    fleet = new Fleet(home.resolve("fleet"), QUICK);
    Kubectl site = kubectl(new Client(newest(), false), fleet.siteConfig());
    assertThat(site.ok("create", "-f", site.file("web", StreamSteps.WEB).toString())).isNotEmpty();
    assertThat(site.ok("create", "-f", site.file("typed", StreamSteps.TYPED).toString()))
        .isNotEmpty();
    Kubectl core = kubectl(new Client(newest(), false), fleet.coreConfig());
    for (String pod : List.of("pod/web.s1", "pod/typed.s1")) {
      core.ok("wait", "--for=create", pod, "--timeout=100s");
      core.ok("wait", "--for=jsonpath={.status.phase}=Running", pod, "--timeout=100s");
    }
    // What is made once and kept, such as the site's own client, is there from now on.
    steps(new Client(newest(), false), fleet.coreConfig()).run();
    steps(new Client(newest(), true), fleet.siteConfig()).run();
    before = Ledger.settled(fleet, home);
  }

  @AfterAll
  static void nothingRunsOn() throws Exception {
    Kubectl site = kubectl(new Client(newest(), false), fleet.siteConfig());
    assertThat(site.ok("delete", "pod", "web", "typed", "--wait=true")).contains("deleted");
    fleet.close();
  }

  static List<Client> clients() throws Exception {
    var clients = new ArrayList<Client>();
    for (int minor : Kubectl.found().keySet()) {
      clients.add(new Client(minor, minor < WEBSOCKET));
    }
    clients.add(new Client(WEBSOCKET, true));
    clients.add(new Client(newest(), true));
    return clients;
  }

  static Stream<Client> outermost() throws Exception {
    List<Client> all = clients();
    return Stream.of(all.getFirst(), all.getLast(), new Client(newest(), false));
  }

  private static int newest() throws Exception {
    return Kubectl.found().lastKey();
  }

  private static Kubectl kubectl(Client client, Path config) throws Exception {
    Path binary = Objects.requireNonNull(Kubectl.found().get(client.minor()));
    Path own = Files.createTempDirectory(home, "of-" + client.minor() + "-");
    var kubectl = new Kubectl(binary, own, config, "local");
    return client.spdy() ? kubectl.overSpdy() : kubectl;
  }

  private static StreamSteps steps(Client client, Path config) throws Exception {
    Path scratch = Files.createTempDirectory(home, "files-");
    String suffix = config.equals(fleet.coreConfig()) ? ".s1" : "";
    return new StreamSteps(kubectl(client, config), scratch, suffix);
  }

  @ParameterizedTest
  @MethodSource("clients")
  void atTheCore(Client client) throws Exception {
    steps(client, fleet.coreConfig()).run();
    before.awaitAgain(fleet, home);
  }

  @ParameterizedTest
  @MethodSource("clients")
  void atASite(Client client) throws Exception {
    steps(client, fleet.siteConfig()).run();
    before.awaitAgain(fleet, home);
  }

  @ParameterizedTest
  @MethodSource("outermost")
  void atASiteThatIsCutOff(Client client) throws Exception {
    fleet.cut();
    try {
      steps(client, fleet.siteConfig()).run();
    } finally {
      heal();
    }
    before.awaitAgain(fleet, home);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCutEndsAllOfThemAndLeavesNothingOpen(boolean spdy) throws Exception {
    StreamSteps steps = steps(new Client(newest(), spdy), fleet.coreConfig());
    try (var attached = steps.attach();
        var command = steps.command();
        var log = steps.log();
        var forward = steps.forward()) {
      assertThat(StreamSteps.fetch(forward.port())).isNotEmpty();
      assertThat(fleet.streams()).isEqualTo(2 * 4);
      fleet.cut();
      for (var each : List.of(attached, command, log, forward)) {
        assertThat(each.process().waitFor(130, TimeUnit.SECONDS)).as(each.toString()).isTrue();
        assertThat(each.process().exitValue()).as(each.toString()).isEqualTo(1);
      }
      assertThat(command.screen().readAllAsString())
          .contains("the way to site s1 was cut while the command ran");
    } finally {
      heal();
    }
    before.awaitAgain(fleet, home);
  }

  /// Heals the link and waits until the site is heard.
  private static void heal() throws Exception {
    fleet.heal();
    Kubectl core = kubectl(new Client(newest(), false), fleet.coreConfig());
    long end = System.nanoTime() + Duration.ofSeconds(100).toNanos();
    while (core.run("", "exec", "web.s1", "--", "sh", "-c", ":").exit() != 0) {
      assertThat(System.nanoTime()).as("the site is not heard again").isLessThan(end);
    }
  }
}
