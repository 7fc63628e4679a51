package dev.skerry.cli;

import dev.skerry.cli.console.Console;
import dev.skerry.server.backup.Restoration;
import dev.skerry.server.client.Refused;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.doctor.Patient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "restore",
    description = "Makes an empty directory what a backup holds; whoever watched it starts over.")
final class RestoreCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--from", paramLabel = "FILE", required = true, description = "A backup.")
  private Path from = Path.of("");

  @Option(names = "--data", paramLabel = "DIR", description = "Empty, or not there.")
  private Path data = Path.of("");

  RestoreCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    DataDir dir = Data.required(data);
    if (!Files.isRegularFile(from)) {
      throw new Refused("there is no file " + from.toAbsolutePath() + "; which backup was meant?");
    }
    Restoration restored = Restoration.restore(from, dir);
    console.progress(restored.told());
    console.answer("skerry " + Patient.of(dir).role() + " --data " + dir.root());
    return 0;
  }
}
