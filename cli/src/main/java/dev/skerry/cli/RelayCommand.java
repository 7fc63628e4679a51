package dev.skerry.cli;

import dev.skerry.server.relay.Relay;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "lab-relay", hidden = true, description = "The links of a lab.")
final class RelayCommand implements Callable<Integer> {
  @Option(names = "--control", paramLabel = "SOCKET", required = true)
  private Path control = Path.of("");

  @Override
  public Integer call() throws Exception {
    try (var relay = new Relay(control)) {
      relay.run();
    }
    return 0;
  }
}
