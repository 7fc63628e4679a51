package dev.skerry.cli;

import dev.skerry.cli.console.Console;
import dev.skerry.cli.console.Sentence;
import dev.skerry.cli.history.HistoryCommand;
import dev.skerry.cli.image.ImageCommand;
import dev.skerry.cli.lab.LabCommand;
import dev.skerry.server.client.Refused;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/// The `skerry` command itself: its subcommands, and what becomes of errors.
@Command(
    name = "skerry",
    description = "A cloud for the distributed edge: sites that stand on their own.",
    subcommands = CommandLine.HelpCommand.class)
final class Skerry implements Runnable {
  private static final int FAILED = 1;
  private static final int USAGE = 2;
  private static final int PREREQUISITE = 3;

  private final Console console;

  private Skerry(Console console) {
    this.console = console;
  }

  /// Runs one command line and gives the exit code: 0 done, 1 refused or failed, 2 usage, 3 a
  /// prerequisite is missing.
  static int run(Console console, String... arguments) {
    CommandLine line = commandLine(console);
    line.setOut(console.out());
    line.setErr(console.err());
    line.setParameterExceptionHandler((bad, _) -> usage(console, bad));
    line.setExecutionExceptionHandler((failed, _, _) -> failure(console, failed));
    int code = line.execute(arguments);
    console.out().flush();
    console.err().flush();
    return code;
  }

  static CommandLine commandLine(Console console) {
    CommandLine line = new CommandLine(new Skerry(console));
    line.addSubcommand(LabCommand.commandLine(console));
    var core = new CommandLine(new CoreCommand(console));
    core.addSubcommand(new CoreInitCommand(console));
    line.addSubcommand(core);
    line.addSubcommand(new SiteCommand(console));
    line.addSubcommand(new NodeCommand(console));
    var token = new CommandLine(new TokenCommand());
    token.addSubcommand(new TokenCreateCommand(console));
    line.addSubcommand(token);
    line.addSubcommand(new JoinCommand(console));
    line.addSubcommand(ImageCommand.commandLine(console));
    line.addSubcommand(new WhyCommand(console));
    line.addSubcommand(new DoctorCommand(console));
    line.addSubcommand(new ReadyCommand(console));
    line.addSubcommand(new BackupCommand(console));
    line.addSubcommand(new RestoreCommand(console));
    line.addSubcommand(HistoryCommand.commandLine(console));
    line.addSubcommand(new SimulateCommand());
    line.addSubcommand(new VersionCommand(console));
    line.addSubcommand(new CompletionCommand(console));
    line.addSubcommand(new RelayCommand());
    line.addSubcommand(new DoorsCommand());
    line.addSubcommand(new SweepCommand());
    everywhere(line);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    return line;
  }

  private static void everywhere(CommandLine line) {
    CommandSpec spec = line.getCommandSpec();
    if (!spec.optionsMap().containsKey("--help")) {
      spec.addOption(
          OptionSpec.builder("-h", "--help")
              .usageHelp(true)
              .description("Says what this does.")
              .build());
    }
    for (CommandLine inner : line.getSubcommands().values()) {
      everywhere(inner);
    }
  }

  @Override
  public void run() {
    commandLine(console).usage(console.out());
  }

  private static int usage(Console console, ParameterException bad) {
    CommandLine line = bad.getCommandLine();
    say(console, String.valueOf(bad.getMessage()).replaceFirst("^Error: ", ""));
    console
        .err()
        .println(
            "usage: "
                + synopsis(line)
                + "; '"
                + line.getCommandSpec().qualifiedName()
                + " --help' says more");
    return USAGE;
  }

  private static String synopsis(CommandLine line) {
    return line.getHelp().synopsis(0).strip().replaceAll("\\s+", " ");
  }

  private static int failure(Console console, Exception failed) {
    if (failed instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    say(console, Sentence.of(failed));
    return failed instanceof Refused refused ? exitCode(refused.kind()) : FAILED;
  }

  private static int exitCode(Refused.Kind kind) {
    return switch (kind) {
      case FAILED -> FAILED;
      case USAGE -> USAGE;
      case PREREQUISITE -> PREREQUISITE;
    };
  }

  private static void say(Console console, String message) {
    console
        .err()
        .println("skerry: " + OneLine.shown(message.strip().replaceAll("\\s*\\n\\s*", "; ")));
  }

  /// A completion script for bash and zsh.
  static String completion(Console console) {
    var out = new StringWriter();
    new PrintWriter(out, true).print(AutoComplete.bash("skerry", commandLine(console)));
    return out.toString();
  }
}
