package dev.skerry.cli;

import dev.skerry.cli.console.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "completion",
    description = "Prints completions for bash and zsh: source <(skerry completion)")
final class CompletionCommand implements Callable<Integer> {
  private final Console console;

  CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    console.answer(Skerry.completion(console));
    return 0;
  }
}
