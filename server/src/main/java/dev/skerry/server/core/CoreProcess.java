package dev.skerry.server.core;

import dev.skerry.api.Mount;
import dev.skerry.api.http.Front;
import dev.skerry.control.role.Controllers;
import dev.skerry.link.Packing;
import dev.skerry.link.ParentLinks;
import dev.skerry.link.StreamBroker;
import dev.skerry.pki.PkiRefused;
import dev.skerry.server.config.CoreConfig;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.front.Admissions;
import dev.skerry.server.front.ChildGate;
import dev.skerry.server.front.ControlPlane;
import dev.skerry.server.front.Doors;
import dev.skerry.server.front.Sockets;
import dev.skerry.server.keys.Vault;
import dev.skerry.server.plane.Loop;
import dev.skerry.server.wire.LinkEnd;
import dev.skerry.server.wire.ParentDesk;
import dev.skerry.server.wire.Switchboard;
import dev.skerry.store.StoreFailure;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// A core: a control plane and the links of its children.
public final class CoreProcess {
  private final ControlPlane plane;
  private final Front front;
  private final StreamBroker broker;

  private CoreProcess(ControlPlane plane, Front front, StreamBroker broker) {
    this.plane = plane;
    this.front = front;
    this.broker = broker;
  }

  /// Starts and serves; the caller keeps the process alive.
  ///
  /// @param died called when the loop ends by itself
  public static CoreProcess start(DataDir data, CoreConfig config, String version, Runnable died)
      throws IOException, PkiRefused, StoreFailure {
    var vault = new Vault(data);
    var role = new ControlPlane.Role(Optional.empty(), Controllers.core());
    ControlPlane plane = ControlPlane.open(data, vault, config.plane(), role, died);
    Switchboard board = plane.shared().board();
    Loop loop = plane.shared().loop();
    var desk = new ParentDesk(board, vault.chance());
    board.connect(desk);
    var doors = new Doors(() -> loop.published().view(), config.plane().pulse().silence());
    var events = new LinkEnd(board, doors::peer, desk.broker()::dropped);
    var links = new ParentLinks(doors, events, desk.broker(), new Packing());
    var sockets = new Sockets();
    Front front =
        plane.front(
            version,
            new ControlPlane.Extras(
                Optional.of(new Admissions(loop, vault)),
                Optional.of(new ChildGate(loop, desk.broker())),
                Optional.empty(),
                List.of(new Mount("/skerry/link", sockets), new Mount("/skerry/stream", sockets))));
    links.mount(front.sockets());
    sockets.are(front.sockets());
    plane.start(front);
    return new CoreProcess(plane, front, desk.broker());
  }

  public int port() {
    return front.port();
  }

  /// Streams to children that are open.
  public int streams() {
    return broker.openNow();
  }

  public void stop() throws InterruptedException {
    plane.stop(front);
  }
}
