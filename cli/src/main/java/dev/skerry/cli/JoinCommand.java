package dev.skerry.cli;

import dev.skerry.cli.console.Console;
import dev.skerry.cli.console.Parse;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.config.Driver;
import dev.skerry.server.config.Pulse;
import dev.skerry.server.config.SiteConfig;
import dev.skerry.server.site.SiteJoin;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "join",
    description = "Makes a directory that of a site of a core; prints the path of its kubeconfig.")
final class JoinCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--core", paramLabel = "URL", required = true)
  private String core = "";

  @Option(names = "--token", paramLabel = "TOKEN", required = true, description = "As printed.")
  private String token = "";

  @Option(names = "--data", paramLabel = "DIR", required = true)
  private Path data = Path.of("");

  @Option(names = "--listen", paramLabel = "HOST:PORT", description = "Default: 0.0.0.0:6443")
  private String listen = "0.0.0.0:6443";

  @Option(names = "--driver", paramLabel = "NAME", description = "auto, container or process.")
  private String driver = "auto";

  @Option(names = "--heartbeat", hidden = true)
  private String heartbeat = "10s";

  @Option(names = "--silence", hidden = true)
  private String silence = "30s";

  JoinCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    DataDir dir = Data.required(data);
    Driver chosen =
        Driver.parse(driver)
            .orElseThrow(
                () -> Parse.usage("--driver is '" + driver + "', want auto, container or process"));
    var wishes =
        new SiteJoin.Wishes(
            Parse.endpoint(listen),
            new Pulse(Parse.duration(heartbeat), Parse.duration(silence)),
            chosen);
    SiteConfig config = SiteJoin.join(Parse.core(core), token, dir, wishes);
    console.progress("joined " + config.parent() + " as " + config.plane().name());
    console.answer(dir.adminKubeconfig().toString());
    return 0;
  }
}
