package dev.skerry.api.resource;

import dev.skerry.api.status.Refused;
import dev.skerry.control.write.Refusal;
import dev.skerry.model.decode.YamlText;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonRefused;
import dev.skerry.model.json.JsonText;
import java.io.IOException;

/// Reads request bodies as JSON trees, whatever they were written in.
final class Bodies {
  private Bodies() {}

  static JsonText.Parsed read(Ask ask) throws Refused, IOException {
    return read(ask, ask.exchange().body());
  }

  static JsonText.Parsed read(Ask ask, byte[] body) throws Refused {
    return switch (ask.exchange().contentType()) {
      case "application/json", "" -> json(ask, body);
      case "application/yaml", "application/x-yaml", "text/yaml" -> yaml(ask, body);
      default -> throw unknown(ask, "application/json, application/yaml");
    };
  }

  static Refused unknown(Ask ask, String accepted) {
    return ask.refused(
        Refusal.Reason.UNSUPPORTED_MEDIA_TYPE,
        "the body of the request was in an unknown format - accepted media types include: "
            + accepted);
  }

  /// An apply patch may be written in YAML, of which JSON is a part.
  static JsonText.Parsed yaml(Ask ask, byte[] body) throws Refused {
    try {
      return YamlText.parse(body, JsonLimits.REQUEST);
    } catch (JsonRefused bad) {
      throw ask.refused(reason(bad), "the body is not acceptable YAML: " + bad.getMessage());
    }
  }

  static JsonText.Parsed json(Ask ask, byte[] body) throws Refused {
    try {
      return JsonText.parse(body, JsonLimits.REQUEST);
    } catch (JsonRefused bad) {
      throw ask.refused(reason(bad), "the body is not acceptable JSON: " + bad.getMessage());
    }
  }

  static Refusal.Reason reason(JsonRefused refused) {
    return switch (refused.why()) {
      case MALFORMED, TOO_DEEP -> Refusal.Reason.BAD_REQUEST;
      case TOO_LARGE -> Refusal.Reason.REQUEST_ENTITY_TOO_LARGE;
    };
  }
}
