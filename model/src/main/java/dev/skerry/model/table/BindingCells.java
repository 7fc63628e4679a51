package dev.skerry.model.table;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Cells of RoleBindings and ClusterRoleBindings.
final class BindingCells {
  private BindingCells() {}

  static String role(Obj binding) {
    return binding.text("roleRef", "kind") + "/" + binding.text("roleRef", "name");
  }

  static String subjects(Obj binding, String kind) {
    return of(binding, kind).map(subject -> subject.text("name")).collect(Collectors.joining(", "));
  }

  static String accounts(Obj binding) {
    return of(binding, "ServiceAccount")
        .map(subject -> subject.text("namespace") + "/" + subject.text("name"))
        .collect(Collectors.joining(", "));
  }

  private static Stream<Json> of(Obj binding, String kind) {
    return binding.items("subjects").stream().filter(s -> s.text("kind").equals(kind));
  }
}
