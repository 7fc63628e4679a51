package dev.skerry.cli;

import dev.skerry.drivers.container.Sweep;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "lab-sweep", hidden = true, description = "Ends what a driver left running.")
final class SweepCommand implements Callable<Integer> {
  @Option(names = "--root", paramLabel = "DIR", required = true)
  private Path root = Path.of("");

  @Option(names = "--erase")
  private boolean erase;

  @Override
  public Integer call() throws Exception {
    if (erase) {
      Sweep.erase(root);
    } else {
      Sweep.powerOff(root);
    }
    return 0;
  }
}
