package dev.skerry.cli.lab;

import dev.skerry.cli.console.Console;
import dev.skerry.server.lab.Lab;
import dev.skerry.server.lab.LabState.Site;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "heal", description = "Ends a cut; the link keeps its shape.")
final class HealCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final LabName name = new LabName();

  @Parameters(paramLabel = "SITE", description = "Whose link.")
  private String site = "";

  HealCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    Lab lab = Lab.required(console.home(), name.text());
    Site healed = lab.site(site);
    lab.links().weather(healed.name(), lab.link(healed).weather().healed());
    console.progress("link of " + healed.name() + ": up");
    return 0;
  }
}
