package dev.skerry.cli;

import dev.skerry.cli.console.Console;
import dev.skerry.cli.console.Parse;
import dev.skerry.model.meta.SiteName;
import dev.skerry.server.client.ApiClient;
import dev.skerry.server.client.KubeFile;
import dev.skerry.server.client.SkerryCalls;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "create",
    description = "Prints one line with which one new site or node may join, once.")
final class TokenCreateCommand implements Callable<Integer> {
  private final Console console;

  @ArgGroup(multiplicity = "1")
  private Who who = new Who();

  private static final class Who {
    @Option(names = "--site", paramLabel = "NAME", description = "A site, of this core.")
    private Optional<String> site = Optional.empty();

    @Option(
        names = "--node",
        paramLabel = "NAME",
        arity = "0..1",
        fallbackValue = "",
        description = "A node, of this site. Without a name the next free one, SITE-N.")
    private Optional<String> node = Optional.empty();
  }

  @Option(names = "--ttl", paramLabel = "TIME", description = "How long it is good. Default: 1h")
  private String ttl = "1h";

  @Option(names = "--replace", description = "It may take over the name of one that is lost.")
  private boolean replace;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "Of the core, or of the site for a node.")
  private String kubeconfig = "";

  TokenCreateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (who.site.isEmpty() && who.node.isEmpty()) {
      throw Parse.usage("say --site NAME for a site's token, or --node for a node's");
    }
    Duration good = Parse.duration(ttl);
    try (var client = ApiClient.of(KubeFile.find(kubeconfig, console.environment()))) {
      var calls = new SkerryCalls(client);
      if (who.node.isPresent()) {
        SkerryCalls.NodeToken made = calls.makeNodeToken(who.node.get(), good, replace);
        console.progress("for node " + made.node());
        console.answer(made.line());
      } else {
        SiteName name = Parse.site(who.site.orElseThrow());
        console.answer(calls.makeToken(name, good, replace));
      }
    }
    return 0;
  }
}
