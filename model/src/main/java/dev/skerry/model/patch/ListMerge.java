package dev.skerry.model.patch;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.model.schema.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// How strategic merge joins one list: by the value of a key field, or by the scalars themselves.
/// Every step indexes the lists once, so the cost grows with their length, not its square.
///
/// @param key the merge key; empty when the items are scalars
/// @param path where the list stands, for refusals
record ListMerge(Optional<String> key, Optional<Schema> items, String path) {
  static ListMerge of(Schema list, String path) {
    return new ListMerge(list.mergeKey(), list.items(), path);
  }

  /// Items of the patch join those of the target; the order is [#interleaved]'s.
  Json.Arr merge(Json.Arr target, Json.Arr patch) throws PatchRefused {
    boolean replaces = false;
    var deleted = new TreeSet<String>();
    var brought = new ArrayList<Json>();
    for (Json item : patch.items()) {
      switch (key.isPresent() ? Directive.verb(object(item), path) : Directive.Verb.NONE) {
        case REPLACE -> {
          replaces = true;
          Obj rest = object(item).without(Directive.PATCH);
          if (!rest.isEmpty()) {
            brought.add(rest);
          }
        }
        case DELETE -> deleted.add(id(item));
        case MERGE -> brought.add(object(item).without(Directive.PATCH));
        case NONE -> brought.add(item);
      }
    }
    var joined = new LinkedHashMap<String, List<Json>>();
    if (!replaces) {
      joined.putAll(grouped(target.items()));
      joined.keySet().removeAll(deleted);
    }
    for (Json item : brought) {
      List<Json> group = joined.computeIfAbsent(id(item), id -> new ArrayList<>());
      if (group.isEmpty()) {
        group.add(join(Json.Null.VALUE, item));
      } else {
        group.set(0, join(group.get(0), item));
      }
    }
    return interleaved(target, joined, brought);
  }

  /// The target without the scalars that `$deleteFromPrimitiveList` names.
  Json.Arr withoutScalars(Json.Arr target, Json.Arr removals) throws PatchRefused {
    if (key.isPresent()) {
      throw PatchRefused.malformed(path, path + " holds no scalars: use $patch: delete");
    }
    var gone = new TreeSet<String>();
    removals.items().forEach(item -> gone.add(JsonText.write(item)));
    return new Json.Arr(
        target.items().stream().filter(item -> !gone.contains(JsonText.write(item))).toList());
  }

  /// `merged` in the order that `$setElementOrder` asks for; items it does not name keep their
  /// place among the others as in `before`.
  Json.Arr ordered(Json.Arr before, Json.Arr merged, Json.Arr patch, Json.Arr order)
      throws PatchRefused {
    Map<String, Integer> wanted = ranks(order.items());
    requireAgreement(patch, wanted);
    return interleaved(before, grouped(merged.items()), order.items());
  }

  /// By identity, in order of first appearance. A target may hold several items of one identity,
  /// such as one port for two protocols; a patch changes the first of them and they stay together.
  private Map<String, List<Json>> grouped(List<Json> list) throws PatchRefused {
    var groups = new LinkedHashMap<String, List<Json>>();
    for (Json item : list) {
      groups.computeIfAbsent(id(item), id -> new ArrayList<>()).add(item);
    }
    return groups;
  }

  private void requireAgreement(Json.Arr patch, Map<String, Integer> wanted) throws PatchRefused {
    int last = -1;
    for (Json item : patch.items()) {
      if (key.isPresent() && object(item).has(Directive.PATCH)) {
        continue;
      }
      int rank = wanted.getOrDefault(id(item), -1);
      if (rank < last || rank < 0) {
        throw PatchRefused.malformed(
            path, "the items of " + path + " are not in the order that $setElementOrder gives");
      }
      last = rank;
    }
  }

  /// Named items in the order of `named`; each other item before the first named one that followed
  /// it in the target. So an item new to the list goes ahead of what it was not asked to follow.
  private Json.Arr interleaved(
      Json.Arr target, Map<String, List<Json>> items, List<? extends Json> named)
      throws PatchRefused {
    Map<String, Integer> was = ranks(target.items());
    Map<String, Integer> wanted = ranks(named);
    var first = new ArrayList<String>();
    wanted.keySet().stream().filter(items::containsKey).forEach(first::add);
    first.sort(Comparator.comparing(id -> wanted.getOrDefault(id, 0)));
    var others = new ArrayList<String>();
    items.keySet().stream().filter(id -> !wanted.containsKey(id)).forEach(others::add);
    var out = new ArrayList<Json>(items.size());
    int next = 0;
    for (String id : first) {
      while (next < others.size() && precedes(others.get(next), id, was)) {
        out.addAll(items.getOrDefault(others.get(next++), List.of()));
      }
      out.addAll(items.getOrDefault(id, List.of()));
    }
    while (next < others.size()) {
      out.addAll(items.getOrDefault(others.get(next++), List.of()));
    }
    return new Json.Arr(out);
  }

  private static boolean precedes(String one, String other, Map<String, Integer> was) {
    int at = was.getOrDefault(one, -1);
    return at >= 0 && at < was.getOrDefault(other, -1);
  }

  private Map<String, Integer> ranks(List<? extends Json> list) throws PatchRefused {
    var ranks = new TreeMap<String, Integer>();
    for (Json item : list) {
      ranks.putIfAbsent(id(item), ranks.size());
    }
    return ranks;
  }

  private Json join(Json before, Json item) throws PatchRefused {
    if (key.isEmpty()) {
      return item;
    }
    Obj old = before instanceof Obj object ? object : Obj.EMPTY;
    return StrategicMergePatch.merge(old, object(item), items, path);
  }

  private String id(Json item) throws PatchRefused {
    if (key.isEmpty()) {
      if (item instanceof Obj || item instanceof Json.Arr) {
        throw PatchRefused.malformed(path, path + " holds scalars, the patch brings others");
      }
      return JsonText.write(item);
    }
    Json value =
        object(item)
            .find(key.get())
            .orElseThrow(() ->
                PatchRefused.malformed(
                    path, "every item of " + path + " needs its merge key " + key.get()));
    return JsonText.write(value);
  }

  private Obj object(Json item) throws PatchRefused {
    if (item instanceof Obj object) {
      return object;
    }
    throw PatchRefused.malformed(path, path + " holds objects, the patch brings others");
  }
}
