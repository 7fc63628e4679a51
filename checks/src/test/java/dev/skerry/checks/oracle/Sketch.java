package dev.skerry.checks.oracle;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/// A place of a random schema: what stands there in the two dialects, and random values for it.
sealed interface Sketch {
  /// As a structural schema of a CRD.
  Obj openApi();

  /// As structured-merge-diff's `TypeRef`.
  Obj typeRef();

  Json value(Random random);

  /// A value that may differ from the old one, as somebody's edit.
  default Json edited(Json old, Random random) {
    return random.nextInt(10) < 3 ? value(random) : old;
  }

  /// In a form that is the same for what is known to differ and means the same: lists without an
  /// order of their own are sorted, and absent if they are empty; a map that was emptied is `{}`,
  /// not `null`.
  default Json ordered(Json value) {
    return value;
  }

  /// Whether it is a list whose items are told apart by what they say.
  default boolean isAssociative() {
    return false;
  }

  record Scalar(String type, String upstream, List<Json> values) implements Sketch {
    static final Scalar TEXT =
        new Scalar("string", "string", List.of(Json.of("a"), Json.of("b"), Json.of("c")));
    static final Scalar NUMBER =
        new Scalar("integer", "numeric", List.of(Json.of(0), Json.of(1), Json.of(-7)));
    static final Scalar SWITCH =
        new Scalar("boolean", "boolean", List.of(Json.of(true), Json.of(false)));

    @Override
    public Obj openApi() {
      return Json.object().put("type", type).build();
    }

    @Override
    public Obj typeRef() {
      return Json.object().put("scalar", upstream).build();
    }

    @Override
    public Json value(Random random) {
      return values.get(random.nextInt(values.size()));
    }
  }

  record Struct(SortedMap<String, Sketch> fields, boolean atomic) implements Sketch {
    public Struct {
      fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }

    @Override
    public Obj openApi() {
      var properties = new TreeMap<String, Json>();
      fields.forEach((name, field) -> properties.put(name, field.openApi()));
      Obj place = Json.object().put("type", "object").put("properties", Obj.of(properties)).build();
      return atomic ? place.with("x-kubernetes-map-type", "atomic") : place;
    }

    @Override
    public Obj typeRef() {
      var list = new ArrayList<Json>();
      fields.forEach((name, field) ->
          list.add(Json.object().put("name", name).put("type", field.typeRef()).build()));
      Obj map = Json.object().put("fields", Json.array(list)).build();
      return Json.object().put("map", Maps.related(map, atomic)).build();
    }

    @Override
    public Json value(Random random) {
      return Maps.value(fields, random);
    }

    @Override
    public Json edited(Json old, Random random) {
      return Maps.edited(fields, old, random);
    }

    @Override
    public Json ordered(Json value) {
      return atomic && value instanceof Obj ? value : Maps.ordered(fields, value);
    }
  }

  record MapOf(Sketch values, boolean atomic) implements Sketch {
    private SortedMap<String, Sketch> keys() {
      var keys = new TreeMap<String, Sketch>();
      List.of("x", "y/z", "f:q").forEach(key -> keys.put(key, values));
      return keys;
    }

    @Override
    public Obj openApi() {
      Obj place =
          Json.object().put("type", "object").put("additionalProperties", values.openApi()).build();
      return atomic ? place.with("x-kubernetes-map-type", "atomic") : place;
    }

    @Override
    public Obj typeRef() {
      Obj map = Json.object().put("elementType", values.typeRef()).build();
      return Json.object().put("map", Maps.related(map, atomic)).build();
    }

    @Override
    public Json value(Random random) {
      return Maps.value(keys(), random);
    }

    @Override
    public Json edited(Json old, Random random) {
      return Maps.edited(keys(), old, random);
    }

    @Override
    public Json ordered(Json value) {
      return atomic && value instanceof Obj ? value : Maps.ordered(keys(), value);
    }
  }

  /// What is known of no place, as where a CRD keeps unknown fields: a value may become one of
  /// another type.
  record Free() implements Sketch {
    private static final Sketch LIST = new Listing(Scalar.TEXT);
    private static final Struct SHAPE = struct(struct(Scalar.NUMBER));

