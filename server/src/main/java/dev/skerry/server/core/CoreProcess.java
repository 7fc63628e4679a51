package dev.skerry.server.core;

import dev.skerry.api.Api;
import dev.skerry.api.ApiParts;
import dev.skerry.api.Mount;
import dev.skerry.api.access.Authentication;
import dev.skerry.api.access.TokenFile;
import dev.skerry.api.http.Front;
import dev.skerry.api.watch.WatchHub;
import dev.skerry.content.file.FileContents;
import dev.skerry.content.file.FileTags;
import dev.skerry.content.image.Library;
import dev.skerry.content.registry.Registry;
import dev.skerry.control.plane.Setup;
import dev.skerry.control.role.Controllers;
import dev.skerry.control.write.StandardPipeline;
import dev.skerry.link.Packing;
import dev.skerry.link.ParentLinks;
import dev.skerry.model.chance.Chance;
import dev.skerry.model.kind.Kinds;
import dev.skerry.pki.PkiRefused;
import dev.skerry.server.config.CoreConfig;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.front.Admissions;
import dev.skerry.server.front.ChildGate;
import dev.skerry.server.front.Doors;
import dev.skerry.server.front.LocalControl;
import dev.skerry.server.front.Sockets;
import dev.skerry.server.keys.Vault;
import dev.skerry.server.plane.Boot;
import dev.skerry.server.plane.Loop;
import dev.skerry.server.wire.LinkEnd;
import dev.skerry.server.wire.ParentDesk;
import dev.skerry.server.wire.Switchboard;
import dev.skerry.store.StoreFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// A core: store, loop, links of its children, API.
public final class CoreProcess {
  private final Loop loop;
  private final Boot boot;
  private final Front front;

  private CoreProcess(Loop loop, Boot boot, Front front) {
    this.loop = loop;
    this.boot = boot;
    this.front = front;
  }

  /// Starts and serves; the caller keeps the process alive.
  ///
  /// @param died called when the loop ends by itself
  public static CoreProcess start(DataDir data, CoreConfig config, String version, Runnable died)
      throws IOException, PkiRefused, StoreFailure {
    var vault = new Vault(data);
    Chance chance = _ -> vault.chance().nextLong();
    Boot boot = Boot.open(data.store(), config.name(), Optional.empty(), vault.chance());
    var pipeline = new StandardPipeline(Kinds::builtIn);
    Setup setup = boot.setup(config.pulse(), Controllers.core(), pipeline, chance);
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
    var desk = new ParentDesk(board, vault.chance());
    board.connect(desk);
    var doors = new Doors(() -> loop.published().view(), config.pulse().silence());
    var events = new LinkEnd(board, doors::peer, desk.broker()::dropped);
    var links = new ParentLinks(doors, events, desk.broker(), new Packing());
    var sockets = new Sockets();
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
            Optional.of(new Admissions(loop, vault)),
            Optional.of(new ChildGate(loop, desk.broker())),
            Optional.empty(),
            Optional.of(new Registry(library, () -> Long.toHexString(vault.chance().nextLong()))),
            List.of(new Mount("/skerry/link", sockets), new Mount("/skerry/stream", sockets)));
    var front =
        new Front(
            new InetSocketAddress(config.listen().host(), config.listen().port()),
            vault.serving(vault.server(config.hosts())),
            new Api(parts));
    links.mount(front.sockets());
    sockets.are(front.sockets());
    loop.start();
    front.start();
    return new CoreProcess(loop, boot, front);
  }

  public int port() {
    return front.port();
  }

  public void stop() throws InterruptedException {
    front.close();
    loop.stop();
    boot.store().close();
  }
}
