package dev.skerry.model.schema;

import dev.skerry.model.json.Obj;
import java.util.Optional;

/// An object and the objects around it, innermost first; lists and maps on the way do not count.
record Scope(Obj here, Optional<Scope> outer) {
  static Scope root(Obj object) {
    return new Scope(object, Optional.empty());
  }

  Scope inner(Obj child) {
    return new Scope(child, Optional.of(this));
  }

  Scope with(Obj changed) {
    return new Scope(changed, outer);
  }

  /// The object so many levels out, or an empty one above the root.
  Obj enclosing(int levels) {
    Scope scope = this;
    for (int i = 0; i < levels; i++) {
      if (scope.outer.isEmpty()) {
        return Obj.EMPTY;
      }
      scope = scope.outer.get();
    }
    return scope.here;
  }

  /// The outermost object is a Pod, not a template in another kind.
  boolean inPod() {
    Scope scope = this;
    while (scope.outer.isPresent()) {
      scope = scope.outer.get();
    }
    return scope.here.text("kind").equals("Pod");
  }
}
