package dev.skerry.model.schema;

import dev.skerry.model.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// One node of a structural schema: what value stands here, how lists and maps at this place merge.
/// Built once per kind and shared. A property's schema may be recursive, so children are looked up
/// by [#property], [#items] and [#values], which resolve references when asked.
///
/// Sources: Kubernetes structural schemas, `x-kubernetes-list-type`, `x-kubernetes-map-type`,
/// `x-kubernetes-patch-strategy`.
public interface Schema {
  /// What stands here. `QUANTITY` and `INT_OR_STRING` are strings or numbers by their own rules;
  /// `ANY` is free-form (`x-kubernetes-preserve-unknown-fields` without properties).
  enum Type {
    OBJECT,
    ARRAY,
    STRING,
    INTEGER,
    NUMBER,
    BOOLEAN,
    INT_OR_STRING,
    QUANTITY,
    TIME,
    BYTES,
    ANY
  }

  /// How apply treats a list: replaced whole, a set of scalars, or a map by its key fields.
  enum ListType {
    ATOMIC,
    SET,
    MAP
  }

  /// How strategic merge patch treats a list or object (`patchStrategy` in Kubernetes' Go types).
  /// `RETAIN_KEYS` may go with either; see [#retainKeys].
  enum PatchStrategy {
    REPLACE,
    MERGE
  }

  Type type();

  /// First sentence of the documentation, for `explain`; may be empty.
  String description();

  /// Named members of an object, sorted; empty for maps and scalars.
  SortedMap<String, Schema> properties();

  default Optional<Schema> property(String name) {
    return Optional.ofNullable(properties().get(name));
  }

  /// What stands at a path of member names; items of a list and values of a map need no step of
  /// their own, as in `kubectl explain pod.spec.containers.image`.
  default Optional<Schema> at(String... path) {
    Optional<Schema> here = Optional.of(this);
    for (String step : path) {
      here = here.flatMap(schema -> schema.inside().property(step));
    }
    return here;
  }

  /// This place, or what its items or values are when it is a list or a map.
  default Schema inside() {
    return items().or(this::values).map(Schema::inside).orElse(this);
  }

  /// Of a map (`additionalProperties`), the schema of every value.
  Optional<Schema> values();

  /// Of an array, the schema of every item.
  Optional<Schema> items();

  ListType listType();

  /// Key fields of a `MAP` list, in their declared order; empty otherwise.
  List<String> listKeys();

  /// An object that apply owns as a whole (`x-kubernetes-map-type: atomic`).
  boolean atomicMap();

  PatchStrategy patchStrategy();

  /// The key field by which strategic merge matches items (`patchMergeKey`).
  Optional<String> mergeKey();

  boolean retainKeys();

  /// Members that are not named here are kept as they are.
  boolean preserveUnknown();

  boolean nullable();

  List<String> required();

  Optional<Json> defaultValue();

  /// Allowed values; empty when any will do.
  List<Json> allowed();

  /// The full name of the shared definition that stands here, such as `io.k8s.api.core.v1.PodSpec`;
  /// empty for anything described in place.
  default Optional<String> definition() {
    return Optional.empty();
  }

  /// A default that depends on other fields.
  default Optional<ComputedDefault> computedDefault() {
    return Optional.empty();
  }

  /// Accepted in a request and folded into another field by its computed default, never kept.
  default boolean writeOnly() {
    return false;
  }

  /// An object or list that counts as there, be it empty, wherever its parent is: in Kubernetes' Go
  /// types a struct that is no pointer, or a list that is written though it is nil. Whoever fills
  /// it comes to own what is in it, not itself.
  default boolean struct() {
    return false;
  }

  default Constraints constraints() {
    return Constraints.NONE;
  }
}
