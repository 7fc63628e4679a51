package dev.skerry.cli;

import dev.skerry.cli.console.Console;
import dev.skerry.cli.console.Parse;
import dev.skerry.server.client.Refused;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.config.Driver;
import dev.skerry.server.config.NodeConfig;
import dev.skerry.server.config.Pulse;
import dev.skerry.server.config.SiteConfig;
import dev.skerry.server.enrol.Enrolment;
import dev.skerry.server.node.NodeJoin;
import dev.skerry.server.site.SiteJoin;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "join",
    description =
        "Makes a directory that of a site of a core, or of a node of a site, as the token says;"
            + " prints the path of the site's kubeconfig, or the node's name.")
final class JoinCommand implements Callable<Integer> {
  private static final String LISTEN = "0.0.0.0:6443";

  private final Console console;

  @Option(
      names = {"--core", "--control"},
      paramLabel = "URL",
      required = true,
      split = ",",
      description = "Of the core; for a node of its site, as many as it may dial.")
  private List<String> addresses = List.of();

  @Option(names = "--token", paramLabel = "TOKEN", required = true, description = "As printed.")
  private String token = "";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description =
          "To be made; all that the site or node has. One that has joined joins again, and keeps"
              + " what it has.")
  private Path data = Path.of("");

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description = "Of a site's own API. Default: 0.0.0.0:6443")
  private String listen = "";

  @Option(names = "--driver", paramLabel = "NAME", description = "auto, container or process.")
  private String driver = "";

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
    var control = new ArrayList<URI>();
    for (String each : addresses) {
      control.add(Parse.core(each));
    }
    return Enrolment.isOfNode(token) ? node(dir, control) : site(dir, control);
  }

  private int site(DataDir dir, List<URI> control) throws Exception {
    if (control.size() != 1) {
      throw Parse.usage("a site has one parent: give --core one URL");
    }
    if (SiteConfig.exists(dir) && !(listen.isEmpty() && driver.isEmpty())) {
      throw Parse.usage(
          dir.root()
              + " is a site's already and keeps its address and driver: leave --listen and --driver"
              + " out");
    }
    var wishes =
        new SiteJoin.Wishes(
            Parse.endpoint(listen.isEmpty() ? LISTEN : listen),
            new Pulse(Parse.duration(heartbeat), Parse.duration(silence)),
            driver().orElse(Driver.AUTO));
    SiteConfig config = SiteJoin.join(control.getFirst(), token, dir, wishes);
    console.progress("joined " + config.parent() + " as " + config.plane().name());
    console.answer(dir.adminKubeconfig().toString());
    return 0;
  }

  private int node(DataDir dir, List<URI> control) throws Exception {
    if (!listen.isEmpty()) {
      throw Parse.usage("the token is a node's, and a node listens nowhere: leave --listen out");
    }
    NodeConfig config = NodeJoin.join(control, token, dir, driver());
    console.progress("joined site " + config.site() + "; next: skerry node --data " + dir.root());
    console.answer(config.name().value());
    return 0;
  }

  private Optional<Driver> driver() throws Refused {
    if (driver.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Driver.parse(driver)
            .orElseThrow(() ->
                Parse.usage("--driver is '" + driver + "', want auto, container or process")));
  }
}
