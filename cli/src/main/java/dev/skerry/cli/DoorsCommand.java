package dev.skerry.cli;

import dev.skerry.server.lab.LabDoors;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "lab-doors", hidden = true, description = "The app URLs of a lab.")
final class DoorsCommand implements Callable<Integer> {
  @Option(names = "--state", paramLabel = "FILE", required = true)
  private Path state = Path.of("");

  @Override
  public Integer call() throws Exception {
    LabDoors.run(state);
    return 0;
  }
}
