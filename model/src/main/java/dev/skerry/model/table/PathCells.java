package dev.skerry.model.table;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/// Cells of columns that are a path. A value of another type than its column's is null, which
/// kubectl shows as blank. Source: `tableconvertor.go` of Kubernetes' `apiextensions-apiserver`.
final class PathCells {
  private PathCells() {}

  static Json cell(String path, String type, Obj object, Instant now) {
    List<Json> found = JsonPath.of(path).find(object);
    Json first = found.isEmpty() ? Json.Null.VALUE : found.getFirst();
    return switch (type) {
      case "date" -> date(first, now);
      case "integer" -> integer(first);
      case "number" -> first instanceof Json.Int || first instanceof Json.Dec ? first : none();
      case "boolean" -> first instanceof Json.Bool ? first : none();
      default -> Json.of(found.stream().map(PathCells::text).collect(Collectors.joining(",")));
    };
  }

  private static Json none() {
    return Json.Null.VALUE;
  }

  private static Json date(Json value, Instant now) {
    return switch (value) {
      case Json.Str(String time) -> Json.of(Ages.since(time, now));
      case Json.Null _ -> Json.of(Ages.UNKNOWN);
      case Json.Bool _, Json.Int _, Json.Dec _, Json.Arr _, Obj _ -> none();
    };
  }

  private static Json integer(Json value) {
    return switch (value) {
      case Json.Int _ -> value;
      case Json.Dec(BigDecimal fraction) -> Json.of((long) fraction.doubleValue());
      case Json.Null _, Json.Bool _, Json.Str _, Json.Arr _, Obj _ -> none();
    };
  }

  private static String text(Json value) {
    return switch (value) {
      case Json.Str(String text) -> text;
      case Json.Null _ -> "";
      case Json.Bool _, Json.Int _, Json.Dec _, Json.Arr _, Obj _ -> JsonText.write(value);
    };
  }
}
