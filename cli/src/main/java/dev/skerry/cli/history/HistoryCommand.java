package dev.skerry.cli.history;

import dev.skerry.cli.console.Console;
import dev.skerry.server.client.SkerryCalls;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "history",
    description = "Says which sites follow the history of a core, and what they keep against it.")
public final class HistoryCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final Asked asked = new Asked();

  private HistoryCommand(Console console) {
    this.console = console;
  }

  /// With its subcommands.
  public static CommandLine commandLine(Console console) {
    var line = new CommandLine(new HistoryCommand(console));
    line.addSubcommand(new HistoryAcceptCommand(console));
    return line;
  }

  @Override
  public Integer call() throws Exception {
    boolean json = asked.json();
    try (var client = asked.client(console)) {
      Asked.print(console, json, new SkerryCalls(client).history());
    }
    return 0;
  }
}
