package dev.skerry.model.kind;

import dev.skerry.model.json.Obj;
import dev.skerry.model.schema.Defaulting;
import dev.skerry.model.schema.Schema;
import dev.skerry.model.value.ValueRules;

/// What a custom kind has beside what every kind has.
///
/// @param storedApiVersion of the version in which its objects are kept
/// @param openApi as the definition says it
/// @param rules the same as demands on values
/// @param asKept objects are shown as they are kept: there is one version, and nothing in its
///   schema has a default that an older object may lack
/// @param ending its definition is being deleted, so no more objects are made
public record Custom(
    String storedApiVersion, Obj openApi, ValueRules rules, boolean asKept, boolean ending) {
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
