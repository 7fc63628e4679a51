package dev.skerry.cli;

import dev.skerry.cli.console.Console;
import dev.skerry.cli.console.Parse;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.config.Pulse;
import dev.skerry.server.core.CoreInit;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "init",
    description = "Makes the directory of a new core; prints the path of its kubeconfig.")
final class CoreInitCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "The core's directory, to be made.")
  private Path data = Path.of("");

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description = "Where its API listens; port 0 takes a free one. Default: 0.0.0.0:6443")
  private String listen = "0.0.0.0:6443";

  @Option(names = "--site-name", paramLabel = "NAME", description = "Of the core as a place.")
  private String name = "core";

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description = "A name or address by which sites reach it; may be repeated.")
  private List<String> hosts = List.of();

  CoreInitCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    DataDir dir = Data.required(data);
    CoreInit.init(dir, Parse.site(name), Parse.endpoint(listen), Pulse.DEFAULT, hosts);
    console.answer(dir.adminKubeconfig().toString());
    return 0;
  }
}
