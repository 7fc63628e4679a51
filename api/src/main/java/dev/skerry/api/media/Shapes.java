package dev.skerry.api.media;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Kind;
import dev.skerry.model.table.Table;
import java.time.Instant;
import java.util.List;

/// Objects in the shapes that are not their own text.
public final class Shapes {
  private static final String META = "meta.k8s.io/";

  private Shapes() {}

  /// A Table of these objects, with rows in their order.
  ///
  /// @param metadata of the list; empty for a single object
  public static Obj table(
      Shape.Table shape, Kind kind, List<Obj> objects, Obj metadata, TableOptions options) {
    return Table.of(kind, objects, options.now(), options.include(), metadata)
        .with("apiVersion", META + shape.version());
  }

  /// @param now for ages
  public record TableOptions(Instant now, Table.Include include) {}

  public static Obj partial(Shape.Metadata shape, Obj object) {
    return Json.object()
        .put("apiVersion", META + shape.version())
        .put("kind", "PartialObjectMetadata")
        .put("metadata", object.obj("metadata"))
        .build();
  }

  public static Obj partials(Shape.Metadata shape, List<Obj> objects, Obj metadata) {
    return Json.object()
        .put("apiVersion", META + shape.version())
        .put("kind", "PartialObjectMetadataList")
        .put("metadata", metadata)
        .put("items", Json.array(objects.stream().map(object -> partial(shape, object)).toList()))
        .build();
  }
}
