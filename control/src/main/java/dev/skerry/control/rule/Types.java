package dev.skerry.control.rule;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.Optional;
import java.util.TreeMap;

/// The types of CEL that stand for places of a schema. An object with named members is a type of
/// its own, so that a rule which names another member cannot be read. Source: `schema.go` of
/// Kubernetes' `apiserver/pkg/cel/common`.
final class Types {
  private final TreeMap<String, CelType> named = new TreeMap<>();

  /// @param name unlike that of any other place
  CelType of(Obj schema, String name) {
    if (schema.isTrue("x-kubernetes-int-or-string")) {
      return SimpleType.DYN;
    }
    return switch (schema.text("type")) {
      case "object" -> object(schema, name);
      case "array" -> ListType.create(of(schema.obj("items"), name + ".@items"));
      case "integer" -> SimpleType.INT;
      case "number" -> SimpleType.DOUBLE;
      case "boolean" -> SimpleType.BOOL;
      case "string" ->
          switch (schema.text("format")) {
            case "date-time", "date" -> SimpleType.TIMESTAMP;
            case "duration" -> SimpleType.DURATION;
            case "byte" -> SimpleType.BYTES;
            default -> SimpleType.STRING;
          };
      default -> SimpleType.DYN;
    };
  }

  private CelType object(Obj schema, String name) {
    if (schema.find("additionalProperties").orElse(Json.Null.VALUE) instanceof Obj values) {
      return MapType.create(SimpleType.STRING, of(values, name + ".@values"));
    }
    Obj properties = schema.obj("properties");
    if (properties.isEmpty()) {
      return SimpleType.DYN;
    }
    var found = new TreeMap<String, CelType>();
    properties.forEach((property, place) ->
        Escapes.of(property)
            .ifPresent(field -> found.put(field, of(place.obj(), name + "." + property))));
    ImmutableMap<String, CelType> fields = ImmutableMap.copyOf(found);
    var type =
        StructType.create(
            name,
            ImmutableSet.copyOf(fields.keySet()),
            field -> Optional.ofNullable(fields.get(field)));
    named.put(name, type);
    return type;
  }

  /// The types that were made so far, by name.
  CelTypeProvider known() {
    return new Known(ImmutableMap.copyOf(named));
  }

  private record Known(ImmutableMap<String, CelType> named) implements CelTypeProvider {
    @Override
    public ImmutableCollection<CelType> types() {
      return named.values();
    }

    @Override
    public Optional<CelType> findType(String name) {
      return Optional.ofNullable(named.get(name));
    }
  }
}
