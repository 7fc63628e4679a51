package dev.skerry.model.apply;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Lays an applied configuration over a live object. Nothing is removed; where both have a value
/// the configuration's stays.
final class Merging {
  private Merging() {}

  static Obj merge(Obj live, Obj applied, Shape shape) {
    return fields(live, applied, shape);
  }

  private static Json merge(Json live, Json applied, Shape shape) {
    return switch (shape.grain(Optional.of(live), Optional.of(applied))) {
      case WHOLE -> applied;
      case FIELDS ->
          live instanceof Obj l && applied instanceof Obj a && !(l.isEmpty() && a.isEmpty())
              ? fields(l, a, shape)
              : keepFuller(live, applied);
      case ITEMS ->
          live instanceof Json.Arr && applied instanceof Json.Arr
              ? items(live, applied, shape)
              : keepFuller(live, applied);
    };
  }

  /// A null lays nothing over what is there, unless that is empty too.
  private static Json keepFuller(Json live, Json applied) {
    boolean liveHas =
        !(live instanceof Json.Null || Obj.EMPTY.equals(live) || Json.Arr.EMPTY.equals(live));
    return applied instanceof Json.Null && liveHas ? live : applied;
  }

  private static Obj fields(Obj live, Obj applied, Shape shape) {
    if (applied.isEmpty()) {
      return live;
    }
    var merged = new TreeMap<String, Json>();
    live.forEach(merged::put);
    applied.forEach((key, value) ->
        merged.merge(key, value, (before, over) -> merge(before, over, shape.member(key))));
    return Obj.of(merged);
  }

  /// Items that both have stand in the configuration's order; each of the live object's own stays
  /// before the shared item that followed it, and new ones come as late as that order allows.
  private static Json items(Json live, Json applied, Shape shape) {
    Items left = Items.of(Optional.of(live), shape);
    Items right = Items.of(Optional.of(applied), shape);
    List<PathElement> from = left.elements();
    var out = new ArrayList<Json>();
    int next = 0;
    List<PathElement> shared = right.elements().stream().filter(left::has).toList();
    int nextShared = 0;
    for (PathElement element : right.elements()) {
      while (next < from.size()
          && (nextShared == shared.size() || !from.get(next).equals(shared.get(nextShared)))) {
        takeOwn(left, right, from.get(next++), out);
      }
      if (left.has(element)) {
        nextShared++;
        next = next < from.size() && from.get(next).equals(element) ? next + 1 : next;
        out.add(join(left, element, right, shape.item()));
      } else {
        out.addAll(right.group(element));
      }
    }
    while (next < from.size()) {
      takeOwn(left, right, from.get(next++), out);
    }
    return new Json.Arr(out);
  }

  private static void takeOwn(Items left, Items right, PathElement element, List<Json> out) {
    if (!right.has(element)) {
      out.addAll(left.group(element));
    }
  }

  private static Json join(Items left, PathElement element, Items right, Shape item) {
    return merge(left.group(element).getFirst(), right.group(element).getFirst(), item);
  }
}
