package dev.skerry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.server.lab.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a process that stays says, and how much of it is kept.
final class LogsTest {
  private static final Logger ROOT = Logger.getLogger("");

  @TempDir Path home;
  private List<Handler> before = List.of();

  @BeforeEach
  void remember() {
    before = List.of(ROOT.getHandlers());
  }

  @AfterEach
  void asItWas() {
    for (Handler handler : ROOT.getHandlers()) {
      ROOT.removeHandler(handler);
      handler.close();
    }
    before.forEach(ROOT::addHandler);
  }

  private static void talk(String name) {
    Logger logger = Logger.getLogger(name);
    String line = "said ".repeat(200);
    for (int i = 0; i < 5 * Logs.MAX_BYTES / line.length(); i++) {
      logger.info(line);
    }
  }

  private static long kept(Path directory) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".log")).toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  @Test
  void aProcessThatStaysKeepsBoundedFilesInItsDirectory() throws IOException {
    Logs.stay(home, Map.of());
    talk("one");
    assertThat(home.resolve("log")).isDirectoryContaining("glob:**/skerry.{0,1}.log");
    assertThat(kept(home.resolve("log")))
        .isBetween((long) Logs.MAX_BYTES, (long) Logs.FILES * Logs.MAX_BYTES + 4096);
  }

  @Test
  void aNamedFileIsTakenInsteadAndBoundedToo() throws IOException {
    Path named = Files.createDirectory(home.resolve("named"));
    Map<String, String> environment = Map.of("SKERRY_LOG_FILE", named + "/core.%g.log");
    Logs.configure(environment);
    Logs.stay(home, environment);
    talk("two");
    assertThat(home.resolve("log")).doesNotExist();
    assertThat(kept(named))
        .isBetween((long) Logs.MAX_BYTES, (long) Logs.FILES * Logs.MAX_BYTES + 4096);
    assertThat(ROOT.getHandlers()).hasSize(1);
    asItWas();
    Logs.configure(Map.of("SKERRY_LOG_FILE", named + "/core.%g.log", "JOURNAL_STREAM", "8:12345"));
    assertThat(ROOT.getHandlers()).as("a journal bounds itself").hasSize(2);
  }

  /// The launcher of real machines and the lab start a process the same way.
  @Test
  void theDistributionHasTheOptionsThatTheLabHas() throws IOException {
    String launcher = Files.readString(Path.of("src/dist/bin/skerry"));
    List<String> site = options(Jvm.Role.SITE);
    List<String> core = options(Jvm.Role.CORE);
    List<String> both = site.stream().filter(core::contains).toList();
    assertThat(Files.readAllLines(Path.of("src/dist/lib/long-running.options"))).isEqualTo(both);
    for (String option : site) {
      assertThat(both.contains(option) || launcher.contains(option)).as(option).isTrue();
    }
    for (String option : core) {
      // Where only one core runs, a quarter of the memory is its bound.
      boolean heap = option.startsWith("-Xmx");
      assertThat(heap || both.contains(option) || launcher.contains(option)).as(option).isTrue();
    }
  }

  private static List<String> options(Jvm.Role role) {
    List<String> command = Jvm.command(role, "role");
    return command.subList(1, command.indexOf("-cp")).stream()
        .filter(each -> !each.startsWith("-Dskerry.root"))
        .toList();
  }
}
