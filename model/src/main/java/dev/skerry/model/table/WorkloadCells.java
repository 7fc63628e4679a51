package dev.skerry.model.table;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.selector.LabelSelector;
import java.util.List;
import java.util.stream.Collectors;

/// Cells of Deployments and ReplicaSets.
final class WorkloadCells {
  /// More names than this would push other columns off the screen.
  private static final int MAX_SITES = 4;

  private WorkloadCells() {}

  static String ready(Obj workload) {
    long ready = workload.integer("status", "readyReplicas").orElse(0);
    return ready + "/" + workload.integer("spec", "replicas").orElse(0);
  }

  static String containers(Obj workload, String field) {
    return workload.items("spec", "template", "spec", "containers").stream()
        .map(container -> container.text(field))
        .collect(Collectors.joining(","));
  }

  static String selector(Obj workload) {
    return text(workload.obj("spec", "selector"));
  }

  static String text(Obj selector) {
    return LabelSelector.of(selector).toString();
  }

  /// Names of sites, from the rows that the fold of a Deployment's status keeps in `status.sites`.
  static String sitesPlaced(Obj workload) {
    return names(workload.items("status", "sites"));
  }

  static String sitesPending(Obj workload) {
    return names(
        workload.items("status", "sites").stream().filter(s -> s.isTrue("pending")).toList());
  }

  private static String names(List<Json> sites) {
    return sites.size() > MAX_SITES
        ? sites.size() + " sites"
        : sites.stream().map(site -> site.text("site")).collect(Collectors.joining(","));
  }
}
