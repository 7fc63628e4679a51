package dev.skerry.server.site;

import dev.skerry.api.http.Front;
import dev.skerry.control.plane.Input;
import dev.skerry.control.role.Controllers;
import dev.skerry.link.ChildLink;
import dev.skerry.link.ChildStreams;
import dev.skerry.link.Packing;
import dev.skerry.model.meta.Uid;
import dev.skerry.pki.PkiRefused;
import dev.skerry.pki.Principal;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.config.SiteConfig;
import dev.skerry.server.front.ControlPlane;
import dev.skerry.server.gate.ApiDoor;
import dev.skerry.server.image.HttpFetcher;
import dev.skerry.server.keys.Vault;
import dev.skerry.server.node.NodeStreams;
import dev.skerry.server.wire.ChildDesk;
import dev.skerry.server.wire.LinkEnd;
import dev.skerry.server.wire.Switchboard;
import dev.skerry.store.StoreFailure;
import dev.skerry.sync.session.Reconnect;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// A site: a control plane, the link to its parent, and its first node. Starts and serves with the
/// link down as with it up.
public final class SiteProcess {
  private final ControlPlane plane;
  private final Front front;
  private final Uplink link;
  private final FirstNode node;

  private SiteProcess(ControlPlane plane, Front front, Uplink link, FirstNode node) {
    this.plane = plane;
    this.front = front;
    this.link = link;
    this.node = node;
  }

  /// @param died called when the loop ends by itself
  public static SiteProcess start(DataDir data, SiteConfig config, String version, Runnable died)
      throws IOException, PkiRefused, StoreFailure {
    var vault = new Vault(data);
    var role = new ControlPlane.Role(Optional.of(uid(vault)), Controllers.site());
    ControlPlane plane = ControlPlane.open(data, vault, config.plane(), role, died);
    var streams = new LateStreams();
    Front front =
        plane.front(
            version,
            new ControlPlane.Extras(
                Optional.empty(), Optional.empty(), Optional.of(streams), List.of()));
    plane.start(front);
    Uplink link = link(vault, config, plane.shared().board());
    var parent = new HttpFetcher(config.parent(), vault.towardsParent());
    FirstNode node = FirstNode.start(data, config, version, plane.shared(), Optional.of(parent));
    streams.arrive(new NodeStreams(node.driver()));
    return new SiteProcess(plane, front, link, node);
  }

  private static Uid uid(Vault vault) throws IOException, PkiRefused {
    var shown =
        vault.parentIdentity().orElseThrow(() -> new PkiRefused("this directory has not joined"));
    return Principal.of(shown.certificate())
        .site()
        .orElseThrow(() -> new PkiRefused("the certificate for the parent names no site uid"));
  }

  private static Uplink link(Vault vault, SiteConfig config, Switchboard board)
      throws IOException, PkiRefused {
    var parent =
        new Input.Peer(
            Input.Peer.Kind.PARENT,
            vault.parentName(),
            Optional.empty(),
            config.plane().pulse().silence());
    var streams = new StreamsLater();
    var events = new LinkEnd(board, _ -> parent, _ -> streams.dropped());
    var dial =
        new ChildLink.Config(
            config.parent(), vault.towardsParent(), Reconnect.Config.DEFAULT, vault.chance());
    var link = new ChildLink(dial, events, steady(), new Packing());
    var door = new ApiDoor(vault, config.plane().url());
    ChildStreams opened = streams.are(new ChildStreams(link, door));
    board.connect(new ChildDesk(board, opened));
    return new Uplink(link, opened);
  }

  private record Uplink(ChildLink link, ChildStreams streams) {}

  /// Elapsed time as an instant; never steps back.
  private static InstantSource steady() {
    long start = System.nanoTime();
    return () -> Instant.EPOCH.plus(Duration.ofNanos(System.nanoTime() - start));
  }

  /// The streams of a link, which are made after the link whose end they hear of.
  private static final class StreamsLater {
    private volatile Optional<ChildStreams> streams = Optional.empty();

    ChildStreams are(ChildStreams made) {
      streams = Optional.of(made);
      return made;
    }

    void dropped() {
      streams.ifPresent(ChildStreams::dropped);
    }
  }

  public int port() {
    return front.port();
  }

  /// Streams to the parent that are open.
  public int streams() {
    return link.streams().openNow();
  }

  public void stop() throws InterruptedException {
    node.stop();
    link.link().close();
    plane.stop(front);
  }
}
