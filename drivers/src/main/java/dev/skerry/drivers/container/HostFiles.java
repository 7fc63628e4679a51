package dev.skerry.drivers.container;

import dev.skerry.drivers.pod.DriverRoot;
import dev.skerry.model.meta.Uid;
import dev.skerry.node.driver.PodPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The files of a pod that say who and where it is: `/etc/hosts`, `/etc/resolv.conf` and
/// `/etc/hostname`. Rewritten in place, since they are mounted one by one.
final class HostFiles {
  static final List<String> NAMES = List.of("hosts", "resolv.conf", "hostname");

  private static final String LOOPBACK =
      "127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n";

  private HostFiles() {}

  static Path directory(DriverRoot root, Uid pod) {
    return root.pod(pod).resolve("etc");
  }

  static void write(DriverRoot root, PodPlan pod, String address) throws IOException {
    Path etc = Files.createDirectories(directory(root, pod.pod().uid()));
    String own = address.isEmpty() ? "" : address + "\t" + pod.hostname() + "\n";
    String hosts = pod.hostNetwork() ? host("/etc/hosts") : LOOPBACK + own;
    String added = pod.addedHosts().isEmpty() ? "" : String.join("\n", pod.addedHosts()) + "\n";
    Files.writeString(etc.resolve("hosts"), hosts + added);
    Files.writeString(etc.resolve("hostname"), pod.hostname() + "\n");
    Files.writeString(etc.resolve("resolv.conf"), resolver(pod.dns()));
  }

  private static String resolver(PodPlan.DnsPlan dns) throws IOException {
    if (dns.servers().isEmpty() && dns.searches().isEmpty() && dns.options().isEmpty()) {
      return host("/etc/resolv.conf");
    }
    var lines = new ArrayList<String>();
    dns.servers().forEach(server -> lines.add("nameserver " + server));
    if (!dns.searches().isEmpty()) {
      lines.add("search " + String.join(" ", dns.searches()));
    }
    if (!dns.options().isEmpty()) {
      lines.add("options " + String.join(" ", dns.options()));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String host(String file) throws IOException {
    Path path = Path.of(file);
    return Files.isReadable(path) ? Files.readString(path) : "";
  }
}
