package dev.skerry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.cli.page.Person;
import dev.skerry.model.json.Json;
import dev.skerry.server.lab.LabDir;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A lab in every state that people and machines leave one in: it comes up again, and `down` leaves
/// nothing of it and takes nothing else.
@Tag("distribution")
final class LabDownTest {
  private static final String[] UP = {"lab", "up", "--sites", "2"};

  @TempDir Path directory;
  private Person person = new Person(Path.of(""), Path.of(""), List.of());
  private LabStory story = new LabStory(person);
  private LabDir lab = LabDir.of(Path.of(""), "default");
  private final List<Process> strangers = new ArrayList<>();

  @BeforeEach
  void someoneComes() throws Exception {
    person = Person.at(directory);
    story = new LabStory(person);
    lab = LabDir.of(person.skerryHome(), "default");
    strangers.add(new ProcessBuilder("sleep", "1000").start());
  }

  @AfterEach
  void nothingStays() throws Exception {
    if (lab.exists()) {
      Person.Ran _ = person.skerry("lab", "down");
    }
    strangers.forEach(Process::destroyForcibly);
  }

  @Test
  void whateverHappenedToALabItComesUpAgainAndGoesWithoutATrace() throws Exception {
    upIsInterrupted("KILL", "what it runs is chosen", "driver: ");
    downLeavesNothing();
    upIsInterrupted("KILL", "images are built", "packing the runtime");
    upIsInterrupted("TERM", "sites join", "core ready at");
    aStartedProcessIsNotWrittenDown();
    upIsInterrupted("KILL", "sites start", "core ready at");
    String app = comesUp();
    story.sell(app);

    theMachineRebootsAndPidsAreReused();
    assertThat(comesUp()).as("the same URLs").isEqualTo(app);
    assertThat(story.info(app).integer("sales")).hasValue(1);

    everythingIsKilledFromOutside();
    downLeavesNothing();
    assertThat(strangers).allMatch(Process::isAlive);
  }

  /// @param signal not INT: whoever runs tests in the background lets it be ignored
  /// @param line that it says then
  private void upIsInterrupted(String signal, String when, String line) throws Exception {
    Path said = directory.resolve("up.err");
    Process up = person.begin(Map.of(), said, UP);
    story.eventually(
        when,
        () -> {
          assertThat(up.isAlive()).as(Files.readString(said)).isTrue();
          return Files.readString(said).contains(line);
        });
    signal(signal, up.pid());
    assertThat(up.waitFor()).as(Files.readString(said)).isIn(128 + 9, 128 + 15);
    assertThat(Files.readString(said)).doesNotContain("\tat ");
    assertThat(lab.root()).isDirectory();
  }

  private static void signal(String name, long pid) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
    assertThat(kill.waitFor()).as("kill -" + name + " " + pid).isZero();
  }

  /// @return where the shop of s1 answers
  private String comesUp() throws Exception {
    String said = story.does(UP);
    assertThat(said.lines().map(line -> line.split(" ", 3)[0]))
        .containsExactly("api", "app", "app");
    String app = story.site("s1").text("appUrl");
    assertThat(story.info(app).text("site")).isEqualTo("s1");
    return app;
  }

  /// All processes are gone at once, and others have their pids.
  private void theMachineRebootsAndPidsAreReused() throws Exception {
    story.does("lab", "kill", "s1");
    story.does("lab", "kill", "s2");
    for (String each : List.of("core", "relay", "doors")) {
      signal("KILL", pid(each));
    }
    pidsAreReused();
    Json status = story.status();
    assertThat(status.at("core", "pid")).contains(Json.Null.VALUE);
    assertThat(story.site("s1").at("pid")).contains(Json.Null.VALUE);
  }

  private long pid(String process) throws IOException {
    String file = Files.readString(lab.root().resolve("run").resolve(process + ".pid"));
    return Long.parseLong(file.replaceAll(".*\"pid\":(\\d+).*", "$1").strip());
  }

  /// In the lab's own files and in those of its pods.
  private void pidsAreReused() throws IOException {
    String stranger = Long.toString(strangers.getFirst().pid());
    try (Stream<Path> all = Files.walk(lab.root())) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".pid")) {
          String text = Files.readString(file);
          Files.writeString(file, text.replaceAll("\"pid\":\\d+", "\"pid\":" + stranger));
        } else if (name.equals("alive")) {
          String[] words = Files.readString(file).strip().split(" ", -1);
          words[0] = stranger;
          words[4] = stranger;
          Files.writeString(file, String.join(" ", words) + "\n");
        }
      }
    }
  }

  /// As if `up` had been killed between the start of the core and the note of it.
  private void aStartedProcessIsNotWrittenDown() throws IOException {
    Files.delete(lab.root().resolve("run/core.pid"));
  }

  private void everythingIsKilledFromOutside() throws Exception {
    signal("KILL", pid("core"));
    signal("KILL", pid("relay"));
    story.does("lab", "kill", "s1");
    signal("KILL", pid("site-s2"));
    assertThat(story.traces(LabStory.marks(lab))).as("pods of s2 live on").isNotEmpty();
    Files.delete(lab.root().resolve("run/site-s2.pid"));
    String reused = "{\"boot\":\"\",\"pid\":" + strangers.getFirst().pid() + ",\"startTicks\":1}";
    Files.writeString(lab.root().resolve("run/core.pid"), reused);
  }

  private void downLeavesNothing() throws Exception {
    List<String> marks = LabStory.marks(lab);
    story.does("lab", "down");
    assertThat(story.traces(marks)).isEmpty();
    assertThat(person.skerryHome().resolve("labs")).isEmptyDirectory();
  }
}
