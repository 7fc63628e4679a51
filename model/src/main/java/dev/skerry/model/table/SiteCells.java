package dev.skerry.model.table;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Cells of Sites and Placements.
final class SiteCells {
  private SiteCells() {}

  /// `True`, `False` or `Unknown`; a condition that nobody stated is unknown.
  static String condition(Obj object, String type) {
    return object.items("status", "conditions").stream()
        .filter(condition -> condition.text("type").equals(type))
        .map(condition -> condition.text("status"))
        .findFirst()
        .orElse("Unknown");
  }

  static String rtt(Obj site) {
    return switch (site.at("status", "rttMs").orElse(Json.Null.VALUE)) {
      case Json.Int(long ms) -> ms + "ms";
      case Json.Dec(BigDecimal ms) -> JsonText.write(Json.of(Math.round(ms.doubleValue()))) + "ms";
      case Json.Null _, Json.Bool _, Json.Str _, Json.Arr _, Obj _ -> Ages.UNKNOWN;
    };
  }

  static String workloads(Obj placement) {
    var parts = new ArrayList<String>();
    for (String list : List.of("kinds", "names")) {
      placement.items("spec", "selector", list).stream()
          .map(item -> item instanceof Json.Str(String text) ? text : "")
          .forEach(parts::add);
    }
    Obj labels = placement.obj("spec", "selector", "labelSelector");
    if (!labels.isEmpty()) {
      parts.add(WorkloadCells.text(labels));
    }
    return parts.isEmpty() ? "<all>" : String.join(",", parts);
  }

  /// `3/4`: sites that got a share, of those that were considered.
  static String placed(Obj placement) {
    var placed = new TreeSet<String>();
    var considered = new TreeSet<String>();
    for (Json decision : placement.items("status", "decisions")) {
      considered.add(decision.text("site"));
      if (decision.integer("replicas").orElse(0) > 0) {
        placed.add(decision.text("site"));
      }
    }
    return placed.size() + "/" + considered.size();
  }
}
