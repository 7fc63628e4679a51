package dev.skerry.cli.lab;

import dev.skerry.cli.console.Console;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `skerry lab`.
@Command(name = "lab", description = "A core and sites on this machine, with links to make bad.")
public final class LabCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  public static CommandLine commandLine(Console console) {
    CommandLine line = new CommandLine(new LabCommand());
    List<Callable<Integer>> all =
        List.of(
            new UpCommand(console),
            new DownCommand(console),
            new StatusCommand(console),
            new CutCommand(console),
            new HealCommand(console),
            new ShapeCommand(console),
            new KillCommand(console),
            new CrashCommand(console),
            new StartCommand(console),
            new KubeconfigCommand(console),
            new LogsCommand(console));
    all.forEach(line::addSubcommand);
    return line;
  }

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(
          spec.commandLine(),
          "which? skerry lab up, down, status, cut, heal, shape, kill, crash, start, kubeconfig"
              + " or logs");
    }
  }
}
