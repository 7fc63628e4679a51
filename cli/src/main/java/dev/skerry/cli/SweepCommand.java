package dev.skerry.cli;

import dev.skerry.server.lab.PowerCut;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "lab-sweep", hidden = true, description = "Ends what a driver left running.")
final class SweepCommand implements Callable<Integer> {
  @Option(names = "--root", paramLabel = "DIR", required = true)
  private Path root = Path.of("");

  @Override
  public Integer call() throws Exception {
    PowerCut.sweep(root);
    return 0;
  }
}
