package dev.skerry.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `docs/manual/install.md`, every command of it, with the distribution that was just built, on two
/// clean machines with a cable between them: a core's and a site's.
@Tag("distribution")
final class InstalledTest {
  private static final String LATER = "0.2.0";
  private static final String BROKEN = "0.3.0";

  /// All but what changes on a machine whatever is installed, what `useradd` keeps of the past, and
  /// empty directories that every Debian has and this host lacked.
  private static final String FILES =
      "find /etc /opt /usr/local /var /root /run/netns -xdev 2>/dev/null | grep -vE"
          + " '^/var/(lib/systemd|log/journal|log/wtmp|log/btmp|log/lastlog|tmp/systemd)' | grep"
          + " -vE '^(/run/netns|/usr/local/bin|/etc/systemd/system/multi-user.target.wants)$' | grep"
          + " -vE '^/var/log$|^/etc/(passwd-|group-|shadow-|gshadow-|subuid|subgid|[.]pwd)' | sort;"
          + " getent passwd; getent group; nft list ruleset; ip -o link | cut -d: -f2";

  private static final String CONMON_OR_SLEEP =
      "pgrep -x conmon || pgrep -x sleep || pgrep busybox || true";

  private static final Pattern TOKEN = Pattern.compile("sk1\\.\\S+");

