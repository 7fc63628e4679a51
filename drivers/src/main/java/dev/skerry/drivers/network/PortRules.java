package dev.skerry.drivers.network;

import dev.skerry.drivers.pod.PodRecord;
import dev.skerry.node.driver.PodPlan.PortPlan;
import java.util.List;
import java.util.Locale;

/// The nftables table of a node as text for `nft -f -`: replaces the whole table in one step. Only
/// numbers, checked addresses and our own names get into it.
final class PortRules {
  private PortRules() {}

  static String text(String table, String bridge, Subnet subnet, List<PodRecord> pods) {
    var to = new StringBuilder();
    for (PodRecord pod : pods) {
      for (PortPlan port : pod.ports()) {
        if (port.hostPort() > 0 && !pod.address().isEmpty()) {
          to.append("    ").append(rule(port, pod.address())).append('\n');
        }
      }
    }
    // "dstnat" is not a name in the output hook: there the number is written.
    return """
    table ip %1$s
    delete table ip %1$s
    table ip %1$s {
      chain pre {
        type nat hook prerouting priority dstnat;
    %2$s  }
      chain out {
        type nat hook output priority -100;
    %2$s  }
      chain post {
        type nat hook postrouting priority srcnat;
        ip saddr %3$s ip daddr != %3$s masquerade
        ip saddr 127.0.0.0/8 oifname "%4$s" masquerade
        ip saddr %3$s ip daddr %3$s ct status dnat masquerade
      }
    }
    """
        .formatted(table, to, subnet, bridge);
  }

  private static String rule(PortPlan port, String address) {
    String protocol =
        switch (port.protocol()) {
          case "UDP" -> "udp";
          case "SCTP" -> "sctp";
          default -> "tcp";
        };
    int host = checked(port.hostPort());
    int container = checked(port.containerPort());
    String from = port.hostAddress();
    boolean everywhere = from.isEmpty() || from.equals("0.0.0.0");
    String where = everywhere ? "fib daddr type local" : "ip daddr " + address(from);
    return String.format(
        Locale.ROOT,
        "%s %s dport %d dnat to %s:%d",
        where,
        protocol,
        host,
        address(address),
        container);
  }

  private static int checked(int port) {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("not a port: " + port);
    }
    return port;
  }

  private static String address(String text) {
    if (Subnet.number(text).isEmpty()) {
      throw new IllegalArgumentException("not an IPv4 address: '" + text + "'");
    }
    return text;
  }
}
