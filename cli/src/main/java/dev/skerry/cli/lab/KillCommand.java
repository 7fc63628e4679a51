package dev.skerry.cli.lab;

import dev.skerry.cli.console.Console;
import dev.skerry.server.lab.Lab;
import dev.skerry.server.lab.PowerCut;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "kill",
    description = "Takes the power from a site or the core: agent and pods end, files stay.")
final class KillCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final LabName name = new LabName();

  @Parameters(paramLabel = "SITE|core", description = "Which process.")
  private String process = "";

  KillCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    Lab lab = Lab.required(console.home(), name.text());
    if (process.equals(Lab.CORE)) {
      lab.core().kill();
    } else {
      PowerCut.at(lab, lab.site(process));
    }
    console.progress(process + " has no power");
    return 0;
  }
}
