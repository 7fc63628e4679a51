package dev.skerry.model.decode;

import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonRefused;
import dev.skerry.model.json.JsonText;
import java.util.Locale;
import java.util.Optional;

/// A request's body as its `Content-Type` says it is written.
public enum BodyText {
  JSON,
  YAML;

  /// By media type, parameters and suffixes aside: `application/apply-patch+yaml` is YAML. Empty
  /// for what is neither; no media type at all counts as JSON, as in Kubernetes.
  public static Optional<BodyText> ofMediaType(String contentType) {
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (type.isEmpty() || type.equals("application/json") || type.endsWith("+json")) {
      return Optional.of(JSON);
    }
    boolean yaml =
        type.equals("application/yaml")
            || type.equals("application/x-yaml")
            || type.equals("text/yaml")
            || type.endsWith("+yaml");
    return yaml ? Optional.of(YAML) : Optional.empty();
  }

  /// One value within the limits of a request, and the paths of its duplicate keys.
  public JsonText.Parsed parse(byte[] text) throws JsonRefused {
    return switch (this) {
      case JSON -> JsonText.parse(text, JsonLimits.REQUEST);
      case YAML -> YamlText.parse(text, JsonLimits.REQUEST);
    };
  }
}
