package dev.skerry.drivers.network;

import dev.skerry.drivers.command.Command;
import dev.skerry.drivers.disk.Disk;
import dev.skerry.drivers.pod.DriverRoot;
import dev.skerry.drivers.pod.PodRecord;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.Uid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/// Namespaces, the bridge and the rules of one driver root. Callers hold one lock.
public final class PodNetwork {
  private static final Path NAMESPACES = Path.of("/run/netns");

  private final DriverRoot root;
  private final Subnet subnet;
  private final String bridge;

  /// @param bridge at most 15 of `a-z`, `0-9`; made when missing, removed with the last pod
  public PodNetwork(DriverRoot root, Subnet subnet, String bridge) {
    if (!bridge.matches("[a-z0-9]{1,15}")) {
      throw new IllegalArgumentException("not a bridge name: '" + bridge + "'");
    }
    this.root = root;
    this.subnet = subnet;
    this.bridge = bridge;
  }

  /// The lowest address that is free.
  public String choose(SortedSet<String> taken) throws IOException {
    for (int i = 0; i < subnet.pods(); i++) {
      if (!taken.contains(subnet.pod(i))) {
        return subnet.pod(i);
      }
    }
    throw new IOException("every address of " + subnet + " is in use");
  }

  /// Path of the pod's network namespace.
  public Path namespace(Uid pod) {
    return NAMESPACES.resolve(namespaceName(root.mark(), pod));
  }

  /// Makes the namespace with this address, or leaves it when it is there and whole.
  public void attach(Uid pod, String address) throws IOException {
    bridge();
    String namespace = namespaceName(root.mark(), pod);
    boolean there = Files.exists(NAMESPACES.resolve(namespace));
    if (there && ip("-n", namespace, "-4", "addr", "show", "dev", "eth0").out().contains(address)) {
      return;
    }
    detach(pod);
    String link = link(pod);
    Command.of("ip", "netns", "add", namespace).must();
    batch(
        List.of(
            "link add %s type veth peer name eth0 address %s netns %s"
                .formatted(link, Subnet.hardware(address), namespace),
            "link set " + link + " master " + bridge,
            "link set " + link + " type bridge_slave hairpin on",
            "link set " + link + " up"));
    Command.of("ip", "-n", namespace, "-batch", "-")
        .input(
            String.join(
                "\n",
                "link set lo up",
                "addr add " + address + "/" + subnet.prefix() + " dev eth0",
                "link set eth0 up",
                "route add default via " + subnet.gateway(),
                ""))
        .must();
  }

  public void detach(Uid pod) throws IOException {
    String namespace = namespaceName(root.mark(), pod);
    Command.Result ignored = ip("link", "del", link(pod));
    if (Files.exists(NAMESPACES.resolve(namespace))) {
      Command.of("ip", "netns", "del", namespace).must();
    }
  }

  /// Brings the rules to what these pods publish; without pods there is neither table nor bridge.
  public void publish(List<PodRecord> pods) throws IOException {
    List<PodRecord> own = pods.stream().filter(pod -> !pod.address().isEmpty()).toList();
    if (own.isEmpty()) {
      remove(root);
      return;
    }
    Command.of("nft", "-f", "-").input(PortRules.text(table(root), bridge, subnet, own)).must();
  }

  /// Removes table and bridge of a root, also when another process made them.
  public static void remove(DriverRoot root) throws IOException {
    Path file = root.directory().resolve("network.json");
    Optional<Obj> made = Disk.read(file);
    if (made.isEmpty()) {
      return;
    }
    Command.Result ignored = Command.of("nft", "delete", "table", "ip", table(root)).run();
    String bridge = made.get().text("bridge");
    // The alias tells our bridge from one of the same name, also seen from another namespace.
    if (bridge.matches("[a-z0-9]{1,15}")
        && ip("link", "show", "dev", bridge).out().contains("alias " + table(root))) {
      var _ = ip("link", "del", bridge);
    }
    Files.deleteIfExists(file);
  }

  /// Removes every namespace of a root, and with them the links in them.
  public static void removeNamespaces(DriverRoot root) throws IOException {
    for (Path namespace : Disk.list(NAMESPACES)) {
      String name = namespace.getFileName().toString();
      if (name.startsWith("sk" + root.mark() + "-")) {
        Command.Result ignored = Command.of("ip", "netns", "del", name).run();
      }
    }
  }

  private void bridge() throws IOException {
    Path file = root.directory().resolve("network.json");
    boolean there = ip("link", "show", "dev", bridge).worked();
    if (there && Files.exists(file)) {
      return;
    }
    Disk.write(file, Json.object().put("bridge", bridge).build());
    var steps = new ArrayList<String>();
    if (!there) {
      steps.add("link add " + bridge + " type bridge");
      steps.add("link set " + bridge + " alias " + table(root));
    }
    steps.add("addr replace " + subnet.gateway() + "/" + subnet.prefix() + " dev " + bridge);
    steps.add("link set " + bridge + " up");
    batch(steps);
    Files.writeString(Path.of("/proc/sys/net/ipv4/ip_forward"), "1");
    // Lets the host reach a published port at 127.0.0.1.
    Files.writeString(Path.of("/proc/sys/net/ipv4/conf", bridge, "route_localnet"), "1");
  }

  private static String namespaceName(String mark, Uid pod) {
    return "sk" + mark + "-" + pod.value();
  }

  /// Interface names have at most 15 characters.
  private String link(Uid pod) {
    return "sk" + Integer.toHexString((root.mark() + pod.value()).hashCode());
  }

  private static String table(DriverRoot root) {
    return "skerry_" + root.mark();
  }

  private static void batch(List<String> steps) throws IOException {
    Command.of("ip", "-batch", "-").input(String.join("\n", steps) + "\n").must();
  }

  private static Command.Result ip(String... arguments) throws IOException {
    var argv = new ArrayList<String>(List.of("ip"));
    argv.addAll(List.of(arguments));
    return Command.of(argv).run();
  }
}
