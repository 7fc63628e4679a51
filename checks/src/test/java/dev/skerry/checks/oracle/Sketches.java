package dev.skerry.checks.oracle;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/// Random schemas.
final class Sketches {
  private static final int DEPTH = 3;

  private Sketches() {}

  static Sketch.Struct root(Random random) {
    return struct(DEPTH, 2 + random.nextInt(3), false, random);
  }

  private static Sketch.Struct struct(int depth, int size, boolean atomic, Random random) {
    var fields = new TreeMap<String, Sketch>();
    for (int i = 0; i < size; i++) {
      fields.put("f" + i, place(depth - 1, random));
    }
    return new Sketch.Struct(fields, atomic);
  }

  private static Sketch place(int depth, Random random) {
    if (depth == 0) {
      return scalar(random);
    }
    return switch (random.nextInt(12)) {
      case 0, 1 -> struct(depth, 1 + random.nextInt(3), false, random);
      case 2 -> struct(depth, 1 + random.nextInt(2), true, random);
      case 3, 4 -> new Sketch.MapOf(place(depth - 1, random), false);
      case 5 -> new Sketch.MapOf(place(depth - 1, random), true);
      case 6 -> new Sketch.Listing(place(depth - 1, random));
      case 7 -> new Sketch.SetOf(random.nextBoolean() ? Sketch.Scalar.TEXT : Sketch.Scalar.NUMBER);
      case 8, 9, 10 ->
          new Sketch.Table(random.nextBoolean(), struct(depth, random.nextInt(3), false, random));
      default -> random.nextBoolean() ? new Sketch.Free() : scalar(random);
    };
  }

  private static Sketch.Scalar scalar(Random random) {
    return List.of(Sketch.Scalar.TEXT, Sketch.Scalar.NUMBER, Sketch.Scalar.SWITCH)
        .get(random.nextInt(3));
  }

  /// The whole of a schema in structured-merge-diff's dialect; `free` is how Kubernetes tells it of
  /// what has no schema.
  static Obj upstream(Sketch.Struct root) {
    Obj whole = named("whole", "atomic", "whole");
    Obj free = named("free", "separable", "free");
    Obj first = root.typeRef().with("name", "root");
    return Json.object().put("types", Json.array(List.of(first, whole, free))).build();
  }

  private static Obj named(String name, String relationship, String below) {
    Obj map =
        Json.object()
            .put("elementType", Json.object().put("namedType", below).build())
            .put("elementRelationship", relationship)
            .build();
    Obj list = Tables.list(Json.object().put("namedType", "whole").build(), "atomic", List.of());
    return list.with("name", name).with("scalar", "untyped").with("map", map);
  }
}
