package dev.skerry.model.schema;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/// Configurations of any kind, walked from its schema: some members of each object, few different
/// values, so that two of them meet often. Well formed, not always valid.
public final class RandomObjects {
  private static final int DEEPEST = 7;

  private final Random random;

  public RandomObjects(long seed) {
    this.random = new Random(seed);
  }

  /// An object of the kind without what names it and what the server writes.
  public Obj config(Schema kind) {
    Obj object = (Obj) value(kind, 0);
    Obj config = object.without("apiVersion").without("kind").without("metadata").without("status");
    for (int i = random.nextInt(3); i > 0; i--) {
      config = config.withAt(word(), "metadata", "labels", "l" + i);
    }
    return config;
  }

  private Json word() {
    return Json.of("v" + random.nextInt(3));
  }

  private Json value(Schema schema, int depth) {
    return switch (schema.type()) {
      case OBJECT -> schema.values().isPresent() ? map(schema, depth) : object(schema, depth);
      case ARRAY -> list(schema, depth);
      case STRING -> schema.allowed().isEmpty() ? word() : schema.allowed().getLast();
      case INTEGER -> Json.of(random.nextInt(3) + 1);
      case NUMBER -> Json.of(random.nextInt(3));
      case BOOLEAN -> Json.of(random.nextBoolean());
      case INT_OR_STRING -> random.nextBoolean() ? Json.of(random.nextInt(3)) : word();
      case QUANTITY -> Json.of(random.nextInt(3) + 1 + "Mi");
      case TIME -> Json.of("2026-01-0" + (random.nextInt(3) + 1) + "T00:00:00Z");
      case BYTES -> Json.of("AAAA");
      case ANY -> random.nextBoolean() ? word() : Obj.EMPTY.with("x", word());
    };
  }

  private Obj object(Schema schema, int depth) {
    var members = new TreeMap<String, Json>();
    int density = schema.properties().size() > 8 ? 4 : 2;
    schema
        .properties()
        .forEach((name, place) -> {
          boolean deep =
              depth >= DEEPEST && place.properties().size() + place.required().size() > 0;
          boolean wanted = schema.required().contains(name) || random.nextInt(density) == 0;
          if (wanted && !deep) {
            members.put(name, value(place, depth + 1));
          }
        });
    return Obj.of(members);
  }

  /// Schemas may be recursive, objects are not endless.
  private int many(int depth) {
    int many = random.nextInt(3);
    return depth > 2 * DEEPEST ? 0 : many;
  }

  private Obj map(Schema schema, int depth) {
    var members = new TreeMap<String, Json>();
    for (int i = many(depth); i > 0; i--) {
      members.put("k" + random.nextInt(3), value(schema.values().orElseThrow(), depth + 1));
    }
    return Obj.of(members);
  }

  /// Items that can be told apart wherever the schema says how.
  private Json list(Schema schema, int depth) {
    Schema item = schema.items().orElseThrow();
    var items = new TreeMap<String, Json>();
    List<Json> all = new ArrayList<>();
    for (int i = many(depth); i > 0; i--) {
      Json made = value(item, depth + 1);
      switch (schema.listType()) {
        case ATOMIC -> all.add(made);
        case SET -> items.put(made.toString(), made);
        case MAP -> {
          Obj keyed = (Obj) made;
          for (String key : schema.listKeys()) {
            keyed = keyed.with(key, value(item.property(key).orElseThrow(), depth + 1));
          }
          items.put(identity(schema, keyed), keyed);
        }
      }
    }
    all.addAll(items.values());
    return Json.array(all);
  }

  private static String identity(Schema schema, Obj item) {
    return String.join(
        "/", schema.listKeys().stream().map(k -> item.at(k).orElseThrow().toString()).toList());
  }
}
