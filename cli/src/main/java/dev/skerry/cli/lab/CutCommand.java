package dev.skerry.cli.lab;

import dev.skerry.cli.console.Console;
import dev.skerry.cli.console.Parse;
import dev.skerry.server.lab.Lab;
import dev.skerry.server.lab.LabState.Site;
import dev.skerry.server.lab.RelayControl;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "cut",
    description = "Makes a site's link a black hole: connections stay, no byte passes.")
final class CutCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final LabName name = new LabName();

  @Parameters(paramLabel = "SITE", description = "Whose link.")
  private String site = "";

  @Option(names = "--one-way", paramLabel = "up|down", description = "Only that way.")
  private String oneWay = "";

  @Option(names = "--reset", description = "Also ends the connections that are open, by RST.")
  private boolean reset;

  CutCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (!oneWay.isEmpty() && !oneWay.equals("up") && !oneWay.equals("down")) {
      throw Parse.usage("--one-way is '" + oneWay + "', want up or down");
    }
    Lab lab = Lab.required(console.home(), name.text());
    Site cut = lab.site(site);
    RelayControl.Link link = lab.link(cut);
    lab.links()
        .weather(
            cut.name(), link.weather().healed().cut(!oneWay.equals("down"), !oneWay.equals("up")));
    if (reset) {
      lab.links().reset(cut.name());
    }
    console.progress("link of " + cut.name() + ": " + lab.link(cut).weather().state());
    return 0;
  }
}
