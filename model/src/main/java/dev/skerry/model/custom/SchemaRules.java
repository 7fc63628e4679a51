package dev.skerry.model.custom;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.model.schema.Cause;
import dev.skerry.model.schema.FieldPath;
import dev.skerry.model.value.ValueRules;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Whether a schema is structural: every place has one type that is said outside of all logic, so
/// that objects can be pruned, completed and merged by it. Source: `schema/validation.go` and
/// `validation.go` of Kubernetes' `apiextensions-apiserver`.
final class SchemaRules {
  private static final List<String> TYPES =
      List.of("array", "boolean", "integer", "number", "object", "string");
  private static final List<String> UNSUPPORTED =
      List.of("$ref", "additionalItems", "definitions", "dependencies", "id", "patternProperties");
  private static final List<String> NOT_IN_LOGIC =
      List.of(
          "additionalProperties",
          "default",
          "description",
          "nullable",
          "title",
          "x-kubernetes-embedded-resource",
          "x-kubernetes-int-or-string",
          "x-kubernetes-list-map-keys",
          "x-kubernetes-list-type",
          "x-kubernetes-map-type",
          "x-kubernetes-preserve-unknown-fields");

  private final List<Cause> causes = new ArrayList<>();

  private SchemaRules() {}

  static List<Cause> check(Obj schema, FieldPath path) {
    var rules = new SchemaRules();
    String type = schema.text("type");
    if (type.isEmpty()) {
      rules.causes.add(Cause.required(path.field("type"), "must not be empty at the root"));
    } else if (!type.equals("object")) {
      rules.invalid(path.field("type"), Json.of(type), "must be object at the root");
    }
    rules.metadata(schema.obj("properties", "metadata"), path);
    rules.place(schema, path);
    return rules.causes;
  }

  private void invalid(FieldPath path, Json value, String detail) {
    causes.add(Cause.invalid(path, JsonText.write(value), detail));
  }

  private void forbidden(FieldPath path, String detail) {
    causes.add(new Cause(Cause.Reason.FORBIDDEN, path.toString(), "Forbidden: " + detail));
  }

  private void metadata(Obj metadata, FieldPath path) {
    boolean more =
        metadata.keys().stream()
                .anyMatch(k -> !List.of("type", "properties", "description").contains(k))
            || metadata.obj("properties").keys().stream()
                .anyMatch(k -> !List.of("name", "generateName").contains(k));
    if (more) {
      forbidden(
          path.field("properties").key("metadata"),
          "must not specify anything other than name and generateName, but metadata is implicitly"
              + " specified");
    }
  }

  private void place(Obj schema, FieldPath path) {
    type(schema, path);
    unsupported(schema, path);
    pattern(schema, path);
    lists(schema, path);
    if (schema.isTrue("x-kubernetes-embedded-resource")) {
      embedded(schema, path);
    }
    String map = schema.text("x-kubernetes-map-type");
    if (!List.of("", "atomic", "granular").contains(map)) {
      notSupported(path.field("x-kubernetes-map-type"), map, "\"atomic\", \"granular\"");
    }
    if (schema.has("default")) {
      defaulted(schema, path.field("default"));
    }
    for (String logic : List.of("allOf", "anyOf", "oneOf")) {
      List<Json> alternatives = schema.items(logic);
      for (int i = 0; i < alternatives.size(); i++) {
        logic(schema, alternatives.get(i), path.field(logic).index(i));
      }
    }
    schema.find("not").ifPresent(not -> logic(schema, not, path.field("not")));
    inner(schema, path);
  }

  private void type(Obj schema, FieldPath path) {
    String type = schema.text("type");
    boolean either = schema.isTrue("x-kubernetes-int-or-string");
    if (!type.isEmpty() && !TYPES.contains(type)) {
      notSupported(
          path.field("type"),
          type,
          "\"array\", \"boolean\", \"integer\", \"number\", \"object\", \"string\"");
    } else if (either && !type.isEmpty()) {
      forbidden(path.field("type"), "must be empty if x-kubernetes-int-or-string is true");
    }
  }

  private void required(Obj schema, FieldPath path, String where) {
    boolean free =
        schema.isTrue("x-kubernetes-int-or-string")
            || schema.isTrue("x-kubernetes-preserve-unknown-fields");
    if (schema.text("type").isEmpty() && !free) {
      causes.add(Cause.required(path.field("type"), "must not be empty for specified " + where));
    }
  }

  private void notSupported(FieldPath path, String value, String supported) {
    causes.add(
        new Cause(
            Cause.Reason.NOT_SUPPORTED,
            path.toString(),
            "Unsupported value: "
                + JsonText.write(Json.of(value))
                + ": supported values: "
                + supported));
  }

  private void unsupported(Obj schema, FieldPath path) {
    for (String field : UNSUPPORTED) {
      if (schema.has(field)) {
        forbidden(path.field(field), field + " is not supported");
      }
    }
    if (schema.isTrue("uniqueItems")) {
      forbidden(
          path.field("uniqueItems"),
          "uniqueItems cannot be set to true since the runtime complexity becomes quadratic");
    }
    if (schema.find("additionalProperties").filter(Json.of(false)::equals).isPresent()) {
      forbidden(path.field("additionalProperties"), "additionalProperties cannot be set to false");
    }
    if (schema.has("additionalProperties") && !schema.obj("properties").isEmpty()) {
      forbidden(
          path.field("additionalProperties"),
          "additionalProperties and properties are mutual exclusive");
    }
  }

