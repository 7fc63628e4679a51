package dev.skerry.server.lab;

import dev.skerry.server.client.Refused;
import dev.skerry.server.config.Driver;
import dev.skerry.server.lab.LabState.Site;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Decides what a lab is made of, once: its driver, its sites and their ports. Decided again, it
/// only grows.
public final class LabPlan {
  private static final int PORTS_PER_SITE = 3;

  /// Of a lab of which nobody said.
  private static final int SITES = 3;

  private final Workplace workplace;
  private final LabDir dir;

  public LabPlan(Workplace workplace, String name) {
    this.workplace = workplace;
    this.dir = LabDir.of(workplace.home(), name);
  }

  /// The lab with so many sites at least, its directory made, nothing started.
  ///
  /// @param sites empty: as many as it has
  public Lab lab(Optional<Integer> sites, Driver wanted) throws Refused, IOException {
    Optional<LabState> before = LabState.read(dir);
    if (before.isEmpty()) {
      return first(sites.orElse(SITES), wanted);
    }
    LabState state = before.get();
    require(state, wanted);
    workplace.say("driver: " + state.driver().text() + " (as this lab was made)");
    int has = state.sites().size();
    int asked = sites.orElse(has);
    if (asked < has) {
      workplace.say("the lab has " + has + " sites and keeps them; a smaller one needs lab down");
    }
    int more = Math.max(0, asked - has);
    if (more > 0) {
      new Lab(dir, state).doors().kill();
    }
    return grown(state, freePorts(more * PORTS_PER_SITE));
  }

  private Lab first(int sites, Driver wanted) throws Refused, IOException {
    dir.create();
    DriverChoice choice;
    try {
      choice = DriverChoice.of(wanted, dir.probe());
    } catch (Refused refused) {
      dir.delete();
      throw refused;
    }
    workplace.say("driver: " + choice.driver().text() + " (" + choice.why() + ")");
    Deque<Integer> ports = freePorts(1 + sites * PORTS_PER_SITE);
    return grown(new LabState(dir.name(), choice.driver(), ports.pop(), List.of()), ports);
  }

  private static void require(LabState state, Driver wanted) throws Refused {
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
  }

  /// With sites for the ports given; what was decided is kept.
  private Lab grown(LabState state, Deque<Integer> ports) throws IOException {
    var all = new ArrayList<>(state.sites());
    while (!ports.isEmpty()) {
      all.add(new Site("s" + (all.size() + 1), ports.pop(), ports.pop(), ports.pop()));
    }
    var grown = new LabState(state.name(), state.driver(), state.corePort(), all);
    grown.write(dir);
    return new Lab(dir, grown);
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
