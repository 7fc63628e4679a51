package dev.skerry.control.workload;

import dev.skerry.control.usage.PodUse;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.unit.Amounts;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Reads a `PodSpec`.
public final class PodSpecs {
  private PodSpecs() {}

  public static List<Json> containers(Obj spec) {
    var all = new ArrayList<Json>(spec.items("initContainers"));
    all.addAll(spec.items("containers"));
    return all;
  }

  public static List<String> images(Obj spec) {
    return spec.items("containers").stream().map(c -> c.text("image")).toList();
  }

  /// What a scheduler sets aside, one pod among it.
  public static Amounts requests(Obj spec) {
    return PodUse.requests(spec).plus(Amounts.pods(1));
  }

  /// Host ports as `protocol/address/port`, the address empty for all.
  public record HostPort(String protocol, String address, long port) {
    public boolean conflicts(HostPort other) {
      return port == other.port
          && protocol.equals(other.protocol)
          && (address.equals(other.address) || isAny() || other.isAny());
    }

    private boolean isAny() {
      return address.isEmpty() || address.equals("0.0.0.0");
    }
  }

  public static List<HostPort> hostPorts(Obj spec) {
    var ports = new ArrayList<HostPort>();
    for (Json container : containers(spec)) {
      for (Json port : container.items("ports")) {
        long number = port.integer("hostPort").orElse(0);
        if (number > 0) {
          String protocol = port.string("protocol").orElse("TCP");
          ports.add(new HostPort(protocol, port.text("hostIP"), number));
        }
      }
    }
    return ports;
  }

  /// Names of the Secrets that a pod reads, its image pull secrets among them.
  public static SortedSet<String> secrets(Obj spec) {
    SortedSet<String> names = referred(spec, "secretKeyRef", "secretRef");
    for (Json volume : spec.items("volumes")) {
      add(names, volume.text("secret", "secretName"));
      for (Json source : volume.items("projected", "sources")) {
        add(names, source.text("secret", "name"));
      }
    }
    spec.items("imagePullSecrets").forEach(ref -> add(names, ref.text("name")));
    return names;
  }

  public static SortedSet<String> configMaps(Obj spec) {
    SortedSet<String> names = referred(spec, "configMapKeyRef", "configMapRef");
    for (Json volume : spec.items("volumes")) {
      add(names, volume.text("configMap", "name"));
      for (Json source : volume.items("projected", "sources")) {
        add(names, source.text("configMap", "name"));
      }
    }
    return names;
  }

  public static String serviceAccount(Obj spec) {
    return spec.string("serviceAccountName").filter(n -> !n.isEmpty()).orElse("default");
  }

  private static SortedSet<String> referred(Obj spec, String key, String whole) {
    var names = new TreeSet<String>();
    for (Json container : containers(spec)) {
      container.items("env").forEach(e -> add(names, e.text("valueFrom", key, "name")));
      container.items("envFrom").forEach(e -> add(names, e.text(whole, "name")));
    }
    return names;
  }

  private static void add(SortedSet<String> names, String name) {
    if (!name.isEmpty()) {
      names.add(name);
    }
  }
}
