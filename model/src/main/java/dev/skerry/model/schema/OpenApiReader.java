package dev.skerry.model.schema;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.schema.Schema.ListType;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads the shape of a custom kind out of a structural schema in OpenAPI v3 JSON (a CRD's
/// `openAPIV3Schema`): what is pruned, what defaults stand where, how lists and maps merge. What
/// values must be beyond that is `model.value`'s to read; texts are kept as they are, whatever
/// their format.
public final class OpenApiReader {
  private static final Schema TEXT = new Place(new Form.Scalar(Schema.Type.STRING), Traits.NONE);

  private final Schema metadata;

  private OpenApiReader(Schema metadata) {
    this.metadata = metadata;
  }

  /// The shape of a custom kind: what the CRD says, with Kubernetes' own `metadata` in it.
  public static Schema custom(Obj openApi, Schema metadata) {
    var reader = new OpenApiReader(metadata);
    return new Place(reader.object(reader.properties(openApi)), traits(openApi));
  }

  private Schema place(Obj openApi) {
    return new Place(form(openApi), traits(openApi));
  }

  private Form form(Obj openApi) {
    if (openApi.isTrue("x-kubernetes-int-or-string")) {
      return new Form.Scalar(Schema.Type.INT_OR_STRING);
    }
    if (openApi.isTrue("x-kubernetes-embedded-resource")) {
      return object(properties(openApi));
    }
    return switch (openApi.text("type")) {
      case "object" -> objectForm(openApi);
      case "array" -> new Form.ListOf(place(openApi.obj("items")));
      case "integer" -> new Form.Scalar(Schema.Type.INTEGER);
      case "number" -> new Form.Scalar(Schema.Type.NUMBER);
      case "boolean" -> new Form.Scalar(Schema.Type.BOOLEAN);
      case "string" -> new Form.Scalar(Schema.Type.STRING);
      default -> new Form.Scalar(Schema.Type.ANY);
    };
  }

  /// An object of Kubernetes: with the members that each has.
  private Form object(SortedMap<String, Schema> own) {
    var properties = new TreeMap<String, Schema>(own);
    properties.put("apiVersion", TEXT);
    properties.put("kind", TEXT);
    properties.put("metadata", metadata);
    return new Form.ObjectOf("", Collections.unmodifiableSortedMap(properties), List.of());
  }

  private Form objectForm(Obj openApi) {
    if (openApi.find("additionalProperties").orElse(Json.Null.VALUE) instanceof Obj values) {
      return new Form.MapOf(place(values));
    }
    boolean free = openApi.isTrue("additionalProperties");
    if (free || (openApi.obj("properties").isEmpty() && preserves(openApi))) {
      return new Form.MapOf(new Place(new Form.Scalar(Schema.Type.ANY), Traits.NONE));
    }
    return new Form.ObjectOf("", properties(openApi), List.of());
  }

  private SortedMap<String, Schema> properties(Obj openApi) {
    var properties = new TreeMap<String, Schema>();
    openApi
        .obj("properties")
        .forEach((name, place) -> {
          if (place instanceof Obj object) {
            properties.put(name, place(object));
          }
        });
    return Collections.unmodifiableSortedMap(properties);
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
    traits.atomicMap = openApi.text("x-kubernetes-map-type").equals("atomic");
    traits.listType =
        switch (openApi.text("x-kubernetes-list-type")) {
          case "map" -> ListType.MAP;
          case "set" -> ListType.SET;
          default -> ListType.ATOMIC;
        };
    traits.listKeys =
        openApi.items("x-kubernetes-list-map-keys").stream()
            .flatMap(key -> key.string().stream())
            .toList();
    return traits.build();
  }
}
