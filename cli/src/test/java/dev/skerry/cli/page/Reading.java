package dev.skerry.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Reads a page at a shell: types each command and compares the answer with the one shown. What was
/// shown and differed, such as a port, is what later commands of the page are typed with.
final class Reading {
  /// For what a page promises within seconds; only a broken promise takes it.
  private static final long PATIENCE_SECONDS = 90;

  /// Asking again changes nothing, so a reader does until the picture is there.
  private static final Pattern QUESTION =
      Pattern.compile(
          ".*(kubectl .*\\b(get|describe|logs|explain|version|api-resources)\\b"
              + "|skerry (why|history(?! accept)|lab status|image list|version)\\b|curl -s [^ ]+$).*",
          Pattern.DOTALL);

  private static final Pattern SERVES =
      Pattern.compile(".*skerry (core|site|node) --data \\S+", Pattern.DOTALL);
  private static final Pattern REFUSAL = Pattern.compile("^(skerry: |Error|error:).*");
  private static final Pattern LOOPBACK = Pattern.compile("127\\.0\\.0\\.1:\\d+");

  private final Shell shell;
  private final Map<String, String> instead = new LinkedHashMap<>();

  /// @param instead what is typed for what a page shows, such as a directory of the test
  Reading(Shell shell, Map<String, String> instead) {
    this.shell = shell;
    this.instead.putAll(instead);
  }

  void read(Page page) throws Exception {
    for (Page.Step step : page.steps()) {
      if (SERVES.matcher(step.command()).matches()) {
        shell.start(typed(step.command()));
      } else {
        take(step);
      }
    }
  }

  private void take(Page.Step step) throws Exception {
    String command = typed(step.command());
    List<String> shown = step.shown().stream().map(this::typed).toList();
    boolean refused = shown.stream().anyMatch(line -> REFUSAL.matcher(line).matches());
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      Shell.Answer answer = shell.type(command);
      List<String> real = (refused ? answer.err() + answer.out() : answer.out()).lines().toList();
      boolean failed = answer.code() != 0 || answer.err().startsWith("skerry: ");
      if (failed == refused && Likeness.alike(shown, real)) {
        learn(step.shown(), real);
        return;
      }
      if (!QUESTION.matcher(command).matches() || System.nanoTime() > end) {
        assertThat(String.join("\n", real))
            .as("%s: %s%nexit %d, %s", step.where(), command, answer.code(), answer.err())
            .isEqualTo(String.join("\n", shown));
        throw new AssertionError(step.where() + ": " + command + " exits with " + answer.code());
      }
      boolean _ = new CountDownLatch(1).await(500, TimeUnit.MILLISECONDS);
    }
  }

  private String typed(String text) {
    String result = text;
    for (var each : instead.entrySet()) {
      result = result.replace(each.getKey(), each.getValue());
    }
    return result;
  }

  private void learn(List<String> shown, List<String> real) {
    for (int i = 0; i < Math.min(shown.size(), real.size()); i++) {
      List<String> here = addresses(shown.get(i));
      List<String> there = addresses(real.get(i));
      if (here.size() == there.size() && !shown.contains(Likeness.ANYTHING)) {
        for (int k = 0; k < here.size(); k++) {
          instead.put(here.get(k), there.get(k));
        }
      }
    }
  }

  private static List<String> addresses(String line) {
    return LOOPBACK.matcher(line).results().map(MatchResult::group).toList();
  }
}
