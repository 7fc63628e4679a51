package dev.skerry.model.custom;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.model.schema.Cause;
import dev.skerry.model.schema.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What one version of a definition must be.
final class VersionRules {
  private static final Pattern SIMPLE = Pattern.compile("(\\.[A-Za-z_][-A-Za-z0-9_]*)+");

  private final List<Cause> causes = new ArrayList<>();

  private VersionRules() {}

  static List<Cause> check(Json version, FieldPath path) {
    var rules = new VersionRules();
    rules.schema(version, path.field("schema").field("openAPIV3Schema"));
    rules.scale(version.obj("subresources", "scale"), path.field("subresources").field("scale"));
    rules.columns(version, path.field("additionalPrinterColumns"));
    rules.selectable(version, path.field("selectableFields"));
    return rules.causes;
  }

  private void schema(Json version, FieldPath path) {
    if (version.at("schema", "openAPIV3Schema").isEmpty()) {
      causes.add(Cause.required(path, "schemas are required"));
      return;
    }
    causes.addAll(SchemaRules.check(version.obj("schema", "openAPIV3Schema"), path));
  }

  private void scale(Obj scale, FieldPath path) {
    if (scale.isEmpty()) {
      return;
    }
    under(scale, "specReplicasPath", ".spec", path);
    under(scale, "statusReplicasPath", ".status", path);
    String selector = scale.text("labelSelectorPath");
    if (!selector.isEmpty() && !(isUnder(selector, ".spec") || isUnder(selector, ".status"))) {
      causes.add(
          Cause.invalid(
              path.field("labelSelectorPath"),
              JsonText.write(Json.of(selector)),
              "should be a json path under either .spec or .status"));
    }
  }

  private void under(Obj scale, String field, String root, FieldPath path) {
    String jsonPath = scale.text(field);
    if (jsonPath.isEmpty()) {
      causes.add(Cause.required(path.field(field), ""));
    } else if (!isUnder(jsonPath, root)) {
      causes.add(
          Cause.invalid(
              path.field(field),
              JsonText.write(Json.of(jsonPath)),
              "should be a json path under " + root));
    }
  }

  private static boolean isUnder(String jsonPath, String root) {
    return SIMPLE.matcher(jsonPath).matches() && jsonPath.startsWith(root + ".");
  }

  private void columns(Json version, FieldPath path) {
    List<Json> columns = version.items("additionalPrinterColumns");
    for (int i = 0; i < columns.size(); i++) {
      String jsonPath = columns.get(i).text("jsonPath");
      if (!jsonPath.startsWith(".")) {
        causes.add(
            Cause.invalid(
                path.index(i).field("jsonPath"),
                JsonText.write(Json.of(jsonPath)),
                "must be a simple json path starting with ."));
      }
    }
  }

  private void selectable(Json version, FieldPath path) {
    List<Json> fields = version.items("selectableFields");
    for (int i = 0; i < fields.size(); i++) {
      String jsonPath = fields.get(i).text("jsonPath");
      FieldPath here = path.index(i).field("jsonPath");
      String shown = JsonText.write(Json.of(jsonPath));
      if (!SIMPLE.matcher(jsonPath).matches() || isUnder(jsonPath, ".metadata")) {
        causes.add(
            Cause.invalid(here, shown, "is an invalid path: must be a simple path to a field"));
        continue;
      }
      Obj place = version.obj("schema", "openAPIV3Schema");
      for (String step : jsonPath.substring(1).split("\\.", -1)) {
        place = place.obj("properties", step);
      }
      if (!List.of("string", "integer", "boolean").contains(place.text("type"))) {
        causes.add(
            Cause.invalid(
                here,
                shown,
                "is an invalid path: must point to a field of type string, boolean or integer"));
      }
    }
  }
}
