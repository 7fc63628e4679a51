package dev.skerry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.cli.page.Person;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.server.lab.LabDir;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The main job and the interface of the lab, typed at the unpacked distribution by a user without
/// root on a machine without container programs: a lab comes up, a site is cut off, loses its
/// power, and catches up. With containers the page of the README does it, typed by
/// `page.PagesTest`.
@Tag("distribution")
final class LabTest {
  private static final List<String> LABS = List.of("default", "second");

  @TempDir Path directory;
  private Person person = new Person(Path.of(""), Path.of(""), List.of());
  private LabStory story = new LabStory(person);

  @BeforeEach
  void someoneComes() throws Exception {
    person = Person.at(directory).without(Person.programs("crun", "runc", "conmon"));
    story = new LabStory(person);
  }

  @AfterEach
  void nothingStays() throws Exception {
    for (String lab : LABS) {
      if (Files.exists(person.skerryHome().resolve("labs").resolve(lab))) {
        Person.Ran _ = person.skerry("lab", "down", "--name", lab);
      }
    }
  }

  @Test
  void aSiteThatIsCutOffKeepsSelling() throws Exception {
    Person.Ran up = story.skerry("lab", "up", "--sites", "2");
    assertThat(up.code()).as(up.err()).isZero();
    theDriverIsExplained(up.err());
    String s1 = story.site("s1").text("appUrl");
    String s2 = story.site("s2").text("appUrl");
    assertThat(up.out()).isEqualTo("api %s\napp s1 %s\napp s2 %s\n".formatted(url("core"), s1, s2));
    assertThat(story.does("lab", "up", "--sites", "2")).isEqualTo(up.out());
    theStatusHasWhatScriptsAskFor();
    theApiIsKubernetes();
    assertThat(keys(story.info(s1))).containsOnly("site", "version", "pod", "sales");
    story.sell(s2);

    theCutSiteIsWrittenAndTheOthersMoveOn(s1, s2);
    powerAndLinkComeBack(s2);
    aLinkIsShaped();
    anotherLabIsApart(s1);

    List<String> marks = LabStory.marks(LabDir.of(person.skerryHome(), "default"));
    story.does("lab", "down");
    assertThat(story.traces(marks)).isEmpty();
    assertThat(person.skerryHome().resolve("labs")).isEmptyDirectory();
    assertThat(story.does("lab", "down")).as("nothing, of nothing").isEmpty();
  }

