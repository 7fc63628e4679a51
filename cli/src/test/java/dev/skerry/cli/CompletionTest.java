package dev.skerry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.cli.console.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `source <(skerry completion)` makes bash and zsh complete what is typed.
final class CompletionTest {
  /// What bash does at a tab, which needs no terminal.
  private static final String BASH =
      """
      source <(skerry completion)
      COMP_WORDS=($1) COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMP_LINE=$1 COMP_POINT=${#1}
      $(complete -p skerry | sed 's/.*-F \\([^ ]*\\).*/\\1/') 2>/dev/null
      printf '%s\\n' "${COMPREPLY[@]}"
      """;

  /// Types at another zsh, and a tab, time after time; waits until it shows what is wanted. The
  /// first one reads all of zsh's own completions, which takes a while.
  private static final String ZSH =
      """
      zmodload zsh/zpty
      zpty shell zsh -f -i
      zpty -w shell 'source <(skerry completion); print re''ady'
      zpty -r -m shell said '*ready*'
      while [ $# -gt 0 ]; do
        zpty -w -n shell $'\\C-u'"$1"$'\\t'
        zpty -r -m shell said "*$2*"
        print -r -- "$2"
        shift 2
      done
      """;

  @TempDir Path home;

  /// A `skerry` that prints its completions as quickly as a file.
  @BeforeEach
  void skerryIsOnThePath() throws IOException {
    var out = new StringWriter();
    var console =
        new Console(new PrintWriter(out, true), new PrintWriter(new StringWriter()), Map.of());
    assertThat(Skerry.run(console, "completion")).isZero();
    Path script = Files.writeString(home.resolve("script"), out.toString());
    Path skerry = Files.writeString(home.resolve("skerry"), "#!/bin/sh\ncat '" + script + "'\n");
    Files.setPosixFilePermissions(skerry, PosixFilePermissions.fromString("rwx------"));
  }

  private String run(List<String> shell, String script, String... arguments) throws Exception {
    var argv = new ArrayList<>(List.of("timeout", "300"));
    argv.addAll(shell);
    argv.add(Files.writeString(home.resolve("typed"), script).toString());
    argv.addAll(List.of(arguments));
    var builder = new ProcessBuilder(argv).redirectErrorStream(true);
    builder.environment().put("PATH", home + ":" + System.getenv("PATH"));
    builder.environment().put("HOME", home.toString());
    builder.environment().put("TERM", "dumb");
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(shell + " " + List.of(arguments) + ": " + said).isZero();
    return said.strip();
  }

  @Test
  void bashCompletesCommandsAndOptions() throws Exception {
    assertThat(run(List.of("bash"), BASH, "skerry lab kubec")).isEqualTo("kubeconfig");
    assertThat(run(List.of("bash"), BASH, "skerry lab up --dr")).isEqualTo("--driver");
    assertThat(run(List.of("bash"), BASH, "skerry lab-re")).as("what is hidden").isEmpty();
  }

  @Test
  void zshCompletesCommandsAndOptions() throws Exception {
    List<String> zsh = List.of("zsh", "-f");
    assertThat(run(zsh, ZSH, "skerry lab kubec", "kubeconfig", "skerry lab up --dr", "--driver"))
        .isEqualTo("kubeconfig\n--driver");
  }
}
