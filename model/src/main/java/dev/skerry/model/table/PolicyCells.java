package dev.skerry.model.table;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;

/// Cells of policies on writes and of their bindings.
final class PolicyCells {
  private static final String UNSET = "<unset>";

  private PolicyCells() {}

  static Json paramKind(Obj policy) {
    Obj kind = policy.obj("spec", "paramKind");
    return Json.of(kind.isEmpty() ? UNSET : kind.text("apiVersion") + "/" + kind.text("kind"));
  }

  static Json params(Obj binding) {
    Obj ref = binding.obj("spec", "paramRef");
    if (ref.isEmpty()) {
      return Json.of(UNSET);
    }
    String namespace = ref.string("namespace").orElse("*");
    return Json.of(namespace + "/" + ref.string("name").orElse("*"));
  }
}
