package dev.skerry.model.patch;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.TreeMap;

/// JSON Merge Patch (RFC 7386): objects merge, null removes, all else replaces.
public final class MergePatch {
  private MergePatch() {}

  public static PatchOutcome apply(Obj target, Json patch) {
    return patch instanceof Obj object
        ? new PatchOutcome.Patched(merge(target, object))
        : new PatchOutcome.Refused(
            PatchOutcome.Reason.MALFORMED, "", "a merge patch of a resource is a JSON object");
  }

  private static Obj merge(Obj target, Obj patch) {
    if (patch.isEmpty()) {
      return target;
    }
    var merged = new TreeMap<String, Json>();
    target.forEach(merged::put);
    patch.forEach((key, value) -> {
      switch (value) {
        case Json.Null() -> merged.remove(key);
        case Obj inner -> {
          Obj before = merged.get(key) instanceof Obj object ? object : Obj.EMPTY;
          merged.put(key, merge(before, inner));
        }
        case Json.Bool b -> merged.put(key, b);
        case Json.Str s -> merged.put(key, s);
        case Json.Int i -> merged.put(key, i);
        case Json.Dec d -> merged.put(key, d);
        case Json.Arr a -> merged.put(key, a);
      }
    });
    return Obj.of(merged);
  }
}
