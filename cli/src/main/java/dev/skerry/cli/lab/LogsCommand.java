package dev.skerry.cli.lab;

import dev.skerry.cli.console.Console;
import dev.skerry.server.lab.Daemon;
import dev.skerry.server.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "logs", description = "Prints what a process of a lab logged.")
final class LogsCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final LabName name = new LabName();

  @Parameters(paramLabel = "SITE|core|relay|doors", description = "Default: core", arity = "0..1")
  private String process = Lab.CORE;

  LogsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    Lab lab = Lab.required(console.home(), name.text());
    Daemon daemon =
        switch (process) {
          case "core" -> lab.core();
          case "relay" -> lab.relay();
          case "doors" -> lab.doors();
          default -> lab.process(lab.site(process));
        };
    for (Path file : daemon.logs().reversed()) {
      print(file);
    }
    return 0;
  }

  private void print(Path file) throws IOException {
    try (var lines = Files.lines(file)) {
      lines.forEach(console.out()::println);
    }
  }
}
