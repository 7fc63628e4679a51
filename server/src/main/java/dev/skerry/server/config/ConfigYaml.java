package dev.skerry.server.config;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// YAML of configuration files: mappings, lists, texts, whole numbers. Duplicate keys are refused.
final class ConfigYaml {
  /// Largest file, characters; ours have a few hundred.
  private static final int MAX_CHARACTERS = 64 * 1024;

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9_./-]*");

  private ConfigYaml() {}

  static Obj read(String file, String text) throws ConfigRefused {
    var settings =
        LoadSettings.builder()
            .setAllowDuplicateKeys(false)
            .setCodePointLimit(MAX_CHARACTERS)
            .setMaxAliasesForCollections(0)
            .build();
    try {
      if (json(file, new Load(settings).loadFromString(text)) instanceof Obj object) {
        return object;
      }
      throw new ConfigRefused(file + ": is not a mapping of keys to values");
    } catch (YamlEngineException bad) {
      throw new ConfigRefused(file + ": " + oneLine(bad), bad);
    }
  }

  private static String oneLine(YamlEngineException bad) {
    return String.valueOf(bad.getMessage()).strip().replaceAll("\\s*\\n\\s*", "; ");
  }

  private static Json json(String file, @Nullable Object value) throws ConfigRefused {
    return switch (value) {
      case null -> Json.Null.VALUE;
      case String text -> Json.of(text);
      case Boolean bool -> Json.of(bool);
      case Integer number -> Json.of(number.longValue());
      case List<?> items -> list(file, items);
      case Map<?, ?> members -> mapping(file, members);
      default -> throw new ConfigRefused(file + ": '" + value + "' is no text, number or list");
    };
  }

  private static Json list(String file, List<?> items) throws ConfigRefused {
    var all = new ArrayList<Json>();
    for (Object item : items) {
      all.add(json(file, item));
    }
    return Json.array(all);
  }

  private static Json mapping(String file, Map<?, ?> members) throws ConfigRefused {
    var all = new TreeMap<String, Json>();
    for (Map.Entry<?, ?> each : members.entrySet()) {
      all.put(String.valueOf(each.getKey()), json(file, each.getValue()));
    }
    return Obj.of(all);
  }

  static String write(Obj json) {
    var out = new StringBuilder();
    write(json, "", out);
    return out.toString();
  }

  private static void write(Obj json, String indent, StringBuilder out) {
    json.forEach((key, value) -> {
      out.append(indent).append(scalar(Json.of(key))).append(':');
      if (value instanceof Obj inner && !inner.isEmpty()) {
        out.append('\n');
        write(inner, indent + "  ", out);
      } else {
        out.append(' ').append(scalar(value)).append('\n');
      }
    });
  }

  /// A value on one line: JSON is YAML.
  private static String scalar(Json value) {
    return value instanceof Json.Str(String text) && isPlain(text) ? text : JsonText.write(value);
  }

  private static boolean isPlain(String text) {
    return PLAIN.matcher(text).matches()
        && !text.equals("true")
        && !text.equals("false")
        && !text.equals("null");
  }
}
