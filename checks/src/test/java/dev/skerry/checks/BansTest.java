package dev.skerry.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// STYLE 1, 12, 18, 20, 21 and 22: what logic must not touch, and what nobody uses.
final class BansTest {
  private static final List<String> LOGIC =
      List.of("model", "sync", "control", "node", "simulation");

  /// Their order, or their answer, differs between two runs of the same seed.
  private static final List<String> NOT_IN_LOGIC =
      List.of(
          "java.util.HashMap.",
          "java.util.HashSet.",
          "java.util.IdentityHashMap.",
          "java.util.Random.",
          "java.util.UUID.randomUUID",
          "java.util.concurrent.ThreadLocalRandom.",
          "java.util.stream.Collectors.toSet",
          "java.util.stream.Collectors.toMap",
          "java.util.Set.of",
          "java.util.Set.copyOf",
          "java.util.Map.of",
          "java.util.Map.ofEntries",
          "java.util.Map.copyOf",
          "java.lang.Math.random",
          "java.lang.System.nanoTime",
          "java.lang.System.currentTimeMillis",
          "java.lang.System.identityHashCode",
          "java.lang.System.getenv",
          "java.lang.System.getProperty",
          "java.lang.Thread.",
          "java.time.Instant.now",
          "java.time.Clock.",
          "java.nio.file.Files.",
          "java.io.File.",
          "java.io.FileInputStream.",
          "java.io.FileOutputStream.",
          "java.net.Socket.",
          "java.net.http.",
          "java.nio.channels.");

  private static final List<String> NOWHERE =
      List.of(
          "java.util.concurrent.CompletableFuture.",
          "java.util.concurrent.Executors.newFixed",
          "java.util.concurrent.Executors.newCached",
          "java.util.concurrent.Executors.newSingle",
          "java.util.concurrent.Executors.newScheduled",
          "java.util.concurrent.Executors.newWorkStealing",
          "java.util.concurrent.ForkJoinPool.");

  private static final Pattern STATIC_STATE =
      Pattern.compile(
          "^\\s*(private |public |protected )?static (?!final|\\w+"
              + " class|class|record|enum|interface|sealed|<)[\\w<>\\[\\], ?]+ \\w+\\s*(=|;).*");

  /// The driver ports name the files and streams that a shell opens; they open none.
  private static boolean isPort(Compiled type) {
    return type.packageName().equals("dev.skerry.node.driver");
  }

  @Test
  void logicTouchesNoClockChanceThreadOrFile() {
    var wrong = new TreeSet<String>();
    for (Module module : Module.shipped()) {
      if (!LOGIC.contains(module.name())) {
        continue;
      }
      for (Compiled type : module.classes()) {
        if (!isPort(type)) {
          report(type, NOT_IN_LOGIC, wrong);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void nobodyChainsFuturesOrTunesPools() {
    var wrong = new TreeSet<String>();
    for (Module module : Module.shipped()) {
      module.classes().forEach(type -> report(type, NOWHERE, wrong));
    }
    assertThat(wrong).isEmpty();
  }

  private static void report(Compiled type, List<String> banned, Set<String> wrong) {
    for (String call : type.calls()) {
      for (String ban : banned) {
        if (call.startsWith(ban)) {
          wrong.add(type.name() + " calls " + call);
        }
      }
    }
  }

  @Test
  void thereIsNoStaticMutableStateAndNoMockingLibrary() throws IOException {
    var wrong = new TreeSet<String>();
    for (Module module : Module.all()) {
      for (Path file : module.sources()) {
        for (String line : Files.readAllLines(file)) {
          if (STATIC_STATE.matcher(line).matches() && !line.contains("(")) {
            wrong.add(file.getFileName() + ": " + line.strip());
          }
        }
      }
      for (Path file : module.testSources()) {
        String text = Files.readString(file);
        if (!module.name().equals("checks")
            && (text.contains("org.mockito") || text.contains("Thread.sleep("))) {
          wrong.add(file.getFileName() + " mocks or sleeps");
        }
      }
    }
    assertThat(wrong).isEmpty();
  }
}
