package dev.skerry.api.media;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/// Trees as YAML text.
public final class Yaml {
  private Yaml() {}

  public static byte[] bytes(Json value) {
    DumpSettings settings = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
    return new Dump(settings).dumpToString(plain(value)).getBytes(StandardCharsets.UTF_8);
  }

  private static @Nullable Object plain(Json value) {
    return switch (value) {
      case Json.Null _ -> null;
      case Json.Bool(boolean truth) -> truth;
      case Json.Str(String text) -> text;
      case Json.Int(long number) -> number;
      case Json.Dec(var number) -> number;
      case Json.Arr(List<Json> items) -> list(items);
      case Obj object -> map(object);
    };
  }

  private static List<@Nullable Object> list(List<Json> items) {
    var out = new ArrayList<@Nullable Object>();
    items.forEach(item -> out.add(plain(item)));
    return out;
  }

  private static Map<String, @Nullable Object> map(Obj object) {
    var out = new LinkedHashMap<String, @Nullable Object>();
    object.forEach((key, value) -> out.put(key, plain(value)));
    return out;
  }
}
