package dev.skerry.cli.history;

import dev.skerry.cli.console.Console;
import dev.skerry.cli.console.Output;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.server.client.ApiClient;
import dev.skerry.server.client.KubeFile;
import dev.skerry.server.client.SkerryCalls;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "history",
    description = "Says which sites follow the history of a core, and what they keep against it.")
public final class HistoryCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "text or json.")
  private String output = "text";

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "Of the core, or of a site that was put back from a copy.")
  private String kubeconfig = "";

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
    boolean json = Output.json(output);
    try (var client = ApiClient.of(KubeFile.find(kubeconfig, console.environment()))) {
      print(console, json, new SkerryCalls(client).history());
    }
    return 0;
  }

  static void print(Console console, boolean json, List<Json> stands) {
    if (json) {
      console.answer(JsonText.write(Json.array(stands)));
    } else {
      stands.forEach(stand -> console.answer(line(stand)));
    }
  }

  static String line(Json stand) {
    return stand.text("site") + " " + stand.text("reason") + ": " + stand.text("message");
  }
}
