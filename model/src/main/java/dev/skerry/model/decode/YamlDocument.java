package dev.skerry.model.decode;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonRefused;
import dev.skerry.model.json.JsonRefused.Why;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;

/// Reads one document from a stream of YAML events. Confined to one thread, used once.
final class YamlDocument {
  /// More aliases than a person writes; each may repeat everything before it.
  static final int MAX_ALIASES = 50;

  /// Values after aliases are expanded: bounds what a small text may grow to.
  static final int MAX_VALUES = 1_000_000;

  private static final String MERGE = "<<";

  private final Iterator<Event> events;
  private final int maxDepth;
  private final TreeMap<String, Anchored> anchors = new TreeMap<>();
  private final List<String> duplicates = new ArrayList<>();
  private int aliases;
  private int values;

  /// A value that an alias may repeat, with what repeating it costs.
  private record Anchored(Json value, int values, int depth) {}

  YamlDocument(Iterator<Event> events, int maxDepth) {
    this.events = events;
    this.maxDepth = maxDepth;
  }

  JsonText.Parsed read() throws JsonRefused {
    Json value = value(events.next(), 0, "");
    return new JsonText.Parsed(value, List.copyOf(duplicates));
  }

  private Json value(Event event, int depth, String path) throws JsonRefused {
    count(1);
    int before = values;
    Json value =
        switch (event) {
          case ScalarEvent scalar -> YamlScalar.value(scalar);
          case MappingStartEvent _ -> mapping(depth + 1, path);
          case SequenceStartEvent _ -> sequence(depth + 1, path);
          case AliasEvent alias -> alias(alias, depth);
          case Event _ -> throw new JsonRefused(Why.MALFORMED, "unexpected end of the document");
        };
    if (event instanceof NodeEvent node
        && node.getAnchor().isPresent()
        && !(event instanceof AliasEvent)) {
      String anchor = node.getAnchor().get().getValue();
      anchors.put(anchor, new Anchored(value, values - before, depthOf(value)));
    }
    return value;
  }

  private Json mapping(int depth, String path) throws JsonRefused {
    requireDepth(depth);
    var members = new TreeMap<String, Json>();
    var merged = new ArrayList<Obj>();
    for (Event next = events.next();
        next.getEventId() != Event.ID.MappingEnd;
        next = events.next()) {
      String key = key(next);
      String inner = path.isEmpty() ? key : path + "." + key;
      Json value = value(events.next(), depth, inner);
      if (key.equals(MERGE) && next instanceof ScalarEvent scalar && scalar.isPlain()) {
        merge(value, merged);
      } else if (members.put(key, value) != null) {
        duplicates.add(inner);
      }
    }
    merged.forEach(source -> source.forEach(members::putIfAbsent));
    return Obj.of(members);
  }

  private static void merge(Json value, List<Obj> merged) throws JsonRefused {
    switch (value) {
      case Obj object -> merged.add(object);
      case Json.Arr(List<Json> items) -> {
        for (Json item : items) {
          if (!(item instanceof Obj object)) {
            throw noMerge();
          }
          merged.add(object);
        }
      }
      case Json.Null _, Json.Bool _, Json.Str _, Json.Int _, Json.Dec _ -> throw noMerge();
    }
  }

  private static JsonRefused noMerge() {
    return new JsonRefused(Why.MALFORMED, "a merge key (<<) takes a map or a list of maps");
  }

  private String key(Event event) throws JsonRefused {
    Json key =
        switch (event) {
          case ScalarEvent scalar -> YamlScalar.value(scalar);
          case AliasEvent alias -> alias(alias, 0);
          case Event _ -> Json.Null.VALUE;
        };
    return switch (key) {
      case Json.Str(String text) -> text;
      case Json.Int _, Json.Bool _, Json.Dec _ -> JsonText.write(key);
      case Json.Null _, Json.Arr _, Obj _ ->
          throw new JsonRefused(Why.MALFORMED, "a map's key must be a word");
    };
  }

  private Json sequence(int depth, String path) throws JsonRefused {
    requireDepth(depth);
    var items = new ArrayList<Json>();
    for (Event next = events.next();
        next.getEventId() != Event.ID.SequenceEnd;
        next = events.next()) {
      items.add(value(next, depth, path + "[" + items.size() + "]"));
    }
    return new Json.Arr(items);
  }

  private Json alias(AliasEvent alias, int depth) throws JsonRefused {
    aliases++;
    if (aliases > MAX_ALIASES) {
      throw new JsonRefused(
          Why.TOO_LARGE, "the YAML holds over " + MAX_ALIASES + " aliases; write the values out");
    }
    String name = alias.getAlias().getValue();
    Anchored anchored = anchors.get(name);
    if (anchored == null) {
      throw new JsonRefused(Why.MALFORMED, "the alias *" + name + " has no anchor before it");
    }
    count(anchored.values());
    requireDepth(depth + anchored.depth());
    return anchored.value();
  }

  private void count(int more) throws JsonRefused {
    values += more;
    if (values > MAX_VALUES) {
      throw new JsonRefused(Why.TOO_LARGE, "the YAML grows to over " + MAX_VALUES + " values");
    }
  }

  private void requireDepth(int depth) throws JsonRefused {
    if (depth > maxDepth) {
      throw new JsonRefused(Why.TOO_DEEP, "the text nests deeper than " + maxDepth + " levels");
    }
  }

  private static int depthOf(Json value) {
    return switch (value) {
      case Obj object ->
          1
              + object.keys().stream()
                  .mapToInt(k -> depthOf(object.find(k).orElseThrow()))
                  .max()
                  .orElse(0);
      case Json.Arr(List<Json> items) ->
          1 + items.stream().mapToInt(YamlDocument::depthOf).max().orElse(0);
      case Json.Null _, Json.Bool _, Json.Str _, Json.Int _, Json.Dec _ -> 0;
    };
  }
}
