package dev.skerry.model.schema;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.schema.Schema.ListType;
import dev.skerry.model.schema.Schema.PatchStrategy;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Reads a structural schema in OpenAPI v3 JSON (a CRD's `openAPIV3Schema`) into a [Schema]. The
/// logical combinators `allOf`, `anyOf`, `oneOf` and `not` describe values, not shape, and are not
/// read; nor are CEL rules.
public final class OpenApiReader {
  private OpenApiReader() {}

  /// The schema of a custom kind: what the CRD says, with Kubernetes' own `metadata` in it.
  public static Schema kind(Obj openApi, Schema metadata) {
    var properties = new TreeMap<String, Schema>(read(openApi).properties());
    properties.put("apiVersion", FieldPlaces.TEXT);
    properties.put("kind", FieldPlaces.TEXT);
    properties.put("metadata", metadata);
    var form =
        new Form.ObjectOf(
            "", Collections.unmodifiableSortedMap(properties), texts(openApi, "required"));
    return new Place(form, traits(openApi));
  }

  public static Schema read(Obj openApi) {
    return new Place(form(openApi), traits(openApi));
  }

  /// Places that every object has.
  private static final class FieldPlaces {
    static final Schema TEXT = new Place(new Form.Scalar(Schema.Type.STRING), Traits.NONE);

    private FieldPlaces() {}
  }

  private static Form form(Obj openApi) {
    if (openApi.isTrue("x-kubernetes-int-or-string")) {
      return new Form.Scalar(Schema.Type.INT_OR_STRING);
    }
    String format = openApi.text("format");
    return switch (openApi.text("type")) {
      case "object" -> objectForm(openApi);
      case "array" -> new Form.ListOf(read(openApi.obj("items")));
      case "integer" -> new Form.Scalar(Schema.Type.INTEGER);
      case "number" -> new Form.Scalar(Schema.Type.NUMBER);
      case "boolean" -> new Form.Scalar(Schema.Type.BOOLEAN);
      case "string" ->
          new Form.Scalar(
              switch (format) {
                case "date-time" -> Schema.Type.TIME;
                case "byte" -> Schema.Type.BYTES;
                case "quantity" -> Schema.Type.QUANTITY;
                case "int-or-string" -> Schema.Type.INT_OR_STRING;
                default -> Schema.Type.STRING;
              });
      default -> new Form.Scalar(Schema.Type.ANY);
    };
  }

  private static Form objectForm(Obj openApi) {
    if (openApi.at("additionalProperties").orElse(Json.Null.VALUE) instanceof Obj values) {
      return new Form.MapOf(read(values));
    }
    boolean free = openApi.isTrue("additionalProperties");
    if (free || (openApi.obj("properties").isEmpty() && preserves(openApi))) {
      return new Form.MapOf(new Place(new Form.Scalar(Schema.Type.ANY), Traits.NONE));
    }
    var properties = new TreeMap<String, Schema>();
    openApi
        .obj("properties")
        .forEach((name, place) -> {
          if (place instanceof Obj object) {
            properties.put(name, read(object));
          }
        });
    return new Form.ObjectOf(
        "", Collections.unmodifiableSortedMap(properties), texts(openApi, "required"));
  }

  private static boolean preserves(Obj openApi) {
    return openApi.isTrue("x-kubernetes-preserve-unknown-fields");
  }

  private static Traits traits(Obj openApi) {
    var traits = new TraitsBuilder();
    traits.description = openApi.text("description");
    traits.preserveUnknown = preserves(openApi);
    traits.nullable = openApi.isTrue("nullable");
    traits.defaultValue = openApi.find("default");
    traits.allowed = openApi.items("enum");
    traits.atomicMap = openApi.text("x-kubernetes-map-type").equals("atomic");
    lists(openApi, traits);
    limits(openApi, traits);
    return traits.build();
  }

  private static void lists(Obj openApi, TraitsBuilder traits) {
    traits.listType =
        switch (openApi.text("x-kubernetes-list-type")) {
          case "map" -> ListType.MAP;
          case "set" -> ListType.SET;
          default -> ListType.ATOMIC;
        };
    traits.listKeys = texts(openApi, "x-kubernetes-list-map-keys");
    String strategy = openApi.text("x-kubernetes-patch-strategy");
    traits.patchStrategy = strategy.contains("merge") ? PatchStrategy.MERGE : PatchStrategy.REPLACE;
    traits.retainKeys = strategy.contains("retainKeys");
    traits.mergeKey = openApi.string("x-kubernetes-patch-merge-key");
  }

  private static void limits(Obj openApi, TraitsBuilder traits) {
    traits.min = number(openApi, "minimum");
    traits.max = number(openApi, "maximum");
    traits.minSize = size(openApi, "minLength", "minItems", "minProperties");
    traits.maxSize = size(openApi, "maxLength", "maxItems", "maxProperties");
    traits.pattern = openApi.string("pattern").flatMap(OpenApiReader::pattern);
    traits.format =
        switch (openApi.text("format")) {
          case "int32" -> Constraints.Format.INT32;
          case "int64" -> Constraints.Format.INT64;
          case "double" -> Constraints.Format.DOUBLE;
          default -> Constraints.Format.NONE;
        };
  }

  private static Optional<BigDecimal> number(Obj openApi, String name) {
    return switch (openApi.at(name).orElse(Json.Null.VALUE)) {
      case Json.Int(long n) -> Optional.of(BigDecimal.valueOf(n));
      case Json.Dec(BigDecimal n) -> Optional.of(n);
      case Json.Null _, Json.Bool _, Json.Str _, Json.Arr _, Obj _ -> Optional.empty();
    };
  }

  private static OptionalInt size(Obj openApi, String... names) {
    for (String name : names) {
      OptionalLong size = openApi.integer(name);
      if (size.isPresent()) {
        return OptionalInt.of(Math.clamp(size.getAsLong(), 0, Integer.MAX_VALUE));
      }
    }
    return OptionalInt.empty();
  }

  /// A pattern that Java cannot read does not hold anybody up; the CRD's own validation tells.
  private static Optional<Pattern> pattern(String text) {
    try {
      return Optional.of(Pattern.compile(text));
    } catch (PatternSyntaxException foreign) {
      return Optional.empty();
    }
  }

  private static List<String> texts(Obj openApi, String name) {
    return openApi.items(name).stream()
        .filter(Json.Str.class::isInstance)
        .map(item -> ((Json.Str) item).value())
        .toList();
  }
}
