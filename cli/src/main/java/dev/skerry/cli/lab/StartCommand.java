package dev.skerry.cli.lab;

import dev.skerry.cli.console.Console;
import dev.skerry.server.lab.Lab;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "start", description = "Starts a site or the core that does not run.")
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
    boolean started = process.equals(Lab.CORE) ? lab.startCore() : lab.start(lab.site(process));
    console.progress(process + (started ? " started" : " runs already"));
    return 0;
  }
}
