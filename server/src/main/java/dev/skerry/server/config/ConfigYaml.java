package dev.skerry.server.config;

import dev.skerry.model.decode.YamlText;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonRefused;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// YAML of files that people keep: mappings, lists, texts, numbers. Duplicate keys are refused.
public final class ConfigYaml {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9_./-]*");

  private ConfigYaml() {}

  /// @param file for messages
  public static Obj read(String file, String text) throws ConfigRefused {
    List<Obj> all = documents(file, text);
    if (all.size() == 1) {
      return all.getFirst();
    }
    throw new ConfigRefused(file + ": is not a mapping of keys to values");
  }

  /// All documents of a file, without empty ones.
  public static List<Obj> documents(String file, String text) throws ConfigRefused {
    var all = new ArrayList<Obj>();
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      for (JsonText.Parsed document : YamlText.documents(bytes, JsonLimits.REQUEST)) {
        if (!document.duplicates().isEmpty()) {
          throw new ConfigRefused(
              file + ": " + document.duplicates().getFirst() + " is there twice");
        }
        switch (document.value()) {
          case Obj object -> all.add(object);
          case Json.Null() -> {}
          case Json.Bool _, Json.Str _, Json.Int _, Json.Dec _, Json.Arr _ ->
              throw new ConfigRefused(file + ": is not a mapping of keys to values");
        }
      }
      return List.copyOf(all);
    } catch (JsonRefused bad) {
      throw new ConfigRefused(file + ": " + bad.getMessage(), bad);
    }
  }

  /// Keys sorted, one a line.
  public static String write(Obj json) {
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
