package dev.skerry.cli;

import dev.skerry.cli.console.Console;
import dev.skerry.cli.console.Parse;
import dev.skerry.server.client.Refused;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.doctor.Patient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "ready",
    description = "Says whether the process of a directory serves; waits for it if told to.")
final class ReadyCommand implements Callable<Integer> {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private final Console console;

  @Option(names = "--data", paramLabel = "DIR", description = "Of a core, a site or a node.")
  private Path data = Path.of("");

  @Option(names = "--wait", paramLabel = "TIME", description = "At most. Default: 0s")
  private String wait = "0s";

  ReadyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    DataDir dir = Data.required(data);
    Duration most = Parse.duration(wait);
    Patient patient = Patient.of(dir);
    long start = System.nanoTime();
    Patient.Serving serving = patient.serving();
    while (!serving.now() && System.nanoTime() - start < most.toNanos()) {
      Thread.sleep(LOOK_AGAIN);
      serving = patient.serving();
    }
    if (!serving.now()) {
      throw new Refused(serving.sentence());
    }
    console.answer(serving.sentence());
    return 0;
  }
}
