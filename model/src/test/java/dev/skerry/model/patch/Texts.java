package dev.skerry.model.patch;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonRefused;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import java.nio.charset.StandardCharsets;

/// Trees for tests, from text in which ' stands for ".
public final class Texts {
  private Texts() {}

  public static Json json(String text) {
    try {
      byte[] bytes = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
      return JsonText.parse(bytes, JsonLimits.STORED).value();
    } catch (JsonRefused refused) {
      throw new AssertionError(text, refused);
    }
  }

  public static Obj obj(String text) {
    return (Obj) json(text);
  }
}
