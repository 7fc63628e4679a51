package dev.skerry.cli.lab;

import dev.skerry.cli.console.Console;
import dev.skerry.server.lab.Lab;
import dev.skerry.server.lab.LabState.Site;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "start",
    description = "Starts a site or the core that does not run, and waits until its API serves.")
final class StartCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final LabName name = new LabName();

  @Parameters(paramLabel = "SITE|core", description = "Which process.")
  private String process = "";

  StartCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    Lab lab = Lab.required(console.home(), name.text());
    boolean started = process.equals(Lab.CORE) ? core(lab) : site(lab, lab.site(process));
    console.progress(process + (started ? " started" : " runs already"));
    return 0;
  }

  private static boolean core(Lab lab) throws Exception {
    boolean started = lab.startCore();
    lab.awaitCore();
    return started;
  }

  private static boolean site(Lab lab, Site site) throws Exception {
    boolean started = lab.start(site);
    lab.awaitApi(site);
    return started;
  }
}
