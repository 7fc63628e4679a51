package dev.skerry.model.schema;

import dev.skerry.model.json.Json;
import dev.skerry.model.schema.Schema.ListType;
import dev.skerry.model.schema.Schema.PatchStrategy;
import java.util.List;
import java.util.Optional;

/// What is said about a place besides what stands there: documentation, merge rules, limits.
record Traits(
    String description,
    ListType listType,
    List<String> listKeys,
    boolean atomicMap,
    PatchStrategy patchStrategy,
    Optional<String> mergeKey,
    boolean retainKeys,
    boolean preserveUnknown,
    boolean nullable,
    boolean writeOnly,
    boolean struct,
    Optional<Json> defaultValue,
    Optional<ComputedDefault> computed,
    List<Json> allowed,
    Constraints constraints) {

  static final Traits NONE = new TraitsBuilder().build();
}
