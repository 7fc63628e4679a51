package dev.skerry.content.build;

import dev.skerry.content.image.ImageRefused;
import dev.skerry.content.image.ImageRefused.Why;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads the YAML of a build file, which its own author wrote; duplicate keys are refused.
final class BuildYaml {
  /// Largest build file, characters.
  private static final int MAX_CHARACTERS = 64 * 1024;

  private BuildYaml() {}

  static Obj read(byte[] text) throws ImageRefused {
    var settings =
        LoadSettings.builder()
            .setAllowDuplicateKeys(false)
            .setCodePointLimit(MAX_CHARACTERS)
            .setMaxAliasesForCollections(0)
            .build();
    try {
      Object loaded = new Load(settings).loadFromInputStream(new ByteArrayInputStream(text));
      if (json(loaded) instanceof Obj object) {
        return object;
      }
      throw new ImageRefused(Why.INVALID_BUILD, "image.yaml is not a mapping");
    } catch (YamlEngineException bad) {
      throw new ImageRefused(Why.INVALID_BUILD, "image.yaml: " + bad.getMessage(), bad);
    }
  }

  private static Json json(@Nullable Object value) throws ImageRefused {
    return switch (value) {
      case null -> Json.Null.VALUE;
      case String text -> Json.of(text);
      case Boolean bool -> Json.of(bool);
      case Integer number -> Json.of(number.longValue());
      case List<?> items -> list(items);
      case Map<?, ?> members -> mapping(members);
      default ->
          throw new ImageRefused(
              Why.INVALID_BUILD, "image.yaml: '" + value + "' is not a text, number or list");
    };
  }

  private static Json list(List<?> items) throws ImageRefused {
    var all = new ArrayList<Json>();
    for (Object item : items) {
      all.add(json(item));
    }
    return Json.array(all);
  }

  private static Json mapping(Map<?, ?> members) throws ImageRefused {
    var all = new TreeMap<String, Json>();
    for (Map.Entry<?, ?> each : members.entrySet()) {
      all.put(String.valueOf(each.getKey()), json(each.getValue()));
    }
    return Obj.of(all);
  }
}
