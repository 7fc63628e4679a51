package dev.skerry.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// STYLE 36: every command that README and manual show is typed, in order, at a shell in the
/// unpacked distribution, and answers what the page shows. Where a page speaks of two hosts they
/// are two directories here.
@Tag("distribution")
final class PagesTest {
  @TempDir private static Path directory;
  private static Path unpacked = Path.of("");

  @BeforeAll
  static void unpack() throws IOException, InterruptedException {
    unpacked = Distribution.unpack(directory.resolve("skerry"));
  }

  @AfterAll
  static void nothingStays() throws Exception {
    try (Shell shell = shell(List.of("bash"))) {
      Shell.Answer _ = shell.type("./skerry lab down");
      Shell.Answer _ = shell.type("./skerry lab down --name second");
    }
  }

  @TestFactory
  Stream<DynamicTest> whatIsShownIsTrue() throws IOException {
    return Page.all().stream()
        .map(page ->
            DynamicTest.dynamicTest(page.file().getFileName().toString(), () -> read(page)));
  }

  private static void read(Page page) throws Exception {
    assertThat(page.wrong()).isEmpty();
    try (Shell shell = shell(host(page))) {
      new Reading(shell, instead(page)).read(page);
    }
    assertThat(directory.resolve("home/labs"))
        .satisfiesAnyOf(
            labs -> assertThat(labs).doesNotExist(), labs -> assertThat(labs).isEmptyDirectory());
  }

  /// A page that runs a site outside a lab does so as on a host of its own: what its containers
  /// make of networks stays there.
  private static List<String> host(Page page) {
    boolean site =
        page.steps().stream().anyMatch(step -> step.command().contains("skerry site --data"));
    return site && System.getProperty("user.name").equals("root")
        ? List.of("unshare", "--net", "sh", "-c", "ip link set lo up; exec bash")
        : List.of("bash");
  }

  private static Shell shell(List<String> program) throws IOException {
    return new Shell(
        program,
        unpacked,
        directory.resolve("said"),
        Map.of(
            "SKERRY_HOME", directory.resolve("home").toString(),
            "JAVA_HOME", System.getProperty("java.home")));
  }

  /// What is typed for what a page shows.
  private static Map<String, String> instead(Page page) throws IOException {
    String core = "127.0.0.1:" + freePort();
    var instead = new LinkedHashMap<String, String>();
    instead.put("0.0.0.0:6443", core);
    instead.put("core.example:6443", core);
    instead.put("0.0.0.0:7443", "127.0.0.1:" + freePort());
    instead.put(
        "/var/lib/skerry",
        directory.resolve("hosts").resolve(page.file().getFileName()).toString());
    return instead;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