  private void pattern(Obj schema, FieldPath path) {
    String text = schema.text("pattern");
    try {
      var _ = Pattern.compile(text);
    } catch (PatternSyntaxException bad) {
      invalid(
          path.field("pattern"),
          Json.of(text),
          "must be a valid regular expression, but isn't: " + bad.getDescription());
    }
  }

  private void lists(Obj schema, FieldPath path) {
    String list = schema.text("x-kubernetes-list-type");
    List<Json> keys = schema.items("x-kubernetes-list-map-keys");
    FieldPath keyPath = path.field("x-kubernetes-list-map-keys");
    if (!list.isEmpty() && !schema.text("type").equals("array")) {
      invalid(
          path.field("type"),
          Json.of(schema.text("type")),
          "must be array if x-kubernetes-list-type is specified");
    }
    switch (list) {
      case "", "atomic", "set" -> {
        if (!keys.isEmpty()) {
          forbidden(keyPath, "must be empty if x-kubernetes-list-type is not map");
        }
      }
      case "map" -> keys(schema, keys, path);
      default ->
          notSupported(path.field("x-kubernetes-list-type"), list, "\"atomic\", \"map\", \"set\"");
    }
  }

  private void keys(Obj schema, List<Json> keys, FieldPath path) {
    FieldPath keyPath = path.field("x-kubernetes-list-map-keys");
    if (keys.isEmpty()) {
      causes.add(Cause.required(keyPath, "must not be empty if x-kubernetes-list-type is map"));
    }
    Obj items = schema.obj("items");
    if (!items.text("type").equals("object")) {
      invalid(
          path.field("items").field("type"),
          Json.of(items.text("type")),
          "must be object if parent array's x-kubernetes-list-type is map");
    }
    for (int i = 0; i < keys.size(); i++) {
      String key = keys.get(i).string().orElse("");
      Obj property = items.obj("properties", key);
      if (!items.obj("properties").has(key)) {
        invalid(keyPath.index(i), keys.get(i), "entries must all be names of item properties");
      } else if (List.of("array", "object").contains(property.text("type"))) {
        invalid(
            path.field("items").field("properties").key(key).field("type"),
            Json.of(property.text("type")),
            "must be a scalar type if parent array's x-kubernetes-list-type is map");
      } else if (!items.items("required").contains(keys.get(i)) && !property.has("default")) {
        causes.add(
            Cause.required(
                path.field("items").field("properties").key(key).field("default"),
                "this property is in x-kubernetes-list-map-keys, so it must have a default or be a"
                    + " required property"));
      }
    }
  }

  private void embedded(Obj schema, FieldPath path) {
    if (!schema.text("type").equals("object")) {
      invalid(
          path.field("type"),
          Json.of(schema.text("type")),
          "must be object if x-kubernetes-embedded-resource is true");
    }
    if (schema.obj("properties").isEmpty()
        && !schema.isTrue("x-kubernetes-preserve-unknown-fields")) {
      causes.add(
          Cause.required(
              path.field("properties"),
              "must not be empty if x-kubernetes-embedded-resource is true without"
                  + " x-kubernetes-preserve-unknown-fields"));
    }
  }

  private void defaulted(Obj schema, FieldPath path) {
    Json value = schema.find("default").orElseThrow();
    Obj holder =
        Obj.EMPTY.with("type", "object").with("properties", Obj.EMPTY.with("default", schema));
    for (Cause cause : ValueRules.of(holder).check(Obj.EMPTY.with("default", value))) {
      String inside = cause.field().substring("default".length());
      causes.add(new Cause(cause.reason(), path + inside, cause.message()));
    }
  }

  /// Logic speaks of values only, of places that are described outside of it.
  private void logic(Obj place, Json demand, FieldPath path) {
    for (String field : NOT_IN_LOGIC) {
      if (demand.at(field).isPresent()) {
        forbidden(path.field(field), "must be empty to be structural");
      }
    }
    boolean either = place.isTrue("x-kubernetes-int-or-string");
    if (!demand.text("type").isEmpty() && !either) {
      forbidden(path.field("type"), "must be empty to be structural");
    }
    demand
        .obj("properties")
        .forEach((name, inner) -> {
          FieldPath here = path.field("properties").key(name);
          boolean described = place.obj("properties").has(name);
          if (!described && !place.isTrue("x-kubernetes-preserve-unknown-fields")) {
            causes.add(Cause.required(here, "must be described outside of logic to be structural"));
          }
          logic(place.obj("properties", name), inner, here);
        });
    demand.at("items").ifPresent(inner -> logic(place.obj("items"), inner, path.field("items")));
    for (String logic : List.of("allOf", "anyOf", "oneOf")) {
      List<Json> alternatives = demand.items(logic);
      for (int i = 0; i < alternatives.size(); i++) {
        logic(place, alternatives.get(i), path.field(logic).index(i));
      }
    }
    demand.at("not").ifPresent(not -> logic(place, not, path.field("not")));
  }

  private void inner(Obj schema, FieldPath path) {
    schema
        .obj("properties")
        .forEach((name, value) -> {
          FieldPath here = path.field("properties").key(name);
          required(value.obj(), here, "object fields");
          place(value.obj(), here);
        });
    if (schema.find("additionalProperties").orElse(Json.Null.VALUE) instanceof Obj values) {
      FieldPath here = path.field("additionalProperties");
      required(values, here, "object fields");
      place(values, here);
    }
    if (schema.text("type").equals("array")) {
      FieldPath here = path.field("items");
      if (schema.find("items").orElse(Json.Null.VALUE) instanceof Obj items) {
        required(items, here, "array items");
        place(items, here);
      } else {
        causes.add(Cause.required(here, "must be specified"));
      }
    }
  }
}