  private static void theDriverIsExplained(String err) {
    List<String> lines = err.lines().filter(line -> line.startsWith("driver: ")).toList();
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst())
        .startsWith("driver: process (no containers: containers need root; run as root");
    if (Person.mayLack()) {
      assertThat(lines.getFirst())
          .endsWith(
              "; missing: conmon, crun or runc; install them:"
                  + " apt-get install crun conmon nftables iproute2)");
    }
  }

  private String url(String process) throws Exception {
    return story.status().text(process, "url");
  }

  private void theStatusHasWhatScriptsAskFor() throws Exception {
    Json status = story.status();
    assertThat(keys(status)).containsOnly("name", "driver", "core", "relay", "sites");
    assertThat(status.text("name") + " " + status.text("driver")).isEqualTo("default process");
    assertThat(keys(status.obj("core"))).containsOnly("url", "pid");
    assertThat(keys(status.obj("relay"))).containsOnly("pid");
    Json site = story.site("s1");
    assertThat(keys(site)).containsOnly("name", "url", "pid", "appUrl", "link");
    Json link = site.obj("link");
    assertThat(keys(link))
        .containsOnly("state", "upBytes", "downBytes", "rttMs", "jitterMs", "lossPct", "rateKbit");
    assertThat(link.text("state")).isEqualTo("up");
    assertThat(link.integer("upBytes").orElse(0)).isPositive();
    assertThat(link.integer("downBytes").orElse(0)).isPositive();
    List<Long> pids =
        Stream.of(status.obj("core"), status.obj("relay"), site, story.site("s2"))
            .map(LabTest::pid)
            .toList();
    assertThat(pids).doesNotHaveDuplicates().doesNotContain(0L);
  }

  private static List<String> keys(Json json) {
    return json instanceof Obj object ? List.copyOf(object.keys()) : List.of();
  }

  private static long pid(Json process) {
    return process.integer("pid").orElse(0);
  }

  private void theApiIsKubernetes() throws Exception {
    String core = story.kubeconfig();
    assertThat(Path.of(core)).isAbsolute().exists();
    assertThat(story.kubectl(core, "get", "--raw", "/version").out())
        .contains("\"major\":\"1\"", "\"minor\":\"33\"", "\"gitVersion\":\"v1.33.0+skerry.");
    assertThat(story.kubectl(core, "get", "sites").out().lines().findFirst().orElse(""))
        .matches("NAME +PARENT +ONLINE +INSYNC +LAST-HEARD +RTT +AGE");
    assertThat(story.kubectl(core, "get", "deployments", "-o", "wide").out())
        .contains("SITES", "PENDING");
    assertThat(story.kubectl(core, "get", "pods", "-o", "wide").out())
        .containsPattern(" 127\\.(6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])\\.");
    assertThat(story.kubectl(core, "get", "nodes", "-o", "name").out())
        .contains("node/s1-1", "node/s2-1");
    String own = story.kubeconfig("--site", "s1");
    String above = story.kubeconfig("--site", "s1", "--via-core");
    assertThat(List.of(core, own, above)).doesNotHaveDuplicates();
    assertThat(Files.readString(Path.of(above))).contains(url("core") + "/sites/s1");
    assertThat(Files.readString(Path.of(own))).contains(story.site("s1").text("url"));
  }

  private void theCutSiteIsWrittenAndTheOthersMoveOn(String s1, String s2) throws Exception {
    story.does("lab", "cut", "s2");
    assertThat(story.site("s2").text("link", "state")).isEqualTo("cut");
    String own = story.kubeconfig("--site", "s2");
    String note = person.distribution().resolve("examples/note.yaml").toString();
    assertThat(story.kubectl(own, "-n", "local", "create", "-f", note).out()).contains("created");

    String core = story.kubeconfig();
    story.eventually(
        "the core has not heard of s2",
        () -> {
          String row = story.kubectl(core, "get", "site", "s2", "--no-headers").out();
          assertThat(row).as("silence is not a fact").doesNotContain("False");
          return row.contains("Unknown");
        });
    assertThat(story.kubectl(core, "set", "image", "deployment/shop", "shop=shop:v2").code())
        .isZero();
    assertThat(story.kubectl(core, "rollout", "status", "deployment/shop", "--timeout=90s").out())
        .contains("successfully rolled out");
    story.eventually("s1 sells v2", () -> story.info(s1).text("version").equals("v2"));
    assertThat(story.info(s2).text("version")).isEqualTo("v1");
    List<Json> why = story.why();
    assertThat(why.stream().map(site -> site.text("decision")))
        .containsExactly("placed", "offline");
    assertThat(keys(why.getFirst()))
        .contains("site", "decision", "reason", "sentence", "since", "age", "version");
    assertThat(story.kubectl(core, "get", "pods").out()).contains(".s2");
  }

  private void powerAndLinkComeBack(String s2) throws Exception {
    story.does("lab", "kill", "s2");
    assertThat(story.info(s2).text("site")).isEmpty();
    assertThat(story.site("s2").at("pid")).contains(Json.Null.VALUE);
    story.does("lab", "start", "s2");
    story.eventually("s2 sells alone", () -> story.info(s2).text("site").equals("s2"));
    assertThat(story.info(s2).text("version")).isEqualTo("v1");
    assertThat(story.info(s2).integer("sales")).hasValue(1);

    String before = story.info(s2).text("pod");
    story.does("lab", "crash", "s2");
    assertThat(story.info(s2).text("pod")).as("its agent only").isEqualTo(before);
    story.does("lab", "start", "s2");
    String own = story.kubeconfig("--site", "s2");
    story.eventually(
        "s2 adopts what ran",
        () ->
            story
                .kubectl(own, "-n", "default", "get", "pods", "--no-headers")
                .out()
                .contains("1/1"));
    assertThat(story.info(s2).text("pod")).isEqualTo(before);

    story.does("lab", "heal", "s2");
    story.eventually("s2 catches up", () -> story.info(s2).text("version").equals("v2"));
    assertThat(story.info(s2).integer("sales")).hasValue(1);
    String above = story.kubeconfig("--site", "s2", "--via-core");
    assertThat(story.kubectl(above, "-n", "local", "get", "configmaps").out()).contains("note");
  }

  private void aLinkIsShaped() throws Exception {
    story.does("lab", "cut", "s1", "--one-way", "up");
    assertThat(story.site("s1").text("link", "state")).isEqualTo("cut-up");
    story.does("lab", "cut", "s1", "--one-way", "down", "--reset");
    assertThat(story.site("s1").text("link", "state")).isEqualTo("cut-down");
    String weather = "--rtt 200ms --jitter 20ms --loss 2% --rate 256kbit";
    story.does(("lab shape s1 " + weather).split(" ", -1));
    story.does("lab", "heal", "s1");
    Json link = story.site("s1").obj("link");
    assertThat(link.text("state")).isEqualTo("up");
    assertThat(
            Stream.of("rttMs", "jitterMs", "lossPct", "rateKbit")
                .map(each -> link.integer(each).orElse(-1))
                .toList())
        .containsExactly(200L, 20L, 2L, 256L);
  }

  private void anotherLabIsApart(String s1) throws Exception {
    Person.Ran up = person.skerry("lab", "up", "--name", "second", "--sites", "1");
    assertThat(up.code()).as(up.err()).isZero();
    story.does("lab", "kill", "core", "--name", "second");
    String app = up.lastLine().substring("app s1 ".length());
    assertThat(story.info(app).text("site")).as("without its core").isEqualTo("s1");
    story.does("lab", "down", "--name", "second");
    assertThat(story.info(s1).text("site")).isEqualTo("s1");
    assertThat(pid(story.status().obj("core"))).isPositive();
  }
}
