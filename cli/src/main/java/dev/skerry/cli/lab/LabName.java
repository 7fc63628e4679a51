package dev.skerry.cli.lab;

import dev.skerry.cli.console.Parse;
import dev.skerry.server.client.Refused;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/// The `--name` of a lab, an option of every subcommand.
final class LabName {
  private static final Pattern GOOD = Pattern.compile("[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?");

  @Option(names = "--name", paramLabel = "NAME", description = "Which lab. Default: default")
  private String name = "default";

  String text() throws Refused {
    if (!GOOD.matcher(name).matches()) {
      throw Parse.usage(
          "'" + name + "' is not a lab's name: up to 32 of a-z, 0-9 and -, not - at its ends");
    }
    return name;
  }
}
