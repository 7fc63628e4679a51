package dev.skerry.cli;

import dev.skerry.cli.console.Console;
import dev.skerry.cli.console.Parse;
import dev.skerry.model.meta.SiteName;
import dev.skerry.server.client.ApiClient;
import dev.skerry.server.client.KubeFile;
import dev.skerry.server.client.SkerryCalls;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "create",
    description = "Prints one line with which one new site may join the core, once.")
final class TokenCreateCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--site", paramLabel = "NAME", required = true)
  private String site = "";

  @Option(names = "--ttl", paramLabel = "TIME", description = "How long it is good. Default: 1h")
  private String ttl = "1h";

  @Option(names = "--replace", description = "It may take over the name of a site that is lost.")
  private boolean replace;

  @Option(names = "--kubeconfig", paramLabel = "FILE", description = "Of the core.")
  private String kubeconfig = "";

  TokenCreateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    SiteName name = Parse.site(site);
    Duration good = Parse.duration(ttl);
    try (var client = ApiClient.of(KubeFile.find(kubeconfig, console.environment()))) {
      console.answer(new SkerryCalls(client).makeToken(name, good, replace));
    }
    return 0;
  }
}
