package dev.skerry.cli.lab;

import dev.skerry.cli.console.Console;
import dev.skerry.cli.console.Parse;
import dev.skerry.cli.console.Refused;
import dev.skerry.server.config.Driver;
import dev.skerry.server.lab.LabDir;
import dev.skerry.server.lab.LabState;
import dev.skerry.server.lab.LabState.Site;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "up",
    description = "Makes or completes a lab; prints its URLs when the shop answers at every site.")
final class UpCommand implements Callable<Integer> {
  /// Processes of a laptop; each site takes some 150 MiB.
  private static final int MAX_SITES = 32;

  private static final int PORTS_PER_SITE = 3;

  private final Console console;

  @Mixin private final LabName name = new LabName();

  @Option(names = "--sites", paramLabel = "N", description = "How many. Default: 3")
  private int sites = 3;

  @Option(
      names = "--driver",
      paramLabel = "NAME",
      description = "auto, container or process. Default: auto, containers where they can run")
  private String driver = "auto";

  UpCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (sites < 1 || sites > MAX_SITES) {
      throw Parse.usage("--sites is " + sites + ", want 1 to " + MAX_SITES);
    }
    Driver wanted =
        Driver.parse(driver)
            .orElseThrow(
                () -> Parse.usage("--driver is '" + driver + "', want auto, container or process"));
    LabDir dir = LabDir.of(console.home(), name.text());
    dir.create();
    Lab lab = new Lab(dir, state(dir, wanted));
    new LabUp(console, lab).run();
    console.answer("api " + lab.state().coreUrl());
    for (Site site : lab.state().sites()) {
      console.answer("app " + site.name() + " " + site.appUrl());
    }
    return 0;
  }

  private LabState state(LabDir dir, Driver wanted) throws Refused, IOException {
    Optional<LabState> before = LabState.read(dir);
    if (before.isEmpty()) {
      DriverChoice choice = DriverChoice.of(wanted, dir.root().resolve("probe"));
      console.progress("driver: " + choice.driver().text() + " (" + choice.why() + ")");
      Deque<Integer> ports = freePorts(1 + sites * PORTS_PER_SITE);
      return grown(
          dir, new LabState(name.text(), choice.driver(), ports.pop(), new ArrayList<>()), ports);
    }
    LabState state = before.get();
    if (wanted != Driver.AUTO && wanted != state.driver()) {
      throw new Refused(
          "lab "
              + state.name()
              + " runs with the "
              + state.driver().text()
              + " driver; skerry lab down --name "
              + state.name()
              + " first");
    }
    console.progress("driver: " + state.driver().text() + " (as this lab was made)");
    Deque<Integer> ports = freePorts(Math.max(0, sites - state.sites().size()) * PORTS_PER_SITE);
    if (!ports.isEmpty()) {
      new Lab(dir, state).doors().kill();
    }
    return grown(dir, state, ports);
  }

  /// The state with sites for the ports given, kept.
  private static LabState grown(LabDir dir, LabState state, Deque<Integer> ports)
      throws IOException {
    var all = new ArrayList<>(state.sites());
    while (!ports.isEmpty()) {
      all.add(new Site("s" + (all.size() + 1), ports.pop(), ports.pop(), ports.pop()));
    }
    var grown = new LabState(state.name(), state.driver(), state.corePort(), all);
    grown.write(dir);
    return grown;
  }

  private static Deque<Integer> freePorts(int count) throws IOException {
    var open = new ArrayList<ServerSocket>();
    var ports = new ArrayDeque<Integer>();
    try {
      for (int i = 0; i < count; i++) {
        var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        open.add(socket);
        ports.add(socket.getLocalPort());
      }
      return ports;
    } finally {
      for (ServerSocket socket : open) {
        socket.close();
      }
    }
  }
}
