package dev.skerry.control.custom;

import dev.skerry.control.state.View;
import dev.skerry.model.custom.Definition;
import dev.skerry.model.kind.Kinds;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import java.util.List;

/// Finds the definitions of a view.
public final class Definitions {
  private Definitions() {}

  /// Those that may define this kind: all of its group. None for a built-in kind. Looks at nothing
  /// but names, since a definition is named `plural.group`.
  public static List<ObjectKey> of(View view, ObjectKey object) {
    GroupKind kind = object.kind();
    return Kinds.builtIn().find(kind).isPresent() ? List.of() : inGroup(view, object, kind.group());
  }

  static List<ObjectKey> inGroup(View view, ObjectKey near, String group) {
    return view.all(Definition.KIND, near.tenant()).keySet().stream()
        .filter(key -> groupOf(key.name()).equals(group))
        .toList();
  }

  static String groupOf(String name) {
    return name.substring(name.indexOf('.') + 1);
  }
}
