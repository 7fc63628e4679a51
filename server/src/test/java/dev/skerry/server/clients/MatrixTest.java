package dev.skerry.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every kubectl that is found, at a core, at a site, and at a site whose link is cut: the same
/// commands by the same code. The oldest required and the newest version run the whole list where
/// `WHOLE` says so, the others a short one.
final class MatrixTest {
  private static final int OLDEST = 30;

  @TempDir static Path home;
  private static Fleet fleet;

  @BeforeAll
  static void start() throws Exception {
    fleet = new Fleet(home.resolve("fleet"));
  }

  @AfterAll
  static void stop() throws Exception {
    fleet.close();
  }

  static Stream<Integer> versions() throws Exception {
    return Kubectl.found().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void atTheCore(int minor) throws Exception {
    fleet.heal();
    run("core", fleet.coreConfig(), minor, OLDEST, newest());
  }

  @ParameterizedTest
  @MethodSource("versions")
  void atASite(int minor) throws Exception {
    fleet.heal();
    run("site", fleet.siteConfig(), minor, newest());
  }

  @ParameterizedTest
  @MethodSource("versions")
  void atASiteThatIsCutOff(int minor) throws Exception {
    fleet.cut();
    run("cut", fleet.siteConfig(), minor, OLDEST);
  }

  @Test
  void aCustomObjectComesToTheSiteWithItsNamespaceAndIsServedThereWithoutALink() throws Exception {
    fleet.heal();
    Kubectl core = newest("harbour-core", fleet.coreConfig(), "harbour");
    Kubectl site = newest("harbour-site", fleet.siteConfig(), "harbour");
    core.ok("create", "namespace", "harbour");
    core.ok("apply", "-f", core.file("web.yaml", Workloads.WEB).toString());
    core.ok("rollout", "status", "deployment/web", "--timeout=100s");
    var customs = new Customs(core, "harbour.test");
    customs.define();
    core.ok("apply", "-f", customs.boat());
    site.ok("wait", "--for=create", "crd/boats.harbour.test", "--timeout=60s");
    site.ok("wait", "--for=condition=Established", "crd/boats.harbour.test", "--timeout=60s");
    site.ok("wait", "--for=create", "boats.harbour.test/anna", "--timeout=60s");
    fleet.cut();
    assertThat(site.ok("get", "boats.harbour.test")).containsPattern("anna +2");
    assertThat(site.fails("delete", "boats.harbour.test", "anna")).contains("homed at core");
    fleet.heal();
    assertThat(core.ok("delete", "namespace", "harbour")).contains("deleted");
    assertThat(core.ok("delete", "crd", "boats.harbour.test")).contains("deleted");
    site.ok("wait", "--for=delete", "crd/boats.harbour.test", "--timeout=60s");
  }

  private static Kubectl newest(String directory, Path config, String namespace) throws Exception {
    Path binary = Objects.requireNonNull(Kubectl.found().get(newest()));
    return new Kubectl(binary, Files.createDirectories(home.resolve(directory)), config, namespace);
  }

  private static int newest() throws Exception {
    return Kubectl.found().lastKey();
  }

  /// @param whole versions that run everything here
  private void run(String place, Path config, int minor, Integer... whole) throws Exception {
    SortedMap<Integer, Path> found = Kubectl.found();
    String namespace = place + "-" + minor;
    Path own = Files.createDirectories(home.resolve(namespace));
    var kubectl = new Kubectl(Objects.requireNonNull(found.get(minor)), own, config, namespace);
    boolean core = place.equals("core");
    Set<Integer> all = new TreeSet<>(List.of(whole));
    assertThat(kubectl.ok("create", "namespace", namespace)).contains("created");
    if (all.contains(minor)) {
      new Looking(kubectl, core).run();
      new Maps(kubectl).run();
      new Owners(kubectl).run();
      new Quotas(kubectl).run();
      new Policies(kubectl, namespace).run();
      new Workloads(kubectl, !core).run();
      new Customs(kubectl, "boats-" + namespace + ".test").run();
    } else {
      new Common(kubectl, minor, !core).run();
    }
    assertThat(kubectl.ok("delete", "namespace", namespace)).contains("deleted");
    assertThat(kubectl.fails("get", "namespace", namespace)).contains("NotFound");
  }
}
