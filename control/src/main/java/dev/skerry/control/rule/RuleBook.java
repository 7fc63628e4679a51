package dev.skerry.control.rule;

import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Custom;
import dev.skerry.model.kind.Kind;
import dev.skerry.model.kind.Kinds;
import dev.skerry.model.schema.Cause;
import dev.skerry.model.schema.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/// The rules of kinds (`x-kubernetes-validations`), each read when an object of its kind is first
/// judged. Bounded by the number of kinds; any thread.
public final class RuleBook {
  private final ConcurrentSkipListMap<String, Known> known = new ConcurrentSkipListMap<>();

  private record Known(Custom custom, Ruled ruled) {
    /// What was read of a definition holds for as long as that is the same one.
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(Custom other) {
      return custom == other;
    }
  }

  /// What of the rules in a schema cannot be read.
  public static List<Cause> problems(Obj openApi, FieldPath path) {
    return Custom.isRuled(openApi) ? Compiling.problems(openApi, path) : List.of();
  }

  /// Which rules the object breaks.
  ///
  /// @param live before it was changed; empty for a new one
  public List<Cause> check(Kind kind, Optional<Obj> live, Obj object) {
    Optional<Custom> custom = kind.custom().filter(Custom::ruled);
    if (custom.isEmpty()) {
      return List.of();
    }
    Ruled ruled = ruled(kind, custom.get());
    var wrong = new ArrayList<>(Judging.judge(ruled, live, object));
    if (!wrong.isEmpty() && live.isPresent()) {
      // What was broken already, and stays as it was, holds nobody up.
      wrong.removeAll(Judging.judge(ruled, Optional.empty(), live.get()));
    }
    return List.copyOf(wrong);
  }

  /// Reads the rules of those kinds that have some.
  public void warm(Kinds kinds) {
    for (Kind kind : kinds.all()) {
      if (kind.custom().filter(Custom::ruled).isPresent()) {
        Ruled _ = ruled(kind, kind.custom().get());
      }
    }
  }

  private Ruled ruled(Kind kind, Custom custom) {
    String name = kind.apiVersion() + "/" + kind.kind();
    Known before = known.get(name);
    if (before != null && before.isOf(custom)) {
      return before.ruled();
    }
    Ruled ruled = Compiling.ruled(custom.openApi());
    known.put(name, new Known(custom, ruled));
    return ruled;
  }
}
