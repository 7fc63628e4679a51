package dev.skerry.model.table;

import dev.skerry.model.json.Obj;
import java.util.ArrayList;

/// Cells of ResourceQuotas: `pods: 1/10, requests.cpu: 500m/2`.
final class QuotaCells {
  private QuotaCells() {}

  /// @param limits those names that begin with `limits.`, else all others
  static String used(Obj quota, boolean limits) {
    var parts = new ArrayList<String>();
    Obj hard = quota.obj("status", "hard");
    for (String name : hard.keys()) {
      if (name.startsWith("limits.") == limits) {
        String used = quota.string("status", "used", name).orElse("0");
        parts.add(name + ": " + used + "/" + hard.text(name));
      }
    }
    return String.join(", ", parts);
  }
}