    private static Struct struct(Sketch below) {
      var fields = new TreeMap<String, Sketch>();
      fields.put("p", Scalar.TEXT);
      fields.put("q", below);
      fields.put("r", LIST);
      return new Struct(fields, false);
    }

    @Override
    public Obj openApi() {
      return Json.object().put("x-kubernetes-preserve-unknown-fields", true).build();
    }

    @Override
    public Obj typeRef() {
      return Json.object().put("namedType", "free").build();
    }

    @Override
    public Json value(Random random) {
      return switch (random.nextInt(8)) {
        case 0 -> Scalar.TEXT.value(random);
        case 1 -> LIST.value(random);
        default -> SHAPE.value(random);
      };
    }

    @Override
    public Json edited(Json old, Random random) {
      return old instanceof Obj && random.nextInt(5) > 0
          ? SHAPE.edited(old, random)
          : Sketch.super.edited(old, random);
    }

    @Override
    public Json ordered(Json value) {
      return value instanceof Json.Null ? Obj.EMPTY : value;
    }
  }

  /// An atomic list.
  record Listing(Sketch items) implements Sketch {
    @Override
    public Obj openApi() {
      return Json.object().put("type", "array").put("items", items.openApi()).build();
    }

    @Override
    public Obj typeRef() {
      return Tables.list(items.typeRef(), "atomic", List.of());
    }

    @Override
    public Json value(Random random) {
      var list = new ArrayList<Json>();
      for (int n = random.nextInt(3); n > 0; n--) {
        list.add(items.value(random));
      }
      return Json.array(list);
    }
  }

  /// A list that is a set; never empty.
  record SetOf(Scalar items) implements Sketch {
    @Override
    public boolean isAssociative() {
      return true;
    }

    @Override
    public Obj openApi() {
      return new Listing(items).openApi().with("x-kubernetes-list-type", "set");
    }

    @Override
    public Obj typeRef() {
      return Tables.list(items.typeRef(), "associative", List.of());
    }

    @Override
    public Json value(Random random) {
      var all = new ArrayList<>(items.values());
      Collections.shuffle(all, random);
      return Json.array(all.subList(0, 1 + random.nextInt(all.size())));
    }

    @Override
    public Json ordered(Json value) {
      return Tables.sorted(value, Comparator.comparing(Json::toString));
    }
  }

  /// A list of objects that are told apart by the keys `k0` and perhaps `k1`, which is `c` where it
  /// is left out; never empty.
  record Table(boolean twoKeys, Struct rest) implements Sketch {
    @Override
    public boolean isAssociative() {
      return true;
    }

    @Override
    public Obj openApi() {
      Obj item = rest.openApi();
      Obj properties = item.obj("properties").with("k0", Scalar.TEXT.openApi());
      if (twoKeys) {
        properties = properties.with("k1", Scalar.TEXT.openApi().with("default", "c"));
      }
      return Json.object()
          .put("type", "array")
          .put("items", item.with("properties", properties))
          .put("x-kubernetes-list-type", "map")
          .put("x-kubernetes-list-map-keys", Json.array(Tables.keys(twoKeys)))
          .build();
    }

    @Override
    public Obj typeRef() {
      var fields = new ArrayList<>(rest.typeRef().items("map", "fields"));
      fields.add(Tables.field("k0"));
      if (twoKeys) {
        fields.add(Tables.field("k1").with("default", "c"));
      }
      Obj item = rest.typeRef().withAt(Json.array(fields), "map", "fields");
      return Tables.list(item, "associative", Tables.keys(twoKeys));
    }

    @Override
    public Json value(Random random) {
      var items = new TreeMap<String, Json>();
      for (int n = 1 + random.nextInt(3); n > 0; n--) {
        Obj item = Tables.item(rest, twoKeys, random);
        items.put(Tables.key(item), item);
      }
      var list = new ArrayList<>(items.values());
      Collections.shuffle(list, random);
      return Json.array(list);
    }

    @Override
    public Json edited(Json old, Random random) {
      return Tables.edited(this, old, random);
    }

    @Override
    public Json ordered(Json value) {
      return Tables.sorted(Tables.each(value, rest::ordered), Comparator.comparing(Tables::key));
    }
  }
}
