package dev.skerry.control.usage;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.unit.Amounts;
import java.util.List;
import java.util.TreeMap;

/// What pods ask for and what they are limited to, under the names that quotas have for it. Source:
/// `pkg/quota/v1/evaluator/core/pods.go` of Kubernetes.
public final class PodUse {
  private static final List<String> COMPUTE = List.of("cpu", "memory", "ephemeral-storage");

  private PodUse() {}

  /// What a scheduler sets aside: the sum of the containers, or the largest init container where
  /// that is more; an init container that goes on running counts with the containers.
  public static Amounts requests(Obj spec) {
    return whole(spec, "requests");
  }

  /// What its containers may use at most, added up as requests are.
  public static Amounts limits(Obj spec) {
    return whole(spec, "limits");
  }

  private static Amounts whole(Obj spec, String which) {
    Amounts running = Amounts.NONE;
    for (Json container : spec.items("containers")) {
      running = running.plus(Amounts.read(of(container, which)));
    }
    Amounts most = Amounts.NONE;
    for (Json container : spec.items("initContainers")) {
      Amounts its = Amounts.read(of(container, which));
      if (container.text("restartPolicy").equals("Always")) {
        running = running.plus(its);
        most = most.plus(its);
      } else {
        most = most.max(its);
      }
    }
    return running.max(most).plus(Amounts.read(spec.obj("overhead")));
  }

  /// The quantities `requests` or `limits` of one container. A limit without a request is a
  /// request.
  public static Obj of(Json container, String which) {
    Obj said = container.obj("resources", which);
    if (!which.equals("requests")) {
      return said;
    }
    Obj limits = container.obj("resources", "limits");
    for (String name : limits.keys()) {
      if (!said.has(name)) {
        said = said.with(name, limits.find(name).orElseThrow());
      }
    }
    return said;
  }

  /// By name of a quota: `pods`, `cpu`, `requests.cpu`, `limits.memory`, … A pod that has ended
  /// uses nothing.
  public static Amounts of(Obj pod) {
    String phase = pod.text("status", "phase");
    return phase.equals("Failed") || phase.equals("Succeeded")
        ? Amounts.NONE
        : named(requests(pod.obj("spec")), limits(pod.obj("spec"))).plus(Amounts.pods(1));
  }

  /// What one container says, by name of a quota.
  public static Amounts ofContainer(Json container) {
    return named(Amounts.read(of(container, "requests")), Amounts.read(of(container, "limits")));
  }

  private static Amounts named(Amounts requests, Amounts limits) {
    var named = new TreeMap<String, Long>();
    requests
        .milli()
        .forEach((resource, amount) -> {
          boolean extended = resource.indexOf('/') >= 0;
          if (!extended) {
            named.put(resource, amount);
          }
          named.put("requests." + resource, amount);
        });
    limits
        .milli()
        .forEach((resource, amount) -> {
          if (COMPUTE.contains(resource)) {
            named.put("limits." + resource, amount);
          }
        });
    return new Amounts(named);
  }
}
