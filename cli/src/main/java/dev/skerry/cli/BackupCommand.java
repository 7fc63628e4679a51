package dev.skerry.cli;

import dev.skerry.cli.console.Console;
import dev.skerry.server.backup.Backup;
import dev.skerry.server.client.Refused;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.doctor.Patient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "backup",
    description = "Writes configuration, keys and state of a directory to a file, in use or not.")
final class BackupCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--data", paramLabel = "DIR", description = "Of a core, a site or a node.")
  private Path data = Path.of("");

  @Option(names = "--to", paramLabel = "FILE", required = true, description = "Must not exist yet.")
  private Path to = Path.of("");

  @Option(names = "--images", description = "With the images that were pushed to it.")
  private boolean images;

  BackupCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    DataDir dir = Data.required(data);
    Patient patient = Patient.of(dir);
    Path file = to.toAbsolutePath();
    if (Files.exists(file)) {
      throw new Refused(file + " is there already; name another file");
    }
    Path parent = file.getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      throw new Refused(parent + " is no directory; make it first");
    }
    Backup.write(dir, file, images, VersionCommand.version());
    console.progress(
        "a backup of the "
            + patient.role()
            + " in "
            + dir.root()
            + "; it holds keys, keep it safe");
    console.answer(file.toString());
    return 0;
  }
}
