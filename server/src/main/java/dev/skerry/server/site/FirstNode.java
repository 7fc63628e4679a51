package dev.skerry.server.site;

import dev.skerry.content.image.Platform;
import dev.skerry.drivers.image.LayerSource;
import dev.skerry.drivers.image.UnpackedLayers;
import dev.skerry.drivers.probe.ContainerProber;
import dev.skerry.node.feed.Uplink;
import dev.skerry.node.plan.Here;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.config.SiteConfig;
import dev.skerry.server.front.ControlPlane;
import dev.skerry.server.image.ImageChores;
import dev.skerry.server.image.SiteImages;
import dev.skerry.server.node.Drivers;
import dev.skerry.server.node.LocalConversation;
import dev.skerry.server.node.MachineFacts;
import dev.skerry.server.node.NodePorts;
import dev.skerry.server.node.NodeProcess;
import dev.skerry.server.node.SiteGazette;
import dev.skerry.store.StoreFailure;
import dev.skerry.store.memory.Faults;
import dev.skerry.store.memory.MemoryDisk;
import dev.skerry.store.memory.MemoryStore;
import dev.skerry.sync.frame.Identity;
import java.io.IOException;
import java.util.List;

/// The node inside a site's process. It keeps its feed in memory: the control plane beside it tells
/// it everything again at the next start.
final class FirstNode {
  private static final System.Logger LOG = System.getLogger(FirstNode.class.getName());

  private final NodeProcess process;
  private final ImageChores.Machine machine;

  private FirstNode(NodeProcess process, ImageChores.Machine machine) {
    this.process = process;
    this.machine = machine;
  }

  static Platform platform() {
    return Platform.linux(System.getProperty("os.arch", ""));
  }

  /// @param beside what the node shares with the control plane in its process
  static FirstNode start(
      DataDir data,
      SiteConfig config,
      String version,
      ControlPlane.Shared beside,
      SiteImages images)
      throws IOException, StoreFailure {
    var unpacked =
        new UnpackedLayers(
            LayerSource.of(beside.library(), platform()), data.root().resolve("layers"));
    Drivers.Chosen chosen = Drivers.choose(config.node(), data, unpacked);
    LOG.log(System.Logger.Level.INFO, "DriverChosen {0}", chosen.why());
    var name = config.node().name();
    var fixed =
        new MachineFacts.Fixed(
            name,
            data.root(),
            chosen.driver().name(),
            version,
            "v1.33.0+skerry." + version,
            List.of(config.plane().listen().host()));
    var machine = new MachineFacts(fixed, images::list);
    var identity = new Identity(Identity.Kind.NODE, name.value(), beside.chance().uid("node"));
    String incarnation = Long.toHexString(beside.chance().next("node-feed"));
    MemoryStore feed = new MemoryDisk(incarnation, Faults.NONE).open();
    var ports =
        new NodePorts(
            chosen.driver(),
            images,
            new ContainerProber(chosen.driver()),
            machine,
            feed,
            feed.begin(),
            new LocalConversation(beside.board(), identity, config.plane().pulse().silence()),
            new SiteGazette(beside.loop(), beside.pipeline(), beside.chance()));
    var setup =
        new Uplink.Setup(
            identity,
            config.plane().name(),
            incarnation,
            config.plane().pulse().heartbeat(),
            config.plane().pulse().silence());
    var capacity = machine.look();
    var here =
        new Here(
            name, config.plane().listen().host(), capacity.cpuMillis(), capacity.memoryBytes());
    var process =
        new NodeProcess(
            setup,
            here,
            ports,
            () ->
                LOG.log(
                    System.Logger.Level.ERROR, "NodeDied its containers go on; restart the site"));
    process.start();
    return new FirstNode(process, new ImageChores.Machine(chosen.driver(), unpacked::retain));
  }

  ImageChores.Machine machine() {
    return machine;
  }

  void stop() {
    process.close();
    machine.driver().close();
  }
}
