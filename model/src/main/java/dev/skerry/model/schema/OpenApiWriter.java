package dev.skerry.model.schema;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.schema.Schema.ListType;
import dev.skerry.model.schema.Schema.PatchStrategy;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Writes schemas as OpenAPI v3 JSON: shared definitions become components, each written once, and
/// what uses them refers to them. Confined to one document.
public final class OpenApiWriter {
  private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final String COMPONENTS = "#/components/schemas/";

  private final SortedMap<String, Json> components = new TreeMap<>();
  private final Deque<Map.Entry<String, Schema>> waiting = new ArrayDeque<>();

  /// The schema of a place: a reference when it is a shared definition, else in full.
  public Obj place(Schema schema) {
    if (schema.definition().isEmpty()) {
      return body(schema);
    }
    String name = schema.definition().get();
    request(name, schema);
    Obj reference = Json.object().put("$ref", COMPONENTS + name).build();
    var extra = Json.object();
    annotate(schema, extra);
    Obj said = extra.build();
    // OpenAPI 3.0 forbids siblings of $ref; allOf of one is how Kubernetes writes them.
    return said.isEmpty() ? reference : said.with("allOf", Json.array(List.of(reference)));
  }

  /// Adds a component under a name of the caller's choice, for kinds without a shared definition.
  public void component(String name, Obj body) {
    components.put(name, body);
  }

  /// Writes a schema in full under a name, unless it is written already.
  public void component(String name, Schema schema) {
    request(name, schema);
  }

  /// All components that were asked for, and what they need.
  public Obj components() {
    while (!waiting.isEmpty()) {
      Map.Entry<String, Schema> next = waiting.removeFirst();
      components.put(next.getKey(), body(next.getValue()));
    }
    return Obj.of(components);
  }

  private void request(String name, Schema schema) {
    if (!components.containsKey(name)) {
      components.put(name, Obj.EMPTY);
      waiting.add(Map.entry(name, schema));
    }
  }

  private Obj body(Schema schema) {
    var out = Json.object();
    annotate(schema, out);
    type(schema, out);
    limits(schema.constraints(), schema.type(), out);
    if (!schema.properties().isEmpty()) {
      var properties = Json.object();
      schema.properties().forEach((name, place) -> properties.put(name, place(place)));
      out.put("properties", properties.build());
    }
    if (!schema.required().isEmpty()) {
      out.put("required", Json.strings(schema.required()));
    }
    schema.items().ifPresent(items -> out.put("items", place(items)));
    schema.values().ifPresent(values -> out.put("additionalProperties", place(values)));
    if (schema.preserveUnknown() && schema.type() != Schema.Type.ANY) {
      out.put("x-kubernetes-preserve-unknown-fields", true);
    }
    return out.build();
  }

  private static void type(Schema schema, Obj.Builder out) {
    switch (schema.type()) {
      case OBJECT -> out.put("type", "object");
      case ARRAY -> out.put("type", "array");
      case STRING -> out.put("type", "string");
      case BOOLEAN -> out.put("type", "boolean");
      case INTEGER -> out.put("type", "integer").put("format", integerFormat(schema));
      case NUMBER -> out.put("type", "number").put("format", "double");
      case INT_OR_STRING -> out.put("type", "string").put("format", "int-or-string");
      case QUANTITY -> out.put("type", "string").put("format", "quantity");
      case TIME -> out.put("type", "string").put("format", "date-time");
      case BYTES -> out.put("type", "string").put("format", "byte");
      case ANY -> out.put("x-kubernetes-preserve-unknown-fields", true);
    }
  }

  private static String integerFormat(Schema schema) {
    return schema.constraints().format() == Constraints.Format.INT32 ? "int32" : "int64";
  }

  /// What a place says of itself, apart from what stands there.
  private static void annotate(Schema schema, Obj.Builder out) {
    out.putText("description", schema.description());
    boolean struct = schema.struct() && schema.type() == Schema.Type.OBJECT;
    schema
        .defaultValue()
        .or(() -> struct ? Optional.of(Obj.EMPTY) : Optional.empty())
        .ifPresent(value -> out.put("default", value));
    if (schema.nullable()) {
      out.put("nullable", true);
    }
    if (!schema.allowed().isEmpty()) {
      out.put("enum", Json.array(schema.allowed()));
    }
    if (schema.atomicMap()) {
      out.put("x-kubernetes-map-type", "atomic");
    }
    if (schema.type() == Schema.Type.ARRAY) {
      list(schema, out);
    }
    out.putText("x-kubernetes-patch-strategy", strategy(schema));
    schema.mergeKey().ifPresent(key -> out.put("x-kubernetes-patch-merge-key", key));
  }

  private static void list(Schema schema, Obj.Builder out) {
    out.put(
        "x-kubernetes-list-type",
        switch (schema.listType()) {
          case ATOMIC -> "atomic";
          case SET -> "set";
          case MAP -> "map";
        });
    if (schema.listType() == ListType.MAP) {
      out.put("x-kubernetes-list-map-keys", Json.strings(schema.listKeys()));
    }
  }

  private static String strategy(Schema schema) {
    boolean merge = schema.patchStrategy() == PatchStrategy.MERGE;
    if (merge && schema.retainKeys()) {
      return "merge,retainKeys";
    }
    return merge ? "merge" : schema.retainKeys() ? "retainKeys" : "";
  }

  private static void limits(Constraints limits, Schema.Type type, Obj.Builder out) {
    limits.min().ifPresent(min -> out.put("minimum", number(min)));
    limits.max().ifPresent(max -> out.put("maximum", number(max)));
    String what =
        switch (type) {
          case ARRAY -> "Items";
          case OBJECT -> "Properties";
          case STRING, INTEGER, NUMBER, BOOLEAN, INT_OR_STRING, QUANTITY, TIME, BYTES, ANY ->
              "Length";
        };
    limits.minSize().ifPresent(min -> out.put("min" + what, min));
    limits.maxSize().ifPresent(max -> out.put("max" + what, max));
    limits.pattern().ifPresent(pattern -> out.put("pattern", pattern.pattern()));
  }

  private static Json number(BigDecimal limit) {
    BigDecimal bare = limit.stripTrailingZeros();
    boolean whole = bare.scale() <= 0 && bare.abs().compareTo(LARGEST) <= 0;
    return whole ? Json.of(bare.longValueExact()) : new Json.Dec(limit);
  }
}
