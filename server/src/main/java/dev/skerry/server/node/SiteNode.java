package dev.skerry.server.node;

import dev.skerry.content.image.Library;
import dev.skerry.content.image.Platform;
import dev.skerry.content.pull.Fetcher;
import dev.skerry.control.write.Pipeline;
import dev.skerry.drivers.container.ContainerDriver;
import dev.skerry.drivers.container.RuntimeProbe;
import dev.skerry.drivers.image.LayerSource;
import dev.skerry.drivers.image.UnpackedLayers;
import dev.skerry.drivers.network.Subnet;
import dev.skerry.drivers.probe.ContainerProber;
import dev.skerry.drivers.process.ProcessDriver;
import dev.skerry.model.chance.Chance;
import dev.skerry.node.driver.PodDriver;
import dev.skerry.node.feed.Uplink;
import dev.skerry.node.plan.Here;
import dev.skerry.node.report.Machine;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.config.Driver;
import dev.skerry.server.config.NodeConfig;
import dev.skerry.server.config.Pulse;
import dev.skerry.server.image.SiteImages;
import dev.skerry.server.plane.Loop;
import dev.skerry.server.wire.Switchboard;
import dev.skerry.store.StoreFailure;
import dev.skerry.store.memory.Faults;
import dev.skerry.store.memory.MemoryDisk;
import dev.skerry.store.memory.MemoryStore;
import dev.skerry.sync.frame.Identity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The node inside a site's process: its driver chosen, its ports wired to the site's loop and
/// library. It keeps its feed in memory, since the loop beside it has it on disk.
public final class SiteNode implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  private final PodDriver driver;
  private final NodeProcess process;

  /// The control plane beside it.
  ///
  /// @param board connected to a loop that runs
  /// @param chance may be asked by any thread
  /// @param version of this program
  /// @param parent registry from which images come that are not in the library
  public record Site(
      Switchboard board,
      Loop loop,
      Pipeline pipeline,
      Chance chance,
      Library library,
      Optional<Fetcher> parent,
      String version) {}

  private SiteNode(PodDriver driver, NodeProcess process) {
    this.driver = driver;
    this.process = process;
  }

  /// @param died called once when the node ends by itself
  /// @throws IOException when the driver that was asked for cannot run here; says what it lacks
  public static SiteNode start(
      DataDir data, NodeConfig config, Pulse pulse, Site site, Runnable died)
      throws IOException, StoreFailure {
    Platform platform = Platform.linux(System.getProperty("os.arch", ""));
    PodDriver driver = driver(data, config, site.library(), platform);
    var images = new SiteImages(site.library(), platform, site.parent());
    var fixed =
        new MachineFacts.Fixed(
            config.name(),
            data.root(),
            driver.name(),
            site.version(),
            "v1.33.0+skerry." + site.version(),
            List.of(LOOPBACK));
    var facts = new MachineFacts(fixed, images::list);
    MemoryStore store = new MemoryDisk(site.chance().uid("node").value(), Faults.NONE).open();
    var self = new Identity(Identity.Kind.NODE, config.name().value(), site.chance().uid("node"));
    var ports =
        new NodePorts(
            driver,
            images,
            new ContainerProber(driver),
            facts,
            store,
            store.begin(),
            new LocalConversation(site.board(), self, pulse.silence()),
            new SiteGazette(site.loop(), site.pipeline(), site.chance()));
    var setup =
        new Uplink.Setup(
            self,
            config.site(),
            site.chance().uid("node").value(),
            pulse.heartbeat(),
            pulse.silence());
    Machine machine = facts.look();
    var here = new Here(config.name(), LOOPBACK, machine.cpuMillis(), machine.memoryBytes());
    var process = new NodeProcess(setup, here, ports, died);
    process.start();
    return new SiteNode(driver, process);
  }

  private static PodDriver driver(
      DataDir data, NodeConfig config, Library library, Platform platform) throws IOException {
    Path root = data.driver();
    var unpacked = new UnpackedLayers(LayerSource.of(library, platform), root.resolve("layers"));
    if (config.driver() != Driver.PROCESS) {
      RuntimeProbe.Verdict verdict = RuntimeProbe.run(root.resolve("container"));
      if (verdict.runtime().isPresent()) {
        var place =
            new ContainerDriver.Place(
                root.resolve("container"),
                config.volumes(),
                Subnet.parse(config.podNetwork()),
                "sk0");
        return new ContainerDriver(place, verdict.runtime().get(), unpacked);
      }
      if (config.driver() == Driver.CONTAINER) {
        throw new IOException(verdict.why());
      }
    }
    return new ProcessDriver(
        root.resolve("process"), config.volumes(), ProcessDriver.sharedClaims(), unpacked);
  }

  /// Runs the node's pods.
  public String driverName() {
    return driver.name();
  }

  /// Logs and commands of its containers.
  public NodeStreams streams() {
    return new NodeStreams(driver);
  }

  /// Stops deciding; containers go on.
  @Override
  public void close() {
    process.close();
    driver.close();
  }
}
