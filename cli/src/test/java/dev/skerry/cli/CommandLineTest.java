package dev.skerry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.cli.console.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommandLineTest {
  @TempDir Path home;

  private record Ran(int code, String out, String err) {}

  private Ran run(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var console =
        new Console(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            Map.of("SKERRY_HOME", home.toString(), "KUBECONFIG", home + "/none"));
    int code = Skerry.run(console, arguments);
    return new Ran(code, out.toString(), err.toString());
  }

  @Test
  void helpAndVersionAreAnswers() {
    assertThat(run("help").out()).contains("lab", "image", "why").doesNotContain("lab-relay");
    assertThat(run("lab", "up", "--help").out()).contains("--sites", "--driver");
    Ran version = run("version");
    assertThat(version.code()).isZero();
    assertThat(version.out()).startsWith("skerry ");
    assertThat(run("completion").out()).contains("complete");
  }

  @Test
  void aWrongCommandLineIsTwoAndOneSentence() {
    for (String[] wrong :
        new String[][] {
          {"frobnicate"},
          {"lab"},
          {"lab", "up", "--sites", "0"},
          {"lab", "up", "--sites", "many"},
          {"lab", "up", "--driver", "magic"},
          {"lab", "up", "--name", "Not A Name"},
          {"lab", "cut"},
          {"lab", "cut", "s1", "--one-way", "sideways"},
          {"lab", "shape", "s1"},
          {"lab", "shape", "s1", "--loss", "200%"},
          {"lab", "status", "--output", "xml"},
          {"lab", "kubeconfig", "--via-core"},
          {"core"},
          {"core", "init", "--data", "x", "--listen", "here"},
          {"token", "create"},
          {"token", "create", "--site", "s1", "--ttl", "soon"},
          {"join", "--core", "http://x", "--token", "t", "--data", "d"},
          {"why", "shop"},
          {"doctor", "--output", "xml"},
          {"ready"},
          {"ready", "--data", "x", "--wait", "long"},
          {"backup", "--data", "x"},
          {"restore", "--data", "x"},
          {"history", "accept"},
          {"simulate", "--mutant", ""},
          {"simulate", "--days", "0"},
          {"simulate", "--sites", "1001"},
          {"simulate", "--from", "9223372036854775807"},
          {"image"}
        }) {
      Ran ran = run(wrong);
      assertThat(ran.code()).as(String.join(" ", wrong)).isEqualTo(2);
      assertThat(ran.err()).startsWith("skerry: ").doesNotContain("\tat ", "Error: ");
      assertThat(ran.out()).isEmpty();
    }
  }

  @Test
  void aRefusalIsOneAndOneSentence() {
    Ran ran = run("lab", "cut", "s2");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err())
        .isEqualToIgnoringNewLines(
            "skerry: there is no lab named default; skerry lab up --name default makes it");
    assertThat(run("why", "deployment/shop").err()).contains("there is no kubeconfig");
    assertThat(run("core", "--data", home + "/nothing").err()).contains("skerry core init");
    assertThat(run("join", "--core", "https://x", "--token", "t", "--data", "d").err())
        .contains("this is not a join token");
    assertThat(run("join", "--core", "127.0.0.1:6443", "--token", "t", "--data", "d").err())
        .contains("'127.0.0.1:6443' is not https://HOST:PORT");
  }

  @Test
  void aSentenceDoesNotNameAClass() throws IOException {
    Path junk = Files.writeString(home.resolve("junk"), "no archive");
    assertThat(run("image", "import", junk.toString()).err())
        .startsWith("skerry: tar entry the first entry: ");
  }

  @Test
  void whatIsInTheWayIsNamed() throws IOException {
    Path file = Files.writeString(home.resolve("file"), "");
    assertThat(run("core", "init", "--data", file.toString()).err())
        .startsWith("skerry: " + file + " is there already, and in the way");
    String data = home.resolve("core").toString();
    run("core", "init", "--data", data, "--listen", "127.0.0.1:0");
    assertThat(run("backup", "--data", data, "--to", home + "/no/b").err())
        .contains(home + "/no is no directory; make it first");
  }

  @Test
  void downOfNothingIsDone() {
    assertThat(run("lab", "down").code()).isZero();
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void aDamagedLabCanBeRemoved() throws IOException {
    Path lab = Files.createDirectories(home.resolve("labs/default"));
    Files.writeString(lab.resolve("lab.json"), "{");
    assertThat(run("lab", "status").err()).contains("is damaged; skerry lab down removes");
    assertThat(run("lab", "down").code()).isZero();
    assertThat(lab).doesNotExist();
  }

  @Test
  void aCoreIsMadeOnceAndItsConfigurationIsPrinted() {
    String data = home.resolve("core").toString();
    Ran made = run("core", "init", "--data", data, "--listen", "127.0.0.1:0");
    assertThat(made.err()).isEmpty();
    assertThat(made.out().strip()).isEqualTo(data + "/admin.kubeconfig");
    String config = run("core", "--data", data, "--print-config").out();
    assertThat(config).contains("listen: \"127.0.0.1:", "name: core", "keys: " + data + "/pki");
    Ran again = run("core", "init", "--data", data, "--listen", "127.0.0.1:0");
    assertThat(again.code()).isZero();
    assertThat(again.err()).contains("core.yaml was there and stays as it is: core at 127.0.0.1:");
    assertThat(run("core", "init", "--data", data).err()).isEmpty();
    assertThat(run("core", "--data", data, "--print-config").out()).isEqualTo(config);
  }

  @Test
  void aCoreIsExaminedBackedUpAndMadeAgain() {
    String data = home.resolve("core").toString();
    run("core", "init", "--data", data, "--listen", "127.0.0.1:0");
    assertThat(run("ready", "--data", data).err()).contains("nothing runs on " + data);
    Ran examined = run("doctor", "--data", data, "--output", "json");
    assertThat(examined.code()).as(examined.out()).isZero();
    assertThat(examined.out()).contains("\"well\":true", "\"check\":\"files\"");
    assertThat(run("doctor", "--data", data + "/no").err()).contains("is no data directory");
    assertThat(run("backup", "--data", data, "--to", data + "/b").err())
        .contains("there is no store ");
    assertThat(run("restore", "--from", data + "/b", "--data", data + "/r").err())
        .contains("there is no file ");
    assertThat(run("restore", "--from", data + "/core.yaml", "--data", data + "/r").err())
        .contains("is not a whole backup");
  }

  @Test
  void anUnknownKeyInAConfigurationIsRefused() throws IOException {
    Path data = Files.createDirectories(home.resolve("node"));
    Files.writeString(
        data.resolve("node.yaml"),
        "{site: s1, name: s1-2, controlPlanes: ['https://a:1'], speed: fast}");
    Ran ran = run("node", "--data", data.toString(), "--print-config");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("node.yaml: speed is not a key here");
  }

  @Test
  void imagesOfANewHomeAreNone() {
    assertThat(run("image", "list", "--output", "json").out().strip()).isEqualTo("[]");
    Ran ran = run("image", "build", "-t", "a:b", home.toString());
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("there is no " + home + "/image.yaml");
  }
}
