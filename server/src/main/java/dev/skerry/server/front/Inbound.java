package dev.skerry.server.front;

import dev.skerry.api.Mount;
import dev.skerry.api.http.Front;
import dev.skerry.control.state.View;
import dev.skerry.link.Packing;
import dev.skerry.link.ParentLinks;
import dev.skerry.link.StreamBroker;
import dev.skerry.server.keys.Vault;
import dev.skerry.server.plane.Loop;
import dev.skerry.server.wire.LinkEnd;
import dev.skerry.server.wire.ParentDesk;
import dev.skerry.server.wire.Switchboard;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/// The links and streams that children and nodes open to this control plane.
public final class Inbound {
  private final ParentDesk desk;
  private final ParentLinks links;
  private final Sockets sockets = new Sockets();

  Inbound(Loop loop, Switchboard board, Vault vault, Duration silence, Members members) {
    this.desk = new ParentDesk(board, vault.chance());
    Supplier<View> view = () -> loop.published().view();
    var doors = new Doors(view, silence);
    var end = new LinkEnd(board, doors::peer, desk.broker()::dropped);
    this.links = new ParentLinks(doors, members.before(end, view), desk.broker(), new Packing());
  }

  public StreamBroker broker() {
    return desk.broker();
  }

  public Switchboard.StreamDesk desk() {
    return desk;
  }

  public List<Mount> mounts() {
    return List.of(new Mount("/skerry/link", sockets), new Mount("/skerry/stream", sockets));
  }

  /// Before the server starts.
  public void open(Front front) {
    links.mount(front.sockets());
    sockets.are(front.sockets());
  }
}
