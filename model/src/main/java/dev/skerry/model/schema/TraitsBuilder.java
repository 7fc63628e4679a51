package dev.skerry.model.schema;

import dev.skerry.model.json.Json;
import dev.skerry.model.schema.Schema.ListType;
import dev.skerry.model.schema.Schema.PatchStrategy;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// Collects the [Traits] of one place while its text is read. Confined to one reader.
final class TraitsBuilder {
  String description = "";
  ListType listType = ListType.ATOMIC;
  List<String> listKeys = List.of();
  boolean atomicMap;
  PatchStrategy patchStrategy = PatchStrategy.REPLACE;
  Optional<String> mergeKey = Optional.empty();
  boolean retainKeys;
  boolean preserveUnknown;
  boolean nullable;
  boolean writeOnly;
  boolean struct;
  Optional<Json> defaultValue = Optional.empty();
  Optional<ComputedDefault> computed = Optional.empty();
  List<Json> allowed = List.of();
  Optional<BigDecimal> min = Optional.empty();
  Optional<BigDecimal> max = Optional.empty();
  OptionalInt minSize = OptionalInt.empty();
  OptionalInt maxSize = OptionalInt.empty();
  Optional<Pattern> pattern = Optional.empty();
  Constraints.Format format = Constraints.Format.NONE;

  Traits build() {
    return new Traits(
        description,
        listType,
        listKeys,
        atomicMap,
        patchStrategy,
        mergeKey,
        retainKeys,
        preserveUnknown,
        nullable,
        writeOnly,
        struct,
        defaultValue,
        computed,
        allowed,
        constraints());
  }

  private Constraints constraints() {
    var built = new Constraints(min, max, minSize, maxSize, pattern, format);
    return built.equals(Constraints.NONE) ? Constraints.NONE : built;
  }
}
