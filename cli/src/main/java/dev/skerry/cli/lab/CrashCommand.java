package dev.skerry.cli.lab;

import dev.skerry.cli.console.Console;
import dev.skerry.server.lab.Daemon;
import dev.skerry.server.lab.Lab;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "crash",
    description = "Kills only the process of a site or the core; its pods run on.")
final class CrashCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final LabName name = new LabName();

  @Parameters(paramLabel = "SITE|core", description = "Which process.")
  private String process = "";

  CrashCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    Lab lab = Lab.required(console.home(), name.text());
    Daemon daemon = process.equals(Lab.CORE) ? lab.core() : lab.process(lab.site(process));
    boolean ran = daemon.isAlive();
    daemon.kill();
    console.progress(process + (ran ? " crashed" : " does not run"));
    return 0;
  }
}
