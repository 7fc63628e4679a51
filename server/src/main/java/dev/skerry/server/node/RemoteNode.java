package dev.skerry.server.node;

import dev.skerry.content.file.FileContents;
import dev.skerry.content.file.FileTags;
import dev.skerry.content.image.Library;
import dev.skerry.content.image.Platform;
import dev.skerry.drivers.image.LayerSource;
import dev.skerry.drivers.image.UnpackedLayers;
import dev.skerry.drivers.probe.ContainerProber;
import dev.skerry.model.meta.Uid;
import dev.skerry.node.feed.Uplink;
import dev.skerry.node.plan.Here;
import dev.skerry.node.report.Machine;
import dev.skerry.pki.PkiRefused;
import dev.skerry.server.chore.Chores;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.config.NodeConfig;
import dev.skerry.server.config.Pulse;
import dev.skerry.server.enrol.Hours;
import dev.skerry.server.enrol.Renewal;
import dev.skerry.server.image.Fetchers;
import dev.skerry.server.image.ImageChores;
import dev.skerry.server.image.SiteImages;
import dev.skerry.server.keys.Shown;
import dev.skerry.server.keys.Vault;
import dev.skerry.server.plane.Steady;
import dev.skerry.server.pod.PodDoor;
import dev.skerry.store.StoreFailure;
import dev.skerry.store.sqlite.SqliteStore;
import dev.skerry.sync.frame.Identity;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// A node on a machine of its own. It keeps its feed in its directory, so it starts its pods again
/// while no control plane answers.
///
/// The directory holds the node's key and certificate as `node` and its site's authority where a
/// site keeps its parent's.
public final class RemoteNode implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RemoteNode.class.getName());

  private final NodeProcess process;
  private final Drivers.Chosen chosen;
  private final List<AutoCloseable> rest;

  private RemoteNode(NodeProcess process, Drivers.Chosen chosen, List<AutoCloseable> rest) {
    this.process = process;
    this.chosen = chosen;
    this.rest = List.copyOf(rest);
  }

  /// @param died called once when the node ends by itself
  public static RemoteNode start(DataDir data, NodeConfig config, String version, Runnable died)
      throws IOException, PkiRefused, StoreFailure {
    var vault = new Vault(data);
    Shown shown =
        vault
            .nodeIdentity()
            .orElseThrow(() -> new PkiRefused(data.root() + " has no node's certificate; join"));
    SSLContext tls = vault.towardsParent(shown);
    var platform = Platform.linux(System.getProperty("os.arch", ""));
    var library =
        new Library(
            FileContents.at(data.content(), InstantSource.system()), FileTags.at(data.content()));
    var unpacked =
        new UnpackedLayers(LayerSource.of(library, platform), data.root().resolve("layers"));
    var registry = new Fetchers(config.controlPlanes(), tls);
    var images = new SiteImages(library, platform, Optional.of(registry));
    Drivers.Chosen chosen = Drivers.choose(config, data, unpacked);
    LOG.log(System.Logger.Level.INFO, "DriverChosen {0}", chosen.why());
    SqliteStore store =
        SqliteStore.open(data.store(), () -> Long.toHexString(vault.chance().nextLong()));
    String address = InetAddress.getLocalHost().getHostAddress();
    var facts = new MachineFacts(fixed(config, data, chosen, version, address), images::list);
    var dial =
        new RemoteConversation.Config(
            config.controlPlanes(), tls, vault.chance(), Hours.remark(vault, vault.parentCa()));
    var door = new PodDoor(new NodeStreams(chosen.driver()));
    var ports =
        new NodePorts(
            chosen.driver(),
            images,
            new ContainerProber(chosen.driver()),
            facts,
            store,
            store.begin(),
            new RemoteConversation(dial, door, new SteadySource()),
            _ -> {});
    Machine machine = facts.look();
    var here = new Here(config.name(), address, machine.cpuMillis(), machine.memoryBytes());
    var process = new NodeProcess(setup(config, vault), here, ports, died);
    process.start();
    var place = new ImageChores.Place(library, data.root());
    var chores = new ArrayList<Chores.Chore>();
    chores.add(
        new Renewal(List.of(Renewal.of(shown, config.controlPlanes(), vault, vault.parentCa()))));
    chores.addAll(
        ImageChores.atNode(place, new ImageChores.Machine(chosen.driver(), unpacked::retain)));
    return new RemoteNode(
        process, chosen, List.of(Chores.start(chores), registry, chosen.driver(), store));
  }

  private static MachineFacts.Fixed fixed(
      NodeConfig config, DataDir data, Drivers.Chosen chosen, String version, String address) {
    return new MachineFacts.Fixed(
        config.name(),
        data.root(),
        chosen.driver().name(),
        version,
        "v1.33.0+skerry." + version,
        List.of(address));
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
    for (AutoCloseable each : rest) {
      try {
        each.close();
      } catch (Exception broken) {
        LOG.log(System.Logger.Level.WARNING, "NotClosed {0}", broken.toString());
      }
    }
  }

  /// Elapsed time as an instant.
  private static final class SteadySource implements InstantSource {
    private final Steady steady = new Steady();

    @Override
    public Instant instant() {
      return steady.now().steady();
    }
  }
}
