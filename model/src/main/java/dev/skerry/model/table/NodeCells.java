package dev.skerry.model.table;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.TreeSet;

/// Cells of Nodes.
final class NodeCells {
  private static final String ROLE = "node-role.kubernetes.io/";
  private static final String ROLE_LABEL = "kubernetes.io/role";

  private NodeCells() {}

  /// `Unknown` when nothing is known, where kubectl's own column says `NotReady`: silence is not a
  /// fact.
  static String status(Obj node) {
    String ready =
        switch (SiteCells.condition(node, "Ready")) {
          case "True" -> "Ready";
          case "False" -> "NotReady";
          default -> "Unknown";
        };
    return node.isTrue("spec", "unschedulable") ? ready + ",SchedulingDisabled" : ready;
  }

  static String roles(Obj node) {
    var roles = new TreeSet<String>();
    node.obj("metadata", "labels")
        .strings()
        .forEach((key, value) -> {
          if (key.startsWith(ROLE) && key.length() > ROLE.length()) {
            roles.add(key.substring(ROLE.length()));
          } else if (key.equals(ROLE_LABEL) && !value.isEmpty()) {
            roles.add(value);
          }
        });
    return String.join(",", roles);
  }

  static String address(Obj node, String type) {
    return node.items("status", "addresses").stream()
        .filter(address -> address.text("type").equals(type))
        .map(address -> address.text("address"))
        .findFirst()
        .orElse("");
  }

  static String info(Obj node, String field) {
    Json info = node.obj("status", "nodeInfo");
    return info.string(field).filter(said -> !said.isEmpty()).orElse(Ages.UNKNOWN);
  }
}
