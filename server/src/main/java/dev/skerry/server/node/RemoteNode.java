package dev.skerry.server.node;

import dev.skerry.content.file.FileContents;
import dev.skerry.content.file.FileTags;
import dev.skerry.content.image.Library;
import dev.skerry.content.image.Platform;
import dev.skerry.drivers.image.LayerSource;
import dev.skerry.drivers.image.UnpackedLayers;
import dev.skerry.drivers.probe.ContainerProber;
import dev.skerry.link.ByteStream;
import dev.skerry.link.ChildStreams;
import dev.skerry.model.meta.Uid;
import dev.skerry.node.feed.Uplink;
import dev.skerry.node.plan.Here;
import dev.skerry.node.report.Machine;
import dev.skerry.pki.IdentityFiles;
import dev.skerry.pki.Pem;
import dev.skerry.pki.PkiRefused;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.config.NodeConfig;
import dev.skerry.server.config.Pulse;
import dev.skerry.server.image.HttpFetcher;
import dev.skerry.server.image.SiteImages;
import dev.skerry.server.keys.Vault;
import dev.skerry.server.plane.Steady;
import dev.skerry.store.StoreFailure;
import dev.skerry.store.sqlite.SqliteStore;
import dev.skerry.sync.frame.Identity;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// A node on a machine of its own. It keeps its feed in its directory, so it starts its pods again
/// while no control plane answers.
///
/// The directory holds the node's key and certificate as `node` and its site's authority where a
/// site keeps its parent's.
public final class RemoteNode implements AutoCloseable {
  private final NodeProcess process;
  private final Drivers.Chosen chosen;
  private final HttpFetcher registry;
  private final SqliteStore store;

  private RemoteNode(
      NodeProcess process, Drivers.Chosen chosen, HttpFetcher registry, SqliteStore store) {
    this.process = process;
    this.chosen = chosen;
    this.registry = registry;
    this.store = store;
  }

  /// @param died called once when the node ends by itself
  public static RemoteNode start(DataDir data, NodeConfig config, String version, Runnable died)
      throws IOException, PkiRefused, StoreFailure {
    var vault = new Vault(data);
    SSLContext tls = tls(data, vault);
    var platform = Platform.linux(System.getProperty("os.arch", ""));
    var library =
        new Library(
            FileContents.at(data.content(), InstantSource.system()), FileTags.at(data.content()));
    var unpacked =
        new UnpackedLayers(LayerSource.of(library, platform), data.root().resolve("layers"));
    var registry = new HttpFetcher(config.controlPlanes().getFirst(), tls);
    var images = new SiteImages(library, platform, Optional.of(registry));
    Drivers.Chosen chosen = Drivers.choose(config, data, unpacked);
    SqliteStore store =
        SqliteStore.open(data.store(), () -> Long.toHexString(vault.chance().nextLong()));
    String address = InetAddress.getLocalHost().getHostAddress();
    var facts =
        new MachineFacts(
            new MachineFacts.Fixed(
                config.name(),
                data.root(),
                chosen.driver().name(),
                version,
                "v1.33.0+skerry." + version,
                List.of(address)),
            images::list);
    var clock = new SteadySource();
    var dial = new RemoteConversation.Config(config.controlPlanes(), tls, vault.chance());
    var ports =
        new NodePorts(
            chosen.driver(),
            images,
            new ContainerProber(chosen.driver()),
            facts,
            store,
            store.begin(),
            new RemoteConversation(dial, new NoStreams(), clock),
            _ -> {});
    Machine machine = facts.look();
    var here = new Here(config.name(), address, machine.cpuMillis(), machine.memoryBytes());
    var process = new NodeProcess(setup(config, vault), here, ports, died);
    process.start();
    return new RemoteNode(process, chosen, registry, store);
  }

  private static SSLContext tls(DataDir data, Vault vault) throws IOException, PkiRefused {
    dev.skerry.pki.Identity shown = new IdentityFiles(data.pki(), "node").load();
    return vault
        .contexts()
        .client(() -> shown, Pem.certificates(Files.readString(data.parentCa())));
  }

  private static Uplink.Setup setup(NodeConfig config, Vault vault) {
    Uid uid = Uid.random(vault.chance().nextLong(), vault.chance().nextLong());
    return new Uplink.Setup(
        new Identity(Identity.Kind.NODE, config.name().value(), uid),
        config.site(),
        Long.toHexString(vault.chance().nextLong()),
        Pulse.DEFAULT.heartbeat(),
        Pulse.DEFAULT.silence());
  }

  /// How pods are run here, and why so.
  public String driver() {
    return chosen.why();
  }

  /// Stops deciding; containers go on.
  @Override
  public void close() {
    process.close();
    registry.close();
    chosen.driver().close();
    store.close();
  }

  /// Elapsed time as an instant.
  private static final class SteadySource implements InstantSource {
    private final Steady steady = new Steady();

    @Override
    public Instant instant() {
      return steady.now().steady();
    }
  }

  /// Logs and commands of a node of its own are not served yet, and say so.
  private static final class NoStreams implements ChildStreams.Handler {
    @Override
    public void serve(String purpose, String target, ByteStream stream) throws IOException {
      throw new IOException("node streams are not served");
    }

    @Override
    public Optional<String> objection(String purpose, String target) {
      return Optional.of("this node does not serve " + purpose + " streams yet");
    }
  }
}
