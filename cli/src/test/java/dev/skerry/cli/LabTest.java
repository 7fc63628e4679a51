package dev.skerry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.server.lab.LabDir;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The main job, with plain processes: a lab comes up, a site is cut off, loses its power, and
/// catches up. With containers the page of the README does it, typed by `page.PagesTest`.
final class LabTest {
  @TempDir Path home;

  @AfterEach
  void nothingStays() throws IOException {
    new LabStory(home).skerry("lab", "down");
  }

  @Test
  void aSiteThatIsCutOffKeepsSellingWithProcesses() throws Exception {
    aSiteThatIsCutOffKeepsSelling("process");
  }

  private void aSiteThatIsCutOffKeepsSelling(String driver) throws Exception {
    var story = new LabStory(home);
    LabStory.Ran up = story.skerry("lab", "up", "--sites", "2", "--driver", driver);
    assertThat(up.code()).as(up.err()).isZero();
    assertThat(up.err()).contains("driver: " + driver + " (");
    assertThat(up.out().lines().map(line -> line.split(" ", 3)[0]))
        .containsExactly("api", "app", "app");
    assertThat(story.does("lab", "up", "--sites", "2")).isEqualTo(up.out());
    String s1 = story.site("s1").text("appUrl");
    String s2 = story.site("s2").text("appUrl");
    assertThat(up.lastLine()).isEqualTo("app s2 " + s2);
    eachProcessIsItsOwn(story);
    story.sell(s2);

    theCutSiteIsWrittenAndTheOthersMoveOn(story, s1, s2);
    powerAndLinkComeBack(story, s2);

    List<String> marks = marks();
    story.does("lab", "down");
    assertThat(story.traces(marks)).isEmpty();
    assertThat(home.resolve("labs")).isEmptyDirectory();
  }

  private static void eachProcessIsItsOwn(LabStory story) throws Exception {
    List<Long> pids =
        Stream.of(
                story.status().obj("core"),
                story.status().obj("relay"),
                story.site("s1"),
                story.site("s2"))
            .map(each -> each.integer("pid").orElse(0))
            .toList();
    assertThat(pids).doesNotHaveDuplicates().doesNotContain(0L);
  }

  private static void theCutSiteIsWrittenAndTheOthersMoveOn(LabStory story, String s1, String s2)
      throws Exception {
    story.does("lab", "cut", "s2");
    assertThat(story.site("s2").text("link", "state")).isEqualTo("cut");
    String own = story.kubeconfig("--site", "s2");
    String note = System.getProperty("skerry.root") + "/examples/note.yaml";
    assertThat(story.kubectl(own, "-n", "local", "create", "-f", note).out()).contains("created");

    String core = story.kubeconfig();
    story.eventually(
        "the core has not heard of s2",
        () -> story.kubectl(core, "get", "site", "s2", "--no-headers").out().contains("Unknown"));
    assertThat(story.kubectl(core, "set", "image", "deployment/shop", "shop=shop:v2").code())
        .isZero();
    assertThat(story.kubectl(core, "rollout", "status", "deployment/shop", "--timeout=90s").out())
        .contains("successfully rolled out");
    story.eventually("s1 sells v2", () -> story.info(s1).text("version").equals("v2"));
    assertThat(story.info(s2).text("version")).isEqualTo("v1");
    assertThat(story.why()).contains("\"decision\":\"placed\"", "\"decision\":\"offline\"");
    assertThat(story.kubectl(core, "get", "pods").out()).contains(".s2");
  }

  private static void powerAndLinkComeBack(LabStory story, String s2) throws Exception {
    story.does("lab", "kill", "s2");
    assertThat(story.info(s2).text("site")).isEmpty();
    story.does("lab", "start", "s2");
    story.eventually("s2 sells alone", () -> story.info(s2).text("site").equals("s2"));
    assertThat(story.info(s2).text("version")).isEqualTo("v1");
    assertThat(story.info(s2).integer("sales")).hasValue(1);

    String before = story.info(s2).text("pod");
    story.does("lab", "crash", "s2");
    story.does("lab", "start", "s2");
    story.eventually("s2 is there again", () -> story.info(s2).text("pod").equals(before));

    story.does("lab", "heal", "s2");
    story.eventually("s2 catches up", () -> story.info(s2).text("version").equals("v2"));
    assertThat(story.info(s2).integer("sales")).hasValue(1);
    String above = story.kubeconfig("--site", "s2", "--via-core");
    assertThat(story.kubectl(above, "-n", "local", "get", "configmaps").out()).contains("note");
  }

  /// What the lab's own things outside its directory are called by.
  private List<String> marks() throws IOException {
    LabDir lab = LabDir.of(home, "default");
    var marks = new ArrayList<>(List.of(lab.root().toString(), lab.mark()));
    for (String site : List.of("s1", "s2")) {
      marks.add(Files.readString(lab.site(site).driver().resolve("id")).strip());
    }
    return marks;
  }
}
