package dev.skerry.cli;

import dev.skerry.cli.console.Console;
import dev.skerry.cli.console.Parse;
import dev.skerry.model.meta.SiteName;
import dev.skerry.server.config.CoreConfig;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.config.Endpoint;
import dev.skerry.server.config.Pulse;
import dev.skerry.server.core.CoreInit;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
  private Optional<String> listen = Optional.empty();

  @Option(names = "--site-name", paramLabel = "NAME", description = "Of the core as a place.")
  private Optional<String> name = Optional.empty();

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
    boolean there = CoreConfig.exists(dir);
    SiteName site = Parse.site(name.orElse("core"));
    Endpoint at = Parse.endpoint(listen.orElse("0.0.0.0:6443"));
    CoreConfig config = CoreInit.init(dir, site, at, Pulse.DEFAULT, hosts);
    if (there && (listen.isPresent() || name.isPresent() || !hosts.isEmpty())) {
      console.progress(
          dir.root()
              + "/core.yaml was there and stays as it is: "
              + config.plane().name()
              + " at "
              + config.plane().listen()
              + "; change it in the file");
    }
    console.answer(dir.adminKubeconfig().toString());
    return 0;
  }
}