  private static final String MANIFEST =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: till}
      spec:
        selector: {matchLabels: {app: till}}
        template:
          metadata: {labels: {app: till}}
          spec:
            terminationGracePeriodSeconds: 1
            containers:
            - {name: till, image: "till:v1"}
      """;

  @TempDir Path home;
  private final List<Shown> page;
  private String token = "";

  InstalledTest() throws Exception {
    page = Shown.read(Path.of("../docs/manual/install.md"));
  }

  @Test
  void thePageInstallsUpgradesAndLeavesNothing() throws Exception {
    assumeTrue(NamespaceHost.isPossible(), "needs root and systemd: run ./test as root");
    Path media = Files.createDirectories(home.resolve("media"));
    Path built = Builds.built();
    Files.copy(built, media.resolve(built.getFileName()));
    Builds.later(built, LATER, media);
    Builds.broken(built, BROKEN, media);
    try (var core = NamespaceHost.boot("core", home.resolve("c"), media);
        var site = NamespaceHost.boot("site", home.resolve("s"), media)) {
      NamespaceHost.connect(core, "10.99.0.1", site, "10.99.0.2");
      site.does("echo 10.99.0.1 core.example >> /etc/hosts");
      core.does("echo 10.99.0.1 core.example >> /etc/hosts");
      String before = site.does(FILES);

      shown("A core", core, site);
      theUnitsAreSound(core);
      shown("A site", core, site);
      String pod = aPodRuns(core, site);
      theDoctorSaysWhatThePageShows(site);
      theAgentRestartsAlone(site, pod);
      shown("Backup and restore", core, site);
      shown("Upgrade", core, site);
      serves(core, "core", LATER);
      serves(site, "paris", LATER);
      stillRuns(site, pod);
      aVersionThatCannotStartIsTakenBack(site, pod);

      shown("Uninstall", core, site);
      assertThat(site.run(CONMON_OR_SLEEP).out()).isEmpty();
      assertThat(site.run("pgrep java").out()).isEmpty();
      assertThat(site.does("cat /proc/self/mounts")).doesNotContain("skerry");
      assertThat(site.does("find /sys/fs/cgroup -name 'skerry*'")).isEmpty();
      assertThat(site.does(FILES)).isEqualTo(before);
    }
  }

  /// Runs the blocks of a section.
  private void shown(String section, NamespaceHost core, NamespaceHost site) throws Exception {
    List<Shown> blocks = page.stream().filter(block -> block.section().equals(section)).toList();
    assertThat(blocks).as(section).isNotEmpty();
    for (Shown block : blocks) {
      switch (block.where()) {
        case "sh core" -> keepToken(core.does(block.text()));
        case "sh site" -> site.does(TOKEN.matcher(block.text()).replaceFirst(token));
        case String other -> throw new IllegalStateException(section + " shows " + other);
      }
    }
  }

  private void keepToken(String said) {
    var found = TOKEN.matcher(said);
    if (found.find()) {
      token = found.group();
    }
  }

  private static void theUnitsAreSound(NamespaceHost core) throws Exception {
    NamespaceHost.Ran verified =
        core.run(
            "systemd-analyze verify skerry-core.service skerry-site@paris.service"
                + " skerry-node@n.service");
    assertThat(verified.err().lines().filter(line -> line.contains("skerry"))).isEmpty();
    assertThat(core.does("ps -o user= -C java").strip()).isEqualTo("skerry");
    assertThat(core.does("/media/skerry-0.1.0/bin/skerry-install install"))
        .startsWith("installed skerry ");
    assertThat(core.run("skerry-0.1.0/bin/skerry-install --prefix x install").code()).isEqualTo(2);
    assertThat(core.run("runuser -u skerry -- skerry-0.1.0/bin/skerry-install install").err())
        .contains("install needs root");
    assertThat(core.does("ls /var/log/skerry/core")).contains("core.0.log");
    core.does(
        "DESTDIR=/tmp/package skerry-0.1.0/bin/skerry-install --prefix /usr/lib/skerry install");
    assertThat(core.does("cat /tmp/package/etc/systemd/system/skerry-core.service"))
        .contains("ExecStart=/usr/lib/skerry/current/bin/skerry core ");
  }

  /// An image from outside, a Deployment at the site.
  ///
  /// @return the process of its container
  private String aPodRuns(NamespaceHost core, NamespaceHost site) throws Exception {
    Path till = home.resolve("media/till.sh");
    try (InputStream text = InstalledTest.class.getResourceAsStream("till.sh")) {
      Files.write(till, Optional.ofNullable(text).orElseThrow().readAllBytes());
    }
    Path archive = home.resolve("media/till.tar");
    core.fromOutside("sh", till.toString(), home.resolve("till").toString(), archive.toString());
    core.does(
        "export SKERRY_HOME=/media/home KUBECONFIG=/var/lib/skerry/core/admin.kubeconfig;"
            + " skerry image import till.tar; skerry image push till:v1");
    Path manifest = Files.writeString(home.resolve("till.yaml"), MANIFEST);
    kubectl(site, "create", "-f", manifest.toString());
    kubectl(site, "wait", "--for=condition=Available", "deployment/till", "--timeout=120s");
    String pod = site.does("pgrep -x sleep || pgrep busybox").strip();
    assertThat(pod).isNotEmpty();
    return pod;
  }

  private static String kubectl(NamespaceHost site, String... words) throws Exception {
    String kubeconfig = site.file("/var/lib/skerry/paris/admin.kubeconfig").toString();
    var argv = new ArrayList<>(List.of("kubectl", "--kubeconfig", kubeconfig));
    argv.addAll(List.of("-n", "local"));
    argv.addAll(List.of(words));
    return site.fromOutside(argv.toArray(String[]::new));
  }

  /// The same checks, whatever each of them says of this machine.
  private void theDoctorSaysWhatThePageShows(NamespaceHost site) throws Exception {
    List<Shown> blocks =
        page.stream().filter(block -> block.section().equals("Is all well?")).toList();
    String said = site.run(blocks.getFirst().text()).out();
    assertThat(checks(said)).isEqualTo(checks(blocks.getLast().text()));
    assertThat(said)
        .contains("ok clock: ", "ok port: the site, pid ", "ok store: ", "and knows this site")
        .contains("ok parent: the process here heard it ")
        .doesNotContain("fail files", "fail certificates", "fail parent");
  }

  private static List<String> checks(String lines) {
    return lines
        .lines()
        .map(line -> line.replaceFirst("^(ok|warn|fail) ([a-z-]+): .*", "$2"))
        .distinct()
        .toList();
  }

  private static void theAgentRestartsAlone(NamespaceHost site, String pod) throws Exception {
    String agent = site.does("systemctl show --property=MainPID --value skerry-site@paris").strip();
    site.does("kill -9 " + agent);
    NamespaceHost.eventually(
        "systemd starts the agent again",
        () ->
            site.run("skerry ready --data /var/lib/skerry/paris").code() == 0
                && !site.does("systemctl show --property=MainPID --value skerry-site@paris")
                    .strip()
                    .equals(agent));
    stillRuns(site, pod);
  }

  private static void stillRuns(NamespaceHost site, String pod) throws Exception {
    NamespaceHost.eventually(
        "the pod is known again",
        () -> kubectl(site, "get", "deployment", "till", "--no-headers").contains("1/1"));
    assertThat(site.does("pgrep -x sleep || pgrep busybox").strip()).isEqualTo(pod);
  }

  private static void serves(NamespaceHost host, String directory, String version)
      throws Exception {
    assertThat(host.does("skerry ready --data /var/lib/skerry/" + directory))
        .contains("serves version " + version + " at ");
  }

  private static void aVersionThatCannotStartIsTakenBack(NamespaceHost site, String pod)
      throws Exception {
    NamespaceHost.Ran refused =
        site.run(
            "tar -xzf skerry-"
                + BROKEN
                + ".tar.gz; skerry-"
                + BROKEN
                + "/bin/skerry-install upgrade");
    assertThat(refused.code()).as(refused.out() + refused.err()).isEqualTo(1);
    assertThat(refused.err())
        .contains("did not come up with " + BROKEN + "; going back to " + LATER)
        .contains("skerry: skerry-site@paris.service did not come up with version " + BROKEN);
    serves(site, "paris", LATER);
    assertThat(site.does("readlink /opt/skerry/current").strip()).isEqualTo(LATER);
    stillRuns(site, pod);
  }
}
