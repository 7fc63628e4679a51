package dev.skerry.cli;

import dev.skerry.cli.console.Console;
import dev.skerry.server.config.CoreConfig;
import dev.skerry.server.config.DataDir;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "core", description = "Runs a core until it is told to end.")
final class CoreCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--data", paramLabel = "DIR", description = "The core's directory, made by init.")
  private Path data = Path.of("");

  @Option(names = "--print-config", description = "Prints what is in force and ends.")
  private boolean printConfig;

  CoreCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    DataDir dir = Data.required(data);
    CoreConfig config = CoreConfig.read(dir);
    if (!printConfig) {
      Roles.core(dir, config);
      return 0;
    }
    console.out().print(config.text(dir));
    return 0;
  }
}
