package dev.skerry.api.openapi;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Custom;
import dev.skerry.model.kind.Kind;
import dev.skerry.model.kind.Kinds;
import dev.skerry.model.schema.OpenApiWriter;
import dev.skerry.model.schema.Schema;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes the OpenAPI v3 document of one group version. Clients find a kind by the
/// `x-kubernetes-group-version-kind` of operations and schemas, and conclude from the parameters of
/// PATCH whether the server validates fields.
final class DocumentText {
  private static final String GVK = "x-kubernetes-group-version-kind";

  private final String root;
  private final OpenApiWriter writer = new OpenApiWriter();
  private final Obj.Builder paths = Json.object();
  private final Map<String, Kind> named = new LinkedHashMap<>();

  DocumentText(String root) {
    this.root = root;
  }

  void add(Kind kind) {
    String name = name(kind);
    named.put(name, kind);
    kind.custom()
        .ifPresentOrElse(
            custom -> writer.component(name, custom(custom)),
            () -> writer.component(name, kind.schema()));
    writer.component(name + "List", list(kind, name));
    Obj object = reference(name);
    Obj many = reference(name + "List");
    String collection = root + "/" + kind.plural();
    String own = kind.namespaced() ? root + "/namespaces/{namespace}/" + kind.plural() : collection;
    if (kind.namespaced()) {
      paths.put(collection, Json.object().put("get", Operations.list(kind, many)).build());
    }
    paths.put(own, Operations.collection(kind, object, many));
    paths.put(own + "/{name}", Operations.item(kind, object));
    if (kind.has("status")) {
      paths.put(own + "/{name}/status", Operations.status(kind, object));
    }
    if (kind.has("approval")) {
      paths.put(own + "/{name}/approval", Operations.approval(kind, object));
    }
    if (kind.has("finalize")) {
      paths.put(own + "/{name}/finalize", Operations.finalize(kind, object));
    }
    if (kind.has("scale")) {
      Obj scale = writer.place(Kinds.builtInSchema("autoscaling.Scale"));
      paths.put(own + "/{name}/scale", Operations.scale(kind, scale));
    }
  }

  /// What its definition says, with what every object has.
  private Obj custom(Custom custom) {
    Obj text = Obj.EMPTY.with("type", "string");
    Obj properties =
        custom
            .openApi()
            .obj("properties")
            .with("apiVersion", text)
            .with("kind", text)
            .with("metadata", writer.place(Kinds.builtInSchema("meta.ObjectMeta")));
    return custom.openApi().with("properties", properties);
  }

  /// Of a custom kind as Kubernetes names it: `com.example.v1.CronTab`.
  private static String name(Kind kind) {
    return kind.schema()
        .definition()
        .orElseGet(() -> reversed(kind.group()) + "." + kind.version() + "." + kind.kind());
  }

  private static String reversed(String domain) {
    return String.join(".", Arrays.asList(domain.split("\\.", -1)).reversed());
  }

  private static Obj reference(String name) {
    return Obj.EMPTY.with("$ref", "#/components/schemas/" + name);
  }

  private Obj list(Kind kind, String name) {
    Schema meta = Kinds.builtInSchema("meta.ListMeta");
    Obj properties =
        Json.object()
            .put("apiVersion", Obj.EMPTY.with("type", "string"))
            .put("kind", Obj.EMPTY.with("type", "string"))
            .put("metadata", writer.place(meta))
            .put("items", Json.object().put("type", "array").put("items", reference(name)).build())
            .build();
    return Json.object()
        .put("type", "object")
        .put("description", kind.listKind() + " is a list of " + kind.kind())
        .put("required", Json.strings(List.of("items")))
        .put("properties", properties)
        .put(GVK, Json.array(List.of(kindOf(kind).with("kind", kind.listKind()))))
        .build();
  }

  static Obj kindOf(Kind kind) {
    return Json.object()
        .put("group", kind.group())
        .put("version", kind.version())
        .put("kind", kind.kind())
        .build();
  }

  Obj json() {
    Obj schemas = writer.components();
    for (Map.Entry<String, Kind> each : named.entrySet()) {
      Obj schema = schemas.obj(each.getKey());
      Obj marked = schema.with(GVK, Json.array(List.of(kindOf(each.getValue()))));
      schemas = schemas.with(each.getKey(), marked);
    }
    return Json.object()
        .put("openapi", "3.0.0")
        .put("info", Json.object().put("title", "Skerry").put("version", "v1.33.0").build())
        .put("paths", paths.build())
        .put("components", Obj.EMPTY.with("schemas", schemas))
        .build();
  }
}
