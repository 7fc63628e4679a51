package dev.skerry.cli.history;

import dev.skerry.cli.console.Console;
import dev.skerry.cli.console.Parse;
import dev.skerry.model.json.Json;
import dev.skerry.model.meta.SiteName;
import dev.skerry.server.client.Refused;
import dev.skerry.server.client.SkerryCalls;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "accept",
    description =
        "Makes the history of a core or site that was put back from a copy the whole truth: what"
            + " others keep against it is deleted there, or becomes what it has.")
final class HistoryAcceptCommand implements Callable<Integer> {
  private final Console console;

  @ArgGroup(multiplicity = "1")
  private Whom whom = new Whom();

  private static final class Whom {
    @Option(names = "--site", paramLabel = "NAME", description = "Towards this site.")
    private Optional<String> site = Optional.empty();

    @Option(names = "--all", description = "Towards all who follow it, now or when they are back.")
    private boolean all;
  }

  @Option(names = "--dry-run", description = "Only says what is kept against it.")
  private boolean dryRun;

  @Mixin private final Asked asked = new Asked();

  HistoryAcceptCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    boolean json = asked.json();
    Optional<SiteName> site =
        whom.all ? Optional.empty() : Optional.of(Parse.site(whom.site.orElse("")));
    try (var client = asked.client(console)) {
      var calls = new SkerryCalls(client);
      List<Json> before = of(site, calls.history());
      if (dryRun) {
        Asked.print(console, json, before);
        return 0;
      }
      before.forEach(stand -> console.progress(Asked.line(stand)));
      Asked.print(console, json, of(site, calls.acceptHistory(site)));
    }
    return 0;
  }

  private static List<Json> of(Optional<SiteName> site, List<Json> stands) throws Refused {
    if (site.isEmpty()) {
      return stands;
    }
    List<Json> only =
        stands.stream().filter(s -> s.text("site").equals(site.get().value())).toList();
    if (only.isEmpty()) {
      throw new Refused(
          "no site named "
              + site.get()
              + " is known there: "
              + String.join(", ", stands.stream().map(s -> s.text("site")).toList()));
    }
    return only;
  }
}
