package dev.skerry.cli.lab;

import dev.skerry.cli.console.Console;
import dev.skerry.cli.console.Parse;
import dev.skerry.server.config.Driver;
import dev.skerry.server.lab.Lab;
import dev.skerry.server.lab.LabPlan;
import dev.skerry.server.lab.LabState.Site;
import dev.skerry.server.lab.LabUp;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "up",
    description = "Makes or completes a lab; prints its URLs when the shop answers at every site.")
final class UpCommand implements Callable<Integer> {
  /// Processes of a laptop; each site takes some 150 MiB.
  private static final int MAX_SITES = 32;

  private final Console console;

  @Mixin private final LabName name = new LabName();

  @Option(
      names = "--sites",
      paramLabel = "N",
      description = "How many at least. Default: 3, or as many as the lab has")
  private Optional<Integer> sites = Optional.empty();

  @Option(
      names = "--driver",
      paramLabel = "NAME",
      description = "auto, container or process. Default: auto, containers where they can run")
  private String driver = "auto";

  UpCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (sites.isPresent() && (sites.get() < 1 || sites.get() > MAX_SITES)) {
      throw Parse.usage("--sites is " + sites.get() + ", want 1 to " + MAX_SITES);
    }
    Driver wanted =
        Driver.parse(driver)
            .orElseThrow(
                () -> Parse.usage("--driver is '" + driver + "', want auto, container or process"));
    Lab lab = new LabPlan(console.workplace(), name.text()).lab(sites, wanted);
    new LabUp(console.workplace(), lab).run();
    console.answer("api " + lab.state().coreUrl());
    for (Site site : lab.state().sites()) {
      console.answer("app " + site.name() + " " + site.appUrl());
    }
    return 0;
  }
}
