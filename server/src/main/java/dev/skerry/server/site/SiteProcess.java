package dev.skerry.server.site;

import dev.skerry.api.Api;
import dev.skerry.api.ApiParts;
import dev.skerry.api.access.Authentication;
import dev.skerry.api.access.TokenFile;
import dev.skerry.api.http.Front;
import dev.skerry.api.watch.WatchHub;
import dev.skerry.content.file.FileContents;
import dev.skerry.content.file.FileTags;
import dev.skerry.content.image.Library;
import dev.skerry.content.registry.Registry;
import dev.skerry.control.plane.Input;
import dev.skerry.control.plane.Setup;
import dev.skerry.control.role.Controllers;
import dev.skerry.control.write.StandardPipeline;
import dev.skerry.link.ChildLink;
import dev.skerry.link.ChildStreams;
import dev.skerry.link.Packing;
import dev.skerry.model.chance.Chance;
import dev.skerry.model.kind.Kinds;
import dev.skerry.model.meta.Uid;
import dev.skerry.pki.PkiRefused;
import dev.skerry.pki.Principal;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.config.SiteConfig;
import dev.skerry.server.core.CoreInit;
import dev.skerry.server.front.LocalControl;
import dev.skerry.server.gate.ApiDoor;
import dev.skerry.server.image.HttpFetcher;
import dev.skerry.server.keys.Vault;
import dev.skerry.server.node.NodeStreams;
import dev.skerry.server.plane.Boot;
import dev.skerry.server.plane.Loop;
import dev.skerry.server.wire.ChildDesk;
import dev.skerry.server.wire.LinkEnd;
import dev.skerry.server.wire.Switchboard;
import dev.skerry.store.StoreFailure;
import dev.skerry.sync.session.Reconnect;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// A site: store, loop, link to its parent, API, and its first node. Starts and serves with the
/// link down as with it up.
public final class SiteProcess {
  private final Loop loop;
  private final Boot boot;
  private final Front front;
  private final ChildLink link;
  private final FirstNode node;

  private SiteProcess(Loop loop, Boot boot, Front front, ChildLink link, FirstNode node) {
    this.loop = loop;
    this.boot = boot;
    this.front = front;
    this.link = link;
    this.node = node;
  }

  /// @param died called when the loop ends by itself
  public static SiteProcess start(DataDir data, SiteConfig config, String version, Runnable died)
      throws IOException, PkiRefused, StoreFailure {
    var vault = new Vault(data);
    Chance chance = _ -> vault.chance().nextLong();
    Boot boot = Boot.open(data.store(), config.name(), Optional.of(uid(vault)), vault.chance());
    var pipeline = new StandardPipeline(Kinds::builtIn);
    Setup setup = boot.setup(config.pulse(), Controllers.site(), pipeline, chance);
    var library =
        new Library(
            FileContents.at(data.content(), InstantSource.system()), FileTags.at(data.content()));
    var hub = new WatchHub(boot.view().revision());
    var board = new Switchboard();
    var loop =
        new Loop(
            setup,
            boot,
            (published, changes) -> hub.published(published.view(), changes),
            board,
            died);
    board.connect(loop);
    var streams = new LateStreams();
    var parts =
        new ApiParts(
            version,
            Kinds::builtIn,
            new LocalControl(loop),
            hub,
            pipeline,
            InstantSource.system(),
            chance,
            new Authentication(TokenFile.none()),
            Optional.empty(),
            Optional.empty(),
            Optional.of(streams),
            Optional.of(new Registry(library, () -> Long.toHexString(vault.chance().nextLong()))),
            List.of());
    var front =
        new Front(
            new InetSocketAddress(config.listen().host(), config.listen().port()),
            vault.serving(vault.server(config.hosts())),
            new Api(parts));
    loop.start();
    front.start();
    ChildLink link = link(vault, config, board);
    FirstNode node =
        FirstNode.start(
            data,
            config,
            version,
            new FirstNode.Beside(loop, board, pipeline, library, chance),
            Optional.of(new HttpFetcher(config.parent(), vault.towardsParent())));
    streams.arrive(new NodeStreams(node.driver()));
    return new SiteProcess(loop, boot, front, link, node);
  }

  private static Uid uid(Vault vault) throws IOException, PkiRefused {
    var shown =
        vault.parentIdentity().orElseThrow(() -> new PkiRefused("this directory has not joined"));
    return Principal.of(shown.certificate())
        .site()
        .orElseThrow(() -> new PkiRefused("the certificate for the parent names no site uid"));
  }

  private static ChildLink link(Vault vault, SiteConfig config, Switchboard board)
      throws IOException, PkiRefused {
    var parent =
        new Input.Peer(
            Input.Peer.Kind.PARENT, vault.parentName(), Optional.empty(), config.pulse().silence());
    var streams = new StreamsLater();
    var events = new LinkEnd(board, _ -> parent, _ -> streams.dropped());
    var dial =
        new ChildLink.Config(
            config.parent(), vault.towardsParent(), Reconnect.Config.DEFAULT, vault.chance());
    var link = new ChildLink(dial, events, steady(), new Packing());
    var door = new ApiDoor(vault, CoreInit.url(config.listen()));
    board.connect(new ChildDesk(board, streams.are(new ChildStreams(link, door))));
    return link;
  }

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

  public void stop() throws InterruptedException {
    node.stop();
    link.close();
    front.close();
    loop.stop();
    boot.store().close();
  }
}
