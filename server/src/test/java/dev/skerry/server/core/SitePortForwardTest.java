package dev.skerry.server.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.drivers.command.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ports of a site's pods, reached with kubectl at the core and through the site's own API there.
final class SitePortForwardTest {
  private static final String GET = "GET /bin/busybox HTTP/1.0\r\n\r\n";

  @TempDir Path home;
  private SiteBox box;

  @BeforeEach
  void aServerAtASite() throws Exception {
    box = new SiteBox(home);
    box.pod("web", "exec httpd -f -p $POD_IP:8080 -h $SKERRY_ROOT");
  }

  @AfterEach
  void nothingStaysOpen() throws Exception {
    box.end();
  }

  /// A kubectl that forwards one port until it is closed.
  private record Forward(Process process, BufferedReader screen, int port)
      implements AutoCloseable {
    static Forward start(List<String> command) throws Exception {
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      // From 1.31 on it is so without.
      builder.environment().put("KUBECTL_PORT_FORWARD_WEBSOCKETS", "true");
      Process process = builder.start();
      BufferedReader screen = process.inputReader(StandardCharsets.UTF_8);
      String line = screen.readLine();
      assertThat(line).as(String.join(" ", command)).startsWith("Forwarding from 127.0.0.1:");
      String port = line.substring(line.indexOf(':') + 1, line.indexOf(" ->"));
      return new Forward(process, screen, Integer.parseInt(port));
    }

    byte[] fetch() throws IOException {
      try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
        socket.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
        byte[] answer = socket.getInputStream().readAllBytes();
        if (answer.length == 0) {
          return answer;
        }
        int body = new String(answer, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4;
        return Arrays.copyOfRange(answer, body, answer.length);
      }
    }

    boolean answers() {
      try {
        return fetch().length > 0;
      } catch (IOException reset) {
        return false;
      }
    }

    @Override
    public void close() {
      process.destroyForcibly().onExit().join();
    }
  }

  private Forward forward(String kubectl, String below, String pod, String port) throws Exception {
    var command =
        new ArrayList<>(box.core.command(below, "-n", "local", "port-forward", pod, ":" + port));
    command.set(0, kubectl);
    return Forward.start(command);
  }

  /// Beside the one of the PATH, as 1.30 to 1.33 must be.
  private static List<String> kubectls() throws IOException {
    for (String directory : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      Path plain = Path.of(directory, "kubectl");
      if (Files.isExecutable(plain)) {
        return List.of("30", "31", "32", "33").stream()
            .map(minor -> plain.resolveSibling("kubectl.1." + minor))
            .map(here -> Files.exists(here) ? here : beside(plain, here))
            .map(Path::toString)
            .toList();
      }
    }
    throw new AssertionError("kubectl is not on PATH");
  }

  private static Path beside(Path plain, Path named) {
    try {
      return plain.toRealPath().resolveSibling(named.getFileName());
    } catch (IOException broken) {
      throw new AssertionError(broken);
    }
  }

  private void noStreams() throws Exception {
    SiteBox.eventually("the core's streams end", () -> box.core.streams() == 0);
    SiteBox.eventually("the site's streams end", () -> box.site().streams() == 0);
  }

  private static byte[] busybox() throws IOException {
    return Files.readAllBytes(Command.find("busybox").orElseThrow());
  }

  @Test
  void everyKubectlThatTunnelsReachesAPortByTheSitesOwnConnection() throws Exception {
    for (String kubectl : kubectls()) {
      try (var atTheCore = forward(kubectl, "", "pod/web.s1", "8080");
          var atTheSite = forward(kubectl, "/sites/s1", "pod/web", "8080")) {
        assertThat(atTheCore.fetch()).as(kubectl).isEqualTo(busybox());
        assertThat(atTheSite.fetch()).as(kubectl).isEqualTo(busybox());
      }
      noStreams();
    }
  }

  @Test
  void severalConnectionsShareOneStreamAndAPortThatIsClosedIsTold() throws Exception {
    String kubectl = kubectls().getLast();
    try (var forward = forward(kubectl, "", "pod/web.s1", "8080")) {
      var wrong = new ConcurrentLinkedQueue<String>();
      var clients = new ArrayList<Thread>();
      for (int i = 0; i < 8; i++) {
        clients.add(
            Thread.ofVirtual()
                .start(() -> {
                  try {
                    if (!Arrays.equals(forward.fetch(), busybox())) {
                      wrong.add("other bytes");
                    }
                  } catch (IOException broken) {
                    wrong.add(broken.toString());
                  }
                }));
      }
      for (Thread each : clients) {
        each.join();
      }
      assertThat(wrong).isEmpty();
      assertThat(box.core.streams()).isEqualTo(1);
    }
    try (var forward = forward(kubectl, "", "pod/web.s1", "9")) {
      assertThat(forward.answers()).isFalse();
      String line = forward.screen().readLine();
      while (line != null && !line.contains("nothing listens at port 9")) {
        line = forward.screen().readLine();
      }
      assertThat(line).contains("error forwarding port 9 to pod web");
    }
    noStreams();
  }

  @Test
  void aCutEndsTheClientAndLeavesNothingOpen() throws Exception {
    try (var forward = forward(kubectls().getLast(), "", "pod/web.s1", "8080");
        var held = new Socket(InetAddress.ofLiteral("127.0.0.1"), forward.port())) {
      SiteBox.eventually("the server has the connection", () -> connections() == 1);
      box.cut();
      assertThat(held.getInputStream().read()).as("the client's end").isEqualTo(-1);
      assertThat(forward.process().waitFor(2 * 65, TimeUnit.SECONDS)).isTrue();
      assertThat(forward.process().exitValue()).isEqualTo(1);
      noStreams();
      SiteBox.eventually("the connection in the site is gone", () -> connections() == 0);
      box.heal();
    }
  }

  /// Established ones from this process to port 8080 of a pod's address, as /proc/net/tcp has them.
  private static long connections() throws IOException {
    return Files.readAllLines(Path.of("/proc/net/tcp")).stream()
        .map(line -> line.strip().split("\\s+"))
        .filter(fields -> fields.length > 3 && fields[3].equals("01"))
        .filter(fields -> fields[2].endsWith(":1F90") && fields[2].matches("......7F:1F90"))
        .count();
  }
}
