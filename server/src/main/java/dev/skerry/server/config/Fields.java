package dev.skerry.server.config;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.unit.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// One object of a configuration file, read key by key; [#end] refuses what nobody read.
final class Fields {
  private final String where;
  private final Obj json;
  private final TreeSet<String> known = new TreeSet<>();

  /// @param where for messages: the file, and the path inside it
  Fields(String where, Obj json) {
    this.where = where;
    this.json = json;
  }

  boolean isEmpty() {
    return json.isEmpty();
  }

  Fields inner(String key) throws ConfigRefused {
    known.add(key);
    if (json.has(key) && !(json.at(key).orElseThrow() instanceof Obj)) {
      throw refused(key, "is not a mapping");
    }
    return new Fields(where + ": " + key, json.obj(key));
  }

  String text(String key) throws ConfigRefused {
    return find(key).orElseThrow(() -> refused(key, "is missing"));
  }

  String text(String key, String otherwise) throws ConfigRefused {
    return find(key).orElse(otherwise);
  }

  /// A text that `read` understands; `read` throws IllegalArgumentException otherwise.
  <T> T value(String key, Function<String, T> read) throws ConfigRefused {
    try {
      return read.apply(text(key));
    } catch (IllegalArgumentException bad) {
      throw refused(key, String.valueOf(bad.getMessage()));
    }
  }

  /// A text of a closed set, such as an endpoint.
  <T> T choice(String key, String otherwise, Function<String, Optional<T>> read, String want)
      throws ConfigRefused {
    String text = text(key, otherwise);
    return read.apply(text).orElseThrow(() -> refused(key, "is '" + text + "', want " + want));
  }

  Duration duration(String key, Duration otherwise) throws ConfigRefused {
    return choice(key, text(otherwise), DurationText::parse, "a duration such as 5s");
  }

  List<String> texts(String key, List<String> otherwise) throws ConfigRefused {
    known.add(key);
    if (!json.has(key)) {
      return otherwise;
    }
    var all = new ArrayList<String>();
    if (!(json.at(key).orElseThrow() instanceof Json.Arr items)) {
      throw refused(key, "is not a list");
    }
    for (Json item : items.items()) {
      if (!(item instanceof Json.Str(String text))) {
        throw refused(key, "holds what is no text");
      }
      all.add(text);
    }
    return List.copyOf(all);
  }

  SortedMap<String, String> labels(String key) throws ConfigRefused {
    Fields inner = inner(key);
    var all = new TreeMap<String, String>();
    for (String name : inner.json.keys()) {
      all.put(name, inner.text(name));
    }
    return all;
  }

  void end() throws ConfigRefused {
    var unknown = new TreeSet<>(json.keys());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw refused(unknown.first(), "is not a key here; known are " + known);
    }
  }

  ConfigRefused refused(String key, String why) {
    return new ConfigRefused(where + ": " + key + " " + why);
  }

  static String text(Duration time) {
    return time.toMillis() % 1_000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
  }

  private Optional<String> find(String key) throws ConfigRefused {
    known.add(key);
    return switch (json.at(key).orElse(Json.Null.VALUE)) {
      case Json.Null() -> Optional.empty();
      case Json.Str(String text) -> Optional.of(text);
      case Json.Int(long number) -> Optional.of(Long.toString(number));
      case Json.Bool(boolean bool) -> Optional.of(Boolean.toString(bool));
      case Json.Dec _, Json.Arr _, Obj _ -> throw refused(key, "is not a text");
    };
  }
}
