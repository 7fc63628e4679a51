package dev.skerry.cli;

import dev.skerry.cli.console.Console;
import dev.skerry.cli.lab.LabDoors;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "lab-doors", hidden = true, description = "The app URLs of a lab.")
final class DoorsCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--name", required = true)
  private String name = "";

  DoorsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    LabDoors.run(console, name);
    return 0;
  }
}
