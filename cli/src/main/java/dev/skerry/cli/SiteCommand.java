package dev.skerry.cli;

import dev.skerry.cli.console.Console;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.config.SiteConfig;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "site",
    description = "Runs a site, its control plane and its first node, until it is told to end.")
final class SiteCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--data", paramLabel = "DIR", description = "The site's directory, made by join.")
  private Path data = Path.of("");

  @Option(names = "--print-config", description = "Prints what is in force and ends.")
  private boolean printConfig;

  SiteCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    DataDir dir = Data.required(data);
    SiteConfig config = SiteConfig.read(dir);
    if (!printConfig) {
      Roles.site(dir, config);
      return 0;
    }
    console.out().print(config.text(dir));
    return 0;
  }
}
