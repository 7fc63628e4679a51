package dev.skerry.cli.image;

import dev.skerry.cli.console.Console;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `skerry image`.
@Command(
    name = "image",
    description = "Images: build, import, push, pull, list, remove. Kept in SKERRY_HOME/images.")
public final class ImageCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  public static CommandLine commandLine(Console console) {
    CommandLine line = new CommandLine(new ImageCommand());
    List<Callable<Integer>> all =
        List.of(
            new ImageBuildCommand(console),
            new ImageImportCommand(console),
            new ImagePushCommand(console),
            new ImagePullCommand(console),
            new ImageListCommand(console),
            new ImageRemoveCommand(console));
    all.forEach(line::addSubcommand);
    return line;
  }

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(
          spec.commandLine(), "which? skerry image build, import, push, pull, list or remove");
    }
  }
}
