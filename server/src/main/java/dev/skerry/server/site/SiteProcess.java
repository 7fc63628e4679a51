package dev.skerry.server.site;

import dev.skerry.api.http.Front;
import dev.skerry.control.loop.Input;
import dev.skerry.control.role.Controllers;
import dev.skerry.link.ChildLink;
import dev.skerry.link.ChildStreams;
import dev.skerry.link.Packing;
import dev.skerry.model.meta.Uid;
import dev.skerry.pki.JoinToken;
import dev.skerry.pki.Pem;
import dev.skerry.pki.PkiRefused;
import dev.skerry.pki.Principal;
import dev.skerry.server.chore.Chores;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.config.SiteConfig;
import dev.skerry.server.enrol.Hours;
import dev.skerry.server.enrol.Renewal;
import dev.skerry.server.front.ControlPlane;
import dev.skerry.server.gate.ApiDoor;
import dev.skerry.server.image.HttpFetcher;
import dev.skerry.server.image.ImageChores;
import dev.skerry.server.image.SiteImages;
import dev.skerry.server.keys.Shown;
import dev.skerry.server.keys.Vault;
import dev.skerry.server.node.NodeStreams;
import dev.skerry.server.pod.FarStreams;
import dev.skerry.server.pod.SiteStreams;
import dev.skerry.server.wire.BothDesks;
import dev.skerry.server.wire.ChildDesk;
import dev.skerry.server.wire.LinkEnd;
import dev.skerry.server.wire.Switchboard;
import dev.skerry.store.StoreFailure;
import dev.skerry.sync.session.Reconnect;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A site: a control plane, the link to its parent, and its first node. Starts and serves with the
/// link down as with it up.
public final class SiteProcess {
  private final ControlPlane plane;
  private final Front front;
  private final Upward upward;
  private final FirstNode node;

  private SiteProcess(ControlPlane plane, Front front, Upward upward, FirstNode node) {
    this.plane = plane;
    this.front = front;
    this.upward = upward;
    this.node = node;
  }

  /// What goes on besides serving.
  private record Upward(Uplink link, Chores chores) {}

  /// @param died called when the loop ends by itself
  public static SiteProcess start(DataDir data, SiteConfig config, String version, Runnable died)
      throws IOException, PkiRefused, StoreFailure {
    var vault = new Vault(data);
    Shown shown =
        vault.parentIdentity().orElseThrow(() -> new PkiRefused("this directory has not joined"));
    var role =
        new ControlPlane.Role(
            Optional.of(uid(shown)),
            Controllers.with(Controllers.site(), Pem.of(vault.ca())),
            JoinToken.Kind.NODE);
    ControlPlane plane = ControlPlane.open(data, vault, config.plane(), role, died);
    var parent = new HttpFetcher(config.parent(), vault.towardsParent(shown));
    var images =
        new SiteImages(plane.shared().library(), FirstNode.platform(), Optional.of(parent));
    var here = new LateStreams();
    var others = new FarStreams(plane.inbound().broker());
    Front front =
        plane.front(
            version,
            new ControlPlane.Extras(
                Optional.empty(),
                Optional.of(new SiteStreams(config.node().name(), here, others)),
                images::bring));
    plane.start(front);
    Uplink link = link(vault, config, plane, shown);
    Renewal.Certificate above =
        Renewal.of(shown, List.of(config.parent()), vault, vault.parentCa());
    FirstNode node = FirstNode.start(data, config, version, plane.shared(), images);
    here.arrive(new NodeStreams(node.machine().driver()));
    var place = new ImageChores.Place(plane.shared().library(), data.root());
    var loop = plane.shared().loop();
    var chores = new ArrayList<Chores.Chore>();
    chores.add(new Renewal(List.of(plane.renewal(), above)));
    chores.addAll(ImageChores.atSite(place, () -> loop.published().view(), node.machine(), parent));
    return new SiteProcess(plane, front, new Upward(link, Chores.start(chores)), node);
  }

  private static Uid uid(Shown shown) throws PkiRefused {
    return Principal.of(shown.get().certificate())
        .site()
        .orElseThrow(() -> new PkiRefused("the certificate for the parent names no site uid"));
  }

  private static Uplink link(Vault vault, SiteConfig config, ControlPlane plane, Shown shown)
      throws IOException, PkiRefused {
    var parent =
        new Input.Peer(
            Input.Peer.Kind.PARENT,
            vault.parentName(),
            Optional.empty(),
            config.plane().pulse().silence());
    Switchboard board = plane.shared().board();
    var streams = new StreamsLater();
    var events = new LinkEnd(board, _ -> parent, _ -> streams.dropped());
    var dial =
        new ChildLink.Config(
            config.parent(),
            vault.towardsParent(shown),
            Reconnect.Config.DEFAULT,
            vault.chance(),
            Hours.remark(vault, vault.parentCa()));
    var link = new ChildLink(dial, events, steady(), new Packing());
    var door = new ApiDoor(vault, config.plane().url());
    ChildStreams opened = streams.are(new ChildStreams(link, door));
    board.connect(new BothDesks(new ChildDesk(board, opened), plane.inbound().desk()));
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
    return upward.link().streams().openNow();
  }

  public void stop() throws InterruptedException {
    node.stop();
    upward.chores().close();
    upward.link().link().close();
    plane.stop(front);
  }
}
