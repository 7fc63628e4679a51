package dev.skerry.model.custom;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Column;
import dev.skerry.model.kind.Custom;
import dev.skerry.model.kind.Kind;
import dev.skerry.model.kind.Kinds;
import dev.skerry.model.kind.Naming;
import dev.skerry.model.kind.ScalePaths;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.schema.OpenApiReader;
import dev.skerry.model.schema.Schema;
import dev.skerry.model.value.ValueRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Makes kinds of definitions.
public final class CustomKinds {
  private static final List<String> VERBS =
      List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
  private static final String AGE = "Age | date | 0 | .metadata.creationTimestamp | Its age.";
  private static final String NAME =
      "Name | string | 0 | .metadata.name | Name must be unique within a namespace.";

  private CustomKinds() {}

  /// One kind for each version that is served, by the names that the definition was given; none
  /// before it has any. A pure function of the object.
  public static List<Kind> of(Obj object) {
    var definition = new Definition(object);
    if (!definition.established()) {
      return List.of();
    }
    return definition.versions().stream()
        .filter(version -> version.isTrue("served"))
        .map(version -> kind(definition, version))
        .toList();
  }

  private static Kind kind(Definition definition, Json version) {
    Obj names = definition.accepted();
    Obj openApi = version.obj("schema", "openAPIV3Schema");
    Schema schema = OpenApiReader.custom(openApi, Kinds.builtInSchema("meta.ObjectMeta"));
    var custom =
        new Custom(
            definition.group() + "/" + definition.stored(),
            openApi,
            ValueRules.of(openApi),
            definition.versions().size() == 1 && !Custom.hasKey(openApi, "default"),
            Custom.isRuled(openApi),
            definition.object().at("metadata", "deletionTimestamp").isPresent());
    return new Kind(
        definition.group(),
        version.text("name"),
        definition.defines().kind(),
        names.text("plural"),
        names.text("singular"),
        texts(names, "shortNames"),
        texts(names, "categories"),
        definition.namespaced(),
        subresources(version),
        VERBS,
        Naming.SUBDOMAIN,
        true,
        Optional.of(custom),
        version.at("subresources", "scale").map(CustomKinds::scale),
        version.items("selectableFields").stream()
            .map(field -> path(field.text("jsonPath")))
            .toList(),
        columns(version),
        schema);
  }

  /// A kind of which only objects are known: somebody took its definition away. Its objects can be
  /// deleted and let go; nobody is served.
  public static Kind undefined(GroupKind kind, String apiVersion) {
    Obj anything =
        Json.object()
            .put("type", "object")
            .put("x-kubernetes-preserve-unknown-fields", true)
            .build();
    String name = kind.kind().toLowerCase(Locale.ROOT);
    return new Kind(
        kind.group(),
        apiVersion.substring(apiVersion.indexOf('/') + 1),
        kind.kind(),
        name,
        name,
        List.of(),
        List.of(),
        true,
        List.of(),
        List.of(),
        Naming.SEGMENT,
        false,
        Optional.of(new Custom(apiVersion, anything, ValueRules.of(anything), true, false, true)),
        Optional.empty(),
        List.of(),
        List.of(),
        OpenApiReader.custom(anything, Kinds.builtInSchema("meta.ObjectMeta")));
  }

  private static List<String> subresources(Json version) {
    var names = new ArrayList<String>();
    for (String name : List.of("status", "scale")) {
      if (version.at("subresources", name).isPresent()) {
        names.add(name);
      }
    }
    return List.copyOf(names);
  }

  private static ScalePaths scale(Json scale) {
    return new ScalePaths(
        path(scale.text("specReplicasPath")),
        path(scale.text("statusReplicasPath")),
        path(scale.text("labelSelectorPath")));
  }

  /// `.spec.replicas` without its first dot.
  private static String path(String jsonPath) {
    return jsonPath.startsWith(".") ? jsonPath.substring(1) : jsonPath;
  }

  private static List<Column> columns(Json version) {
    var columns = new ArrayList<Column>();
    columns.add(Column.parse(NAME));
    for (Json column : version.items("additionalPrinterColumns")) {
      columns.add(
          new Column(
              column.text("name"),
              column.text("type"),
              Math.toIntExact(column.integer("priority").orElse(0)),
              new Column.Source.Path(column.text("jsonPath")),
              column.text("description")));
    }
    if (columns.size() == 1) {
      columns.add(Column.parse(AGE));
    }
    return List.copyOf(columns);
  }

  private static List<String> texts(Obj names, String name) {
    return names.items(name).stream().flatMap(item -> item.string().stream()).toList();
  }
}
