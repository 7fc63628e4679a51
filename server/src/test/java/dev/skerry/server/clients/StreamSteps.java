package dev.skerry.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.drivers.command.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/// All that streams, by one kubectl, with a pod that serves HTTP and one that can be typed to.
///
/// @param suffix of pods' names where this kubectl asks
record StreamSteps(Kubectl kubectl, Path scratch, String suffix) {
  static final String WEB =
      """
      {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"},
       "spec": {"terminationGracePeriodSeconds": 1, "containers": [{"name": "main",
         "image": "box:v1", "command": ["/bin/sh", "-c",
         "echo begun; exec httpd -f -p $POD_IP:8080 -h $SKERRY_ROOT"]}]}}
      """;
  static final String TYPED =
      """
      {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "typed"},
       "spec": {"terminationGracePeriodSeconds": 1, "containers": [{"name": "main",
         "image": "box:v1", "stdin": true, "command": ["/bin/sh", "-c",
         "while read line; do echo got $line; done; exec sleep 100000"]}]}}
      """;

  private static final String SIZE =
      "until [ \"$(stty size 2>/dev/null)\" ]; do sleep 0.1; done; stty size; read a; echo $a; exit 3";

  void run() throws Exception {
    outputsAndExitCode();
    input();
    terminal();
    copies();
    try (Follower attached = attach();
        Follower log = log();
        Follower forward = forward()) {
      assertThat(attached.process().isAlive()).isTrue();
      assertThat(log.process().isAlive()).isTrue();
      assertThat(fetch(forward.port())).isEqualTo(busybox());
    }
  }

  private String web() {
    return "web" + suffix;
  }

  private void outputsAndExitCode() throws Exception {
    String script = "echo out; echo oops >&2; exit 7";
    Kubectl.Said said = kubectl.run("", "exec", web(), "--", "sh", "-c", script);
    assertThat(said.exit()).as(said.toString()).isEqualTo(7);
    assertThat(said.out()).isEqualTo("out\n");
    assertThat(said.err()).contains("oops\n", "exit code 7");
    assertThat(kubectl.ok("exec", web(), "--", "sh", "-c", ":")).isEmpty();
  }

  private void input() throws Exception {
    String much = "herring\n".repeat(100_000);
    String[] cat = {"exec", "-i", web(), "--", "cat"};
    assertThat(kubectl.ok(much, cat)).isEqualTo(much);
  }

  private void terminal() throws Exception {
    Process terminal = kubectl.onTerminal("exec", "-it", web(), "--", "sh", "-c", SIZE);
    BufferedReader screen = terminal.inputReader(StandardCharsets.UTF_8);
    assertThat(screen.readLine()).isEqualTo("33 77");
    terminal.getOutputStream().write("fish\n".getBytes(StandardCharsets.UTF_8));
    terminal.getOutputStream().flush();
    String rest = screen.readAllAsString();
    assertThat(rest).contains("fish");
    assertThat(terminal.waitFor()).as(rest).isEqualTo(3);
  }

  /// A plain process has this machine's files.
  private void copies() throws Exception {
    var bytes = new byte[1_000_000];
    new Random(7).nextBytes(bytes);
    Path mine = Files.write(scratch.resolve("mine"), bytes);
    Path there = Files.createDirectories(scratch.resolve("there")).resolve("copied");
    Path back = scratch.resolve("back");
    kubectl.ok("cp", mine.toString(), web() + ":" + there);
    assertThat(there).hasBinaryContent(bytes);
    kubectl.ok("cp", web() + ":" + there, back.toString());
    assertThat(back).hasBinaryContent(bytes);
  }

  /// A kubectl that goes on until it is killed.
  record Follower(Process process, BufferedReader screen, String line) implements AutoCloseable {
    /// Reads up to the line that says that it works.
    static Follower of(Process process, String wanted) throws IOException {
      BufferedReader screen = process.inputReader(StandardCharsets.UTF_8);
      var before = new StringBuilder();
      String line = screen.readLine();
      while (line != null && !line.startsWith(wanted)) {
        before.append(line).append('\n');
        line = screen.readLine();
      }
      assertThat(line).as(process.info() + " said " + before).startsWith(wanted);
      return new Follower(process, screen, String.valueOf(line));
    }

    int port() {
      return Integer.parseInt(line.substring(line.indexOf(':') + 1, line.indexOf(" ->")));
    }

    @Override
    public void close() {
      Process _ = process.destroyForcibly().onExit().join();
    }
  }

  Follower attach() throws Exception {
    Process attached = kubectl.start("attach", "-i", "typed" + suffix);
    attached.getOutputStream().write("cod\n".getBytes(StandardCharsets.UTF_8));
    attached.getOutputStream().flush();
    return Follower.of(attached, "got cod");
  }

  Follower log() throws Exception {
    return Follower.of(kubectl.start("logs", "-f", web()), "begun");
  }

  Follower forward() throws Exception {
    return Follower.of(
        kubectl.start("port-forward", "pod/" + web(), ":8080"), "Forwarding from 127.0.0.1:");
  }

  Follower command() throws Exception {
    return Follower.of(
        kubectl.start("exec", web(), "--", "sh", "-c", "echo up; exec sleep 77777"), "up");
  }

  /// What the pod serves.
  static byte[] fetch(int port) throws IOException {
    try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
      socket
          .getOutputStream()
          .write("GET /bin/busybox HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readAllBytes();
      int body = new String(answer, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4;
      return Arrays.copyOfRange(answer, body, answer.length);
    }
  }

  static byte[] busybox() throws IOException {
    return Files.readAllBytes(Command.find("busybox").orElseThrow());
  }
}
