package dev.skerry.api.openapi;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Kind;
import java.util.ArrayList;
import java.util.List;

/// What can be done at the paths of a kind.
final class Operations {
  private static final List<String> WRITING = List.of("dryRun", "fieldManager", "fieldValidation");
  private static final List<String> LISTING =
      List.of(
          "allowWatchBookmarks",
          "continue",
          "fieldSelector",
          "labelSelector",
          "limit",
          "resourceVersion",
          "resourceVersionMatch",
          "sendInitialEvents",
          "timeoutSeconds",
          "watch");
  private static final List<String> DELETING =
      List.of("dryRun", "gracePeriodSeconds", "orphanDependents", "propagationPolicy");
  private static final String JSON = "application/json";

  private Operations() {}

  /// Of every namespace, when the kind has one.
  static Obj list(Kind kind, Obj many) {
    String id = OperationId.of(kind, "list", "").replace("Namespaced", "");
    return operation(kind, "list", id + "ForAllNamespaces", LISTING, many);
  }

  static Obj collection(Kind kind, Obj object, Obj many) {
    Obj post = operation(kind, "post", OperationId.of(kind, "post", ""), WRITING, object);
    Obj.Builder path =
        Json.object()
            .put("get", operation(kind, "list", OperationId.of(kind, "list", ""), LISTING, many))
            .put("post", post.with("requestBody", body(List.of(JSON, "application/yaml"), object)));
    String all = "deletecollection";
    if (kind.allows(all)) {
      var deleting = new ArrayList<>(DELETING);
      deleting.addAll(LISTING);
      path.put("delete", operation(kind, all, OperationId.of(kind, all, ""), deleting, many));
    }
    return kind.namespaced()
        ? path.put("parameters", pathParameters("namespace")).build()
        : path.build();
  }

  static Obj item(Kind kind, Obj object) {
    String delete = OperationId.of(kind, "delete", "");
    return changing(kind, "", object)
        .put("delete", operation(kind, "delete", delete, DELETING, object))
        .put("parameters", parameters(kind))
        .build();
  }

  static Obj status(Kind kind, Obj object) {
    return changing(kind, "Status", object).put("parameters", parameters(kind)).build();
  }

  static Obj approval(Kind kind, Obj object) {
    return changing(kind, "Approval", object).put("parameters", parameters(kind)).build();
  }

  static Obj finalize(Kind kind, Obj object) {
    Obj put = operation(kind, "put", OperationId.of(kind, "put", "Finalize"), WRITING, object);
    return Json.object()
        .put("put", put.with("requestBody", body(List.of(JSON, "application/yaml"), object)))
        .put("parameters", parameters(kind))
        .build();
  }

  static Obj scale(Kind kind, Obj scale) {
    Obj gvk =
        Json.object().put("group", "autoscaling").put("version", "v1").put("kind", "Scale").build();
    Obj.Builder path = changing(kind, "Scale", scale);
    Obj built = path.put("parameters", parameters(kind)).build();
    for (String method : List.of("get", "put", "patch")) {
      built = built.withAt(gvk, method, "x-kubernetes-group-version-kind");
    }
    return built;
  }

  /// @param sub the subresource with a capital, empty for the object itself
  private static Obj.Builder changing(Kind kind, String sub, Obj object) {
    var patching = new ArrayList<>(WRITING);
    patching.add("force");
    Obj put = operation(kind, "put", OperationId.of(kind, "put", sub), WRITING, object);
    Obj patch = operation(kind, "patch", OperationId.of(kind, "patch", sub), patching, object);
    Obj anything = Obj.EMPTY.with("type", "object");
    return Json.object()
        .put(
            "get",
            operation(
                kind, "get", OperationId.of(kind, "get", sub), List.of("resourceVersion"), object))
        .put("put", put.with("requestBody", body(List.of(JSON, "application/yaml"), object)))
        .put("patch", patch.with("requestBody", body(patchTypes(kind), anything)));
  }

  private static List<String> patchTypes(Kind kind) {
    var types =
        new ArrayList<>(
            List.of(
                "application/apply-patch+yaml",
                "application/json-patch+json",
                "application/merge-patch+json"));
    if (kind.builtIn()) {
      types.add("application/strategic-merge-patch+json");
    }
    return types;
  }

  private static Obj operation(
      Kind kind, String action, String id, List<String> parameters, Obj result) {
    Obj content = Obj.EMPTY.with(JSON, Obj.EMPTY.with("schema", result));
    Obj ok = Json.object().put("description", "OK").put("content", content).build();
    return Json.object()
        .put("operationId", id)
        .put("description", action + " " + kind.plural())
        .put("parameters", Json.array(parameters.stream().map(Operations::query).toList()))
        .put("responses", Obj.EMPTY.with("200", ok))
        .put("x-kubernetes-action", action)
        .put("x-kubernetes-group-version-kind", DocumentText.kindOf(kind))
        .build();
  }

  private static Obj body(List<String> types, Obj schema) {
    Obj.Builder content = Json.object();
    types.forEach(type -> content.put(type, Obj.EMPTY.with("schema", schema)));
    return Json.object().put("content", content.build()).put("required", true).build();
  }

  private static Obj query(String name) {
    String type =
        switch (name) {
          case "limit", "timeoutSeconds", "gracePeriodSeconds" -> "integer";
          case "watch", "force", "allowWatchBookmarks", "sendInitialEvents", "orphanDependents" ->
              "boolean";
          default -> "string";
        };
    return Json.object()
        .put("name", name)
        .put("in", "query")
        .put("schema", Obj.EMPTY.with("type", type))
        .build();
  }

  private static Json parameters(Kind kind) {
    return kind.namespaced() ? pathParameters("name", "namespace") : pathParameters("name");
  }

  private static Json pathParameters(String... names) {
    var all = new ArrayList<Obj>();
    for (String name : names) {
      all.add(
          Json.object()
              .put("name", name)
              .put("in", "path")
              .put("required", true)
              .put("schema", Obj.EMPTY.with("type", "string"))
              .build());
    }
    return Json.array(all);
  }
}
