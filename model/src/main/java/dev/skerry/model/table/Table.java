package dev.skerry.model.table;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Column;
import dev.skerry.model.kind.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// Objects as rows, in the form that clients ask for by `Accept:
/// application/json;as=Table;v=v1;g=meta.k8s.io`.
public final class Table {
  private static final String API_VERSION = "meta.k8s.io/v1";

  /// What of each object goes along with its row (`includeObject`).
  public enum Include {
    NONE,
    METADATA,
    OBJECT;

    /// By the query parameter; anything else means the metadata, as in Kubernetes.
    public static Include of(String parameter) {
      return switch (parameter.toLowerCase(Locale.ROOT)) {
        case "none" -> NONE;
        case "object" -> OBJECT;
        default -> METADATA;
      };
    }
  }

  private Table() {}

  /// A whole Table.
  ///
  /// @param listMeta `resourceVersion`, `continue` and `remainingItemCount` of the list
  public static Obj of(Kind kind, List<Obj> objects, Instant now, Include include, Obj listMeta) {
    return Json.object()
        .put("apiVersion", API_VERSION)
        .put("kind", "Table")
        .put("metadata", listMeta)
        .put("columnDefinitions", columns(kind))
        .put(
            "rows",
            Json.array(objects.stream().map(object -> row(kind, object, now, include)).toList()))
        .build();
  }

  private static Json columns(Kind kind) {
    return Json.array(
        kind.columns().stream()
            .map(column ->
                Json.object()
                    .put("name", column.name())
                    .put("type", column.type())
                    .put("format", column.name().equals("Name") ? "name" : "")
                    .put("description", column.description())
                    .put("priority", column.priority())
                    .build())
            .toList());
  }

  private static Obj row(Kind kind, Obj object, Instant now, Include include) {
    Obj row = Json.object().put("cells", Json.array(cells(kind, object, now))).build();
    if (PodCells.isOver(kind, object)) {
      row = row.with("conditions", Json.array(List.of(completed(object))));
    }
    return switch (include) {
      case NONE -> row;
      case METADATA -> row.with("object", partial(object));
      case OBJECT -> row.with("object", object);
    };
  }

  private static Obj completed(Obj pod) {
    String phase = pod.text("status", "phase");
    return Json.object()
        .put("type", "Completed")
        .put("status", "True")
        .put("reason", phase)
        .put(
            "message",
            phase.equals("Succeeded") ? "The pod has completed successfully." : "The pod failed.")
        .build();
  }

  private static Obj partial(Obj object) {
    return Json.object()
        .put("apiVersion", API_VERSION)
        .put("kind", "PartialObjectMetadata")
        .put("metadata", object.obj("metadata"))
        .build();
  }

  /// One cell a column, in order.
  public static List<Json> cells(Kind kind, Obj object, Instant now) {
    return kind.columns().stream().map(column -> cell(column, object, now)).toList();
  }

  private static Json cell(Column column, Obj object, Instant now) {
    return switch (column.source()) {
      case Column.Source.Path(String path) -> PathCells.cell(path, column.type(), object, now);
      case Column.Source.Function(String name) -> CellFunction.cell(name, object, now);
    };
  }
}
