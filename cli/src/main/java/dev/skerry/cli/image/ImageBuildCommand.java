package dev.skerry.cli.image;

import dev.skerry.cli.console.Console;
import dev.skerry.server.image.OwnImages;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "build", description = "Makes an image of a directory with an image.yaml.")
final class ImageBuildCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = {"-t", "--tag"},
      paramLabel = "NAME:TAG",
      required = true,
      description = "What to call it; may be given several times.")
  private List<String> names = List.of();

  @Parameters(paramLabel = "DIR", description = "Has the image.yaml.")
  private Path directory = Path.of("");

  ImageBuildCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    var images = new OwnImages(console.home());
    images.build(directory.toAbsolutePath(), names, console::progress).forEach(console::answer);
    return 0;
  }
}
