package dev.skerry.model.patch;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;

/// The words that a strategic merge patch says about itself, beside the values it brings.
final class Directive {
  static final String PATCH = "$patch";
  static final String RETAIN_KEYS = "$retainKeys";
  static final String DELETE_PRIMITIVES = "$deleteFromPrimitiveList/";
  static final String ORDER = "$setElementOrder/";

  /// What `$patch` asks of the object or list item it stands in; `NONE` when it is not there.
  enum Verb {
    NONE,
    MERGE,
    REPLACE,
    DELETE
  }

  private Directive() {}

  static Verb verb(Obj patch, String path) throws PatchRefused {
    if (!patch.has(PATCH)) {
      return Verb.NONE;
    }
    return switch (patch.text(PATCH)) {
      case "merge" -> Verb.MERGE;
      case "replace" -> Verb.REPLACE;
      case "delete" -> Verb.DELETE;
      default ->
          throw PatchRefused.malformed(
              path, "$patch at " + path + " must be merge, replace or delete");
    };
  }

  static boolean isDirective(String key) {
    return key.equals(PATCH)
        || key.equals(RETAIN_KEYS)
        || key.startsWith(DELETE_PRIMITIVES)
        || key.startsWith(ORDER);
  }

  static Json.Arr list(Json value, String path) throws PatchRefused {
    if (value instanceof Json.Arr list) {
      return list;
    }
    throw PatchRefused.malformed(path, path + " must be a list");
  }
}
