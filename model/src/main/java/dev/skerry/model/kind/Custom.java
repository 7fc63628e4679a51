package dev.skerry.model.kind;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.schema.Defaulting;
import dev.skerry.model.schema.Schema;
import dev.skerry.model.value.ValueRules;
import java.util.List;

/// What a custom kind has beside what every kind has.
///
/// @param storedApiVersion of the version in which its objects are kept
/// @param openApi as the definition says it
/// @param rules the same as demands on values
/// @param asKept objects are shown as they are kept: there is one version, and nothing in its
///   schema has a default that an older object may lack
/// @param ruled it has rules (`x-kubernetes-validations`)
/// @param ending its definition is being deleted, so no more objects are made
public record Custom(
    String storedApiVersion,
    Obj openApi,
    ValueRules rules,
    boolean asKept,
    boolean ruled,
    boolean ending) {
  /// Whether a schema has rules somewhere.
  public static boolean isRuled(Json openApi) {
    return hasKey(openApi, "x-kubernetes-validations");
  }

  /// Whether a key stands anywhere in a schema.
  public static boolean hasKey(Json openApi, String wanted) {
    return switch (openApi) {
      case Obj object ->
          object.has(wanted)
              || object.keys().stream()
                  .anyMatch(key -> hasKey(object.find(key).orElseThrow(), wanted));
      case Json.Arr(List<Json> items) -> items.stream().anyMatch(item -> hasKey(item, wanted));
      case Json.Null _, Json.Bool _, Json.Str _, Json.Int _, Json.Dec _ -> false;
    };
  }

  /// An object as a version of its kind shows it. Versions differ in their name only (`strategy:
  /// None`), and in what defaults they have.
  public static Obj shown(Kind kind, Obj object) {
    if (kind.custom().filter(custom -> !custom.asKept()).isEmpty()) {
      return object;
    }
    Schema schema = kind.schema();
    return Defaulting.fill(schema, object.with("apiVersion", kind.apiVersion()));
  }
}
