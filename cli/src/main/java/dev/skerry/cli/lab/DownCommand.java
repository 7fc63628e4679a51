package dev.skerry.cli.lab;

import dev.skerry.cli.console.Console;
import dev.skerry.server.lab.LabDown;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "down", description = "Removes a lab: processes, mounts, network, files.")
final class DownCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final LabName name = new LabName();

  DownCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    boolean was = LabDown.run(console.workplace(), name.text());
    console.progress(was ? "lab " + name.text() + " is gone" : "there is no lab " + name.text());
    return 0;
  }
}
