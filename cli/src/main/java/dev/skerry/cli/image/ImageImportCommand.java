package dev.skerry.cli.image;

import dev.skerry.cli.console.Console;
import dev.skerry.server.image.OwnImages;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "import",
    description = "Takes images from a file of 'docker save' or an OCI layout, tar or directory.")
final class ImageImportCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = {"-t", "--tag"},
      paramLabel = "NAME:TAG",
      description = "What to call the one image instead of what the file says.")
  private String name = "";

  @Parameters(paramLabel = "FILE", description = "Or directory.")
  private Path file = Path.of("");

  ImageImportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    new OwnImages(console.home()).read(file, name).forEach(console::answer);
    return 0;
  }
}
