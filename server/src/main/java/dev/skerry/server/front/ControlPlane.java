package dev.skerry.server.front;

import dev.skerry.api.Api;
import dev.skerry.api.ApiParts;
import dev.skerry.api.access.ServiceAccounts;
import dev.skerry.api.flow.FlowLimits;
import dev.skerry.api.http.Front;
import dev.skerry.api.plane.SiteGate;
import dev.skerry.api.plane.Streams;
import dev.skerry.api.watch.WatchHub;
import dev.skerry.content.file.FileContents;
import dev.skerry.content.file.FileTags;
import dev.skerry.content.image.Library;
import dev.skerry.content.registry.Registry;
import dev.skerry.content.registry.Upstream;
import dev.skerry.control.controller.Controller;
import dev.skerry.control.kind.Catalog;
import dev.skerry.control.plane.Setup;
import dev.skerry.control.state.ObjectChange;
import dev.skerry.control.write.Pipeline;
import dev.skerry.control.write.StandardPipeline;
import dev.skerry.model.chance.Chance;
import dev.skerry.model.meta.Uid;
import dev.skerry.pki.JoinToken;
import dev.skerry.pki.PkiRefused;
import dev.skerry.pki.token.AccountTokens;
import dev.skerry.server.audit.Auditing;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.config.PlaneConfig;
import dev.skerry.server.enrol.Renewal;
import dev.skerry.server.keys.Shown;
import dev.skerry.server.keys.Vault;
import dev.skerry.server.plane.Audience;
import dev.skerry.server.plane.Boot;
import dev.skerry.server.plane.Loop;
import dev.skerry.server.plane.Published;
import dev.skerry.server.plane.Warming;
import dev.skerry.server.signing.Issuing;
import dev.skerry.server.signing.Notice;
import dev.skerry.server.signing.Signer;
import dev.skerry.server.wire.Switchboard;
import dev.skerry.store.StoreFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// What a core and a site have in common: store, loop, images, and the API in front. Opened,
/// completed by what only one of them has, then started.
public final class ControlPlane {
  private final PlaneConfig config;
  private final Keys keys;
  private final Boot boot;
  private final Loop loop;
  private final WatchHub hub;
  private final Shared shared;
  private final Inbound inbound;
  private final Signer signer;
  private Optional<Auditing> auditing = Optional.empty();

  private record Keys(Vault vault, Shown server, JoinToken.Kind admits) {}

  /// What whoever completes it may use.
  public record Shared(
      Switchboard board,
      Loop loop,
      Pipeline pipeline,
      Catalog catalog,
      Library library,
      Chance chance) {}

  /// Who it is and what it decides.
  ///
  /// @param uid of a site, given at its join; a store without one draws its own
  /// @param admits what may join it
  public record Role(Optional<Uid> uid, List<Controller> controllers, JoinToken.Kind admits) {}

  /// What a core or a site has that the other has not; see [ApiParts].
  ///
  /// @param upstream asked for images that are not here
  public record Extras(Optional<SiteGate> gate, Optional<Streams> streams, Upstream upstream) {}

  private record Hearers(WatchHub hub, Members members, Notice notice, Warming warming)
      implements Audience {
    @Override
    public void published(Published published, List<ObjectChange> changes) {
      hub.published(published.view(), changes);
      notice.published(changes);
      warming.heard(published.view(), changes);
      if (changes.isEmpty()) {
        // A tick: once a second is soon enough.
        members.review(published.view());
      }
    }
  }

  private ControlPlane(Keys keys, PlaneConfig config, Boot boot, Hearers hearers, Shared shared) {
    this.config = config;
    this.keys = keys;
    this.boot = boot;
    this.loop = shared.loop();
    this.hub = hearers.hub();
    this.shared = shared;
    this.inbound =
        new Inbound(
            loop, shared.board(), keys.vault(), config.pulse().silence(), hearers.members());
    this.signer =
        new Signer(
            new LocalControl(loop),
            shared.pipeline(),
            new Issuing(keys.vault()),
            hearers.notice(),
            shared.chance());
  }

  /// Reads the store; seconds for a large one.
  ///
  /// @param died called when the loop ends by itself
  public static ControlPlane open(
      DataDir data, Vault vault, PlaneConfig config, Role role, Runnable died)
      throws IOException, PkiRefused, StoreFailure {
    var keys = new Keys(vault, vault.server(config.hosts()), role.admits());
    Chance chance = _ -> vault.chance().nextLong();
    Boot boot = Boot.open(data.store(), config.name(), role.uid(), vault.chance());
    var catalog = new Catalog();
    var pipeline = new StandardPipeline(catalog::at);
    Setup setup = boot.setup(config.pulse(), role.controllers(), pipeline, chance);
    var library =
        new Library(
            FileContents.at(data.content(), InstantSource.system()), FileTags.at(data.content()));
    var warming = new Warming(pipeline);
    warming.warm(boot.view());
    var hearers =
        new Hearers(new WatchHub(boot.view().revision()), new Members(), new Notice(), warming);
    var board = new Switchboard();
    var loop = new Loop(setup, boot, hearers, board, died);
    board.connect(loop);
    return new ControlPlane(
        keys, config, boot, hearers, new Shared(board, loop, pipeline, catalog, library, chance));
  }

  public Shared shared() {
    return shared;
  }

  /// The links and streams of those that joined it.
  public Inbound inbound() {
    return inbound;
  }

  /// Renews the certificate that it serves with.
  public Renewal.Certificate renewal() {
    return () -> keys.vault().renewServer(keys.server(), config.hosts());
  }

  /// The API's server, not started.
  public Front front(String version, Extras extras) throws IOException, PkiRefused {
    Vault vault = keys.vault();
    var accounts =
        new ServiceAccounts(
            new AccountTokens(vault.accountKeys(), config.credentials().accountIssuer()),
            () -> loop.published().view(),
            vault.clock());
    var control = new LocalControl(loop);
    var parts =
        new ApiParts(
            version,
            () -> shared.catalog().at(control.view()),
            control,
            loop.vitals(),
            hub,
            shared.pipeline(),
            InstantSource.system(),
            shared.chance(),
            Proofs.of(config.credentials(), vault, accounts),
            accounts,
            Optional.of(new Admissions(loop, keys.vault(), keys.admits())),
            extras.gate(),
            extras.streams(),
            Optional.of(
                new Registry(
                    shared.library(),
                    () -> Long.toHexString(keys.vault().chance().nextLong()),
                    extras.upstream())),
            inbound.mounts());
    Auditing told = Auditing.of(config.audit());
    auditing = Optional.of(told);
    var front =
        new Front(
            new InetSocketAddress(config.listen().host(), config.listen().port()),
            keys.vault().serving(keys.server()),
            new Api(parts, told.audit(), FlowLimits.DEFAULT));
    inbound.open(front);
    return front;
  }

  /// Decides and serves from now on.
  public void start(Front front) throws IOException {
    loop.start();
    signer.start();
    front.start();
  }

  public void stop(Front front) throws InterruptedException {
    front.close();
    signer.close();
    auditing.ifPresent(Auditing::close);
    loop.stop();
    boot.store().close();
  }
}
