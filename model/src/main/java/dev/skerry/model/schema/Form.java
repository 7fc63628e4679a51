package dev.skerry.model.schema;

import java.util.List;
import java.util.SortedMap;

/// What stands at a place: a scalar, a list, a map, an object with named members, or an object that
/// is defined elsewhere and looked up when asked, so that definitions may be recursive.
sealed interface Form {
  record Scalar(Schema.Type type) implements Form {}

  record ListOf(Schema items) implements Form {}

  record MapOf(Schema values) implements Form {}

  /// @param name of the shared definition; empty for an object described where it stands
  record ObjectOf(String name, SortedMap<String, Schema> properties, List<String> required)
      implements Form {}

  record Reference(Lazy<Place> target) implements Form {}
}
