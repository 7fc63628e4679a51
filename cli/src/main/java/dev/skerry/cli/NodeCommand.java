package dev.skerry.cli;

import dev.skerry.cli.console.Console;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.config.NodeConfig;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "node", description = "Runs a further node of a site until it is told to end.")
final class NodeCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--data", paramLabel = "DIR", description = "The node's directory.")
  private Path data = Path.of("");

  @Option(names = "--print-config", description = "Prints what is in force and ends.")
  private boolean printConfig;

  NodeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    DataDir dir = Data.required(data);
    NodeConfig config = NodeConfig.read(dir);
    if (!printConfig) {
      Roles.node(dir, config);
      return 0;
    }
    console.out().print(config.text(dir));
    return 0;
  }
}
