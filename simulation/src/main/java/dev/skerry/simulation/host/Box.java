package dev.skerry.simulation.host;

import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.NodeName;
import dev.skerry.node.agent.Settings;
import dev.skerry.node.fake.Behaviour;
import dev.skerry.node.fake.VirtualNode;
import dev.skerry.node.plan.Here;
import dev.skerry.node.pod.PodSettings;
import dev.skerry.node.report.Machine.Image;
import dev.skerry.node.report.Machine.Software;
import dev.skerry.node.report.Machine.Usage;
import dev.skerry.node.report.NodeStatus;
import dev.skerry.store.memory.Faults;
import dev.skerry.store.memory.MemoryDisk;
import dev.skerry.sync.frame.Identity;
import java.time.Instant;
import java.util.List;

/// The node of a site: what runs on it, and the agent's own disk.
public final class Box {
  /// Enough for all that people want at once, but not for two rollouts that surge together.
  public static final long CPU_MILLIS = 20_000;

  private static final long MEMORY_BYTES = 256L << 30;
  private static final long DISK_BYTES = 1L << 40;
  private static final int MOST_PODS = 500;
  private static final int IMAGES = 10;

  private final Identity identity;
  private final MemoryDisk disk;
  private final VirtualNode node;

  Box(Machine.Who who, Nature nature, String incarnation) {
    String name = who.name() + "-1";
    this.identity =
        new Identity(
            Identity.Kind.NODE, name, nature.streams().owned(who.box() + "-1").uid("self"));
    this.disk = new MemoryDisk(incarnation, Faults.NONE);
    var here = new Here(new NodeName(name), "10.0.0.1", CPU_MILLIS, MEMORY_BYTES);
    this.node = new VirtualNode(Settings.of(PodSettings.of(here)), nature.agenda().instant());
    for (int i = 1; i <= IMAGES; i++) {
      node.images().offer(image(i), Behaviour.SERVER);
    }
  }

  /// The images that exist, from 1.
  public static String image(int version) {
    return "shop:v" + version;
  }

  Identity identity() {
    return identity;
  }

  MemoryDisk disk() {
    return disk;
  }

  public VirtualNode node() {
    return node;
  }

  Obj status(Instant now) {
    var software = new Software("m", "b", "6.1", "Skerry", "amd64", "1", "0.1.0");
    var machine =
        new dev.skerry.node.report.Machine(
            new NodeName(identity.name()),
            CPU_MILLIS,
            MEMORY_BYTES,
            DISK_BYTES,
            0,
            0,
            MOST_PODS,
            software,
            "fake",
            List.of("10.0.0.1"),
            List.<Image>of(),
            new Usage(MEMORY_BYTES, DISK_BYTES, MOST_PODS * 100L),
            now);
    return new NodeStatus().compose(machine, "", now);
  }

  void powerOff() {
    disk.crash();
    node.powerFails();
  }
}
