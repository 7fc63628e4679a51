package dev.skerry.model.table;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/// Cells of columns that are a path.
final class PathCells {
  private PathCells() {}

  static Json cell(String path, String type, Obj object, Instant now) {
    List<Json> found = JsonPath.of(path).find(object);
    if (found.isEmpty() || found.getFirst() instanceof Json.Null) {
      return Json.of(type.equals("date") ? "<unknown>" : "");
    }
    if (found.size() > 1) {
      return Json.of(found.stream().map(PathCells::text).collect(Collectors.joining(",")));
    }
    Json value = found.getFirst();
    return switch (type) {
      case "date" -> Json.of(Ages.since(text(value), now));
      case "integer", "number", "boolean" -> value;
      default -> Json.of(text(value));
    };
  }

  private static String text(Json value) {
    return value instanceof Json.Str(String text) ? text : JsonText.write(value);
  }
}
