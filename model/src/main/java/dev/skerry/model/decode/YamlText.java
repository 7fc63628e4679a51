package dev.skerry.model.decode;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonRefused;
import dev.skerry.model.json.JsonRefused.Why;
import dev.skerry.model.json.JsonText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// YAML to JSON trees, read as `sigs.k8s.io/yaml` reads it: YAML 1.1 words and numbers (`yes` is
/// true, `0644` is 420), keys as text, merge keys (`<<`), duplicate keys reported and the last one
/// kept. Stateless; any thread.
public final class YamlText {
  /// Documents in one file; a fleet's worth of manifests fits.
  public static final int MAX_DOCUMENTS = 10_000;

  private YamlText() {}

  /// The only document of a text; an empty text and a second document are refused.
  public static JsonText.Parsed parse(byte[] text, JsonLimits limits) throws JsonRefused {
    List<JsonText.Parsed> documents = documents(text, limits);
    if (documents.isEmpty()) {
      throw new JsonRefused(Why.MALFORMED, "the text is empty");
    }
    if (documents.size() > 1) {
      throw new JsonRefused(Why.MALFORMED, "the text holds " + documents.size() + " documents");
    }
    return documents.getFirst();
  }

  /// Every document that holds something, in order.
  public static List<JsonText.Parsed> documents(byte[] text, JsonLimits limits) throws JsonRefused {
    if (text.length > limits.maxBytes()) {
      throw new JsonRefused(
          Why.TOO_LARGE,
          "the text has " + text.length + " bytes, the limit is " + limits.maxBytes());
    }
    var settings =
        LoadSettings.builder().setCodePointLimit(limits.maxBytes()).setParseComments(false).build();
    try {
      return documents(new Parse(settings).parseString(decoded(text)).iterator(), limits);
    } catch (YamlEngineException bad) {
      throw new JsonRefused(Why.MALFORMED, "the YAML does not parse: " + oneLine(bad));
    } catch (StackOverflowError deep) {
      throw new JsonRefused(Why.TOO_DEEP, "the text nests too deep");
    }
  }

  private static List<JsonText.Parsed> documents(Iterator<Event> events, JsonLimits limits)
      throws JsonRefused {
    var documents = new ArrayList<JsonText.Parsed>();
    while (events.hasNext()) {
      if (events.next().getEventId() != Event.ID.DocumentStart) {
        continue;
      }
      if (documents.size() == MAX_DOCUMENTS) {
        throw new JsonRefused(Why.TOO_LARGE, "the text holds over " + MAX_DOCUMENTS + " documents");
      }
      var document = new YamlDocument(events, limits.maxDepth()).read();
      if (!(document.value() instanceof Json.Null)) {
        documents.add(document);
      }
    }
    return documents;
  }

  private static String decoded(byte[] text) throws JsonRefused {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
    } catch (CharacterCodingException bad) {
      throw new JsonRefused(Why.MALFORMED, "the text is not UTF-8");
    }
  }

  private static String oneLine(YamlEngineException bad) {
    String message = String.valueOf(bad.getMessage());
    return message.lines().map(String::strip).limit(4).reduce((a, b) -> a + " " + b).orElse("");
  }
}
