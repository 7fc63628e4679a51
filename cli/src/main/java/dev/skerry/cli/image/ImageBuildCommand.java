package dev.skerry.cli.image;

import dev.skerry.cli.console.Console;
import dev.skerry.content.build.ImageBuild;
import dev.skerry.content.image.Reference;
import java.nio.file.Path;
import java.util.ArrayList;
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

  @Parameters(paramLabel = "DIR")
  private Path directory = Path.of("");

  ImageBuildCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    var references = new ArrayList<Reference>();
    for (String name : names) {
      references.add(Reference.parse(name));
    }
    var build =
        new ImageBuild(
            Images.own(console), Images.directory(console).resolve("scratch"), console::progress);
    for (ImageBuild.Built built : build.run(directory.toAbsolutePath(), references)) {
      console.answer(built.name() + " " + built.manifest());
    }
    return 0;
  }
}
