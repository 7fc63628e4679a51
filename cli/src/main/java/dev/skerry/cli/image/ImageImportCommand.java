package dev.skerry.cli.image;

import dev.skerry.cli.console.Console;
import dev.skerry.content.archive.Archives;
import dev.skerry.content.image.Reference;
import java.nio.file.Path;
import java.util.Optional;
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

  @Parameters(paramLabel = "FILE")
  private Path file = Path.of("");

  ImageImportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    Optional<Reference> wanted =
        name.isEmpty() ? Optional.empty() : Optional.of(Reference.parse(name));
    for (Archives.Imported each : new Archives(Images.own(console)).read(file, wanted)) {
      console.answer(each.name() + " " + each.manifest());
    }
    return 0;
  }
}
