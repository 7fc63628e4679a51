package dev.skerry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.skerry.cli.console.Console;
import dev.skerry.cli.page.Page;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// The page of all commands says what the program says.
final class CommandsPageTest {
  private static final Path PAGE = Path.of("../docs/manual/commands.md");
  private static final Pattern COMMAND = Pattern.compile("(\\./|bin/)?skerry .*");
  private static final String START =
      """
      # Commands

      All take `--help`. Exit codes: [Exit codes and troubleshooting](exit-codes.md).
      """;

  private final CommandLine skerry =
      Skerry.commandLine(
          new Console(
              new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), Map.of()));

  @Test
  void thePageOfCommandsIsTrue() throws IOException {
    var page = new StringBuilder(START);
    skerry.getSubcommands().values().forEach(each -> describe(each, page));
    Path now = Path.of("target/commands.md");
    Files.createDirectories(now.getParent());
    Files.writeString(now, page);
    assertThat(PAGE)
        .as("copy cli/target/commands.md to docs/manual when the change is meant")
        .hasContent(page.toString());
  }

  @Test
  void everyCommandAndOptionSaysWhatItIsFor() {
    skerry.getSubcommands().values().forEach(CommandsPageTest::explained);
  }

  @Test
  void aCommandInRunningTextIsOne() throws IOException {
    for (Page page : Page.all()) {
      for (String span : page.spans()) {
        if (COMMAND.matcher(span).matches()) {
          String[] words = span.split(" ", -1);
          assertThatCode(() -> skerry.parseArgs(Arrays.copyOfRange(words, 1, words.length)))
              .as(page.file() + ": " + span)
              .doesNotThrowAnyException();
        }
      }
    }
  }

  private static void explained(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    if (spec.usageMessage().hidden()) {
      return;
    }
    assertThat(text(spec.usageMessage().description())).as(spec.qualifiedName()).isNotBlank();
    for (ArgSpec each : spec.args()) {
      if (!each.hidden()) {
        assertThat(text(each.description()))
            .as(spec.qualifiedName() + " " + name(each))
            .isNotBlank();
      }
    }
    command.getSubcommands().values().forEach(CommandsPageTest::explained);
  }

  private static void describe(CommandLine command, StringBuilder page) {
    CommandSpec spec = command.getCommandSpec();
    if (spec.usageMessage().hidden()) {
      return;
    }
    page.append("\n## ").append(spec.qualifiedName()).append("\n\n");
    page.append(text(spec.usageMessage().description())).append('\n');
    boolean table = false;
    for (ArgSpec each : spec.args()) {
      boolean help = each instanceof OptionSpec option && option.usageHelp();
      if (each.hidden() || help) {
        continue;
      }
      if (!table) {
        page.append("\n| argument | |\n|---|---|\n");
        table = true;
      }
      String needed = each.required() ? "Needed. " : "";
      page.append("| `").append(name(each).replace("|", "\\|")).append("` | ").append(needed);
      page.append(text(each.description())).append(" |\n");
    }
    command.getSubcommands().values().forEach(inner -> describe(inner, page));
  }

  private static String name(ArgSpec argument) {
    return switch (argument) {
      case OptionSpec option -> {
        String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
        yield String.join(", ", option.names()) + label;
      }
      case PositionalParamSpec positional ->
          positional.paramLabel() + (positional.arity().max() > 1 ? "…" : "");
      default -> argument.paramLabel();
    };
  }

  private static String text(String[] lines) {
    return String.join(" ", lines)
        .replace("%n", " ")
        .replace("%%", "%")
        .replace("|", "\\|")
        .strip();
  }
}
