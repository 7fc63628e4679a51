package dev.skerry.api.resource;

import dev.skerry.api.status.Refused;
import dev.skerry.control.write.Refusal;
import dev.skerry.control.write.Request.PatchType;
import dev.skerry.model.decode.BodyText;
import dev.skerry.model.json.JsonRefused;
import dev.skerry.model.json.JsonText;
import java.io.IOException;
import java.util.Optional;

/// Reads request bodies as JSON trees, whatever they were written in.
final class Bodies {
  private static final String PROTOBUF = "application/vnd.kubernetes.protobuf";

  private Bodies() {}

  static JsonText.Parsed read(Ask ask) throws Refused, IOException {
    return read(ask, ask.exchange().body());
  }

  static JsonText.Parsed read(Ask ask, byte[] body) throws Refused {
    String type = ask.exchange().contentType();
    Optional<BodyText> text = BodyText.ofMediaType(type);
    boolean patch = type.endsWith("+json") || type.endsWith("+yaml");
    if (text.isEmpty() || patch) {
      throw unsupported(ask, "application/json, application/yaml, " + PROTOBUF);
    }
    return parse(ask, text.get(), body);
  }

  /// The kind of patch that the content type names.
  static PatchType patchType(Ask ask) throws Refused {
    return switch (ask.exchange().contentType()) {
      case "application/json-patch+json" -> PatchType.JSON;
      case "application/merge-patch+json" -> PatchType.MERGE;
      case "application/strategic-merge-patch+json" -> PatchType.STRATEGIC;
      case "application/apply-patch+yaml" -> PatchType.APPLY;
      default -> throw unsupported(ask, patchTypes(ask));
    };
  }

  private static String patchTypes(Ask ask) {
    String strategic = ask.kind().builtIn() ? ", application/strategic-merge-patch+json" : "";
    return "application/json-patch+json, application/merge-patch+json"
        + strategic
        + ", application/apply-patch+yaml";
  }

  static JsonText.Parsed patch(Ask ask, PatchType type) throws Refused, IOException {
    BodyText text = type == PatchType.APPLY ? BodyText.YAML : BodyText.JSON;
    return parse(ask, text, ask.exchange().body());
  }

  private static JsonText.Parsed parse(Ask ask, BodyText text, byte[] body) throws Refused {
    try {
      return text.parse(body);
    } catch (JsonRefused bad) {
      throw ask.refused(
          reason(bad), "the body is not acceptable " + text + ": " + bad.getMessage());
    }
  }

  private static Refused unsupported(Ask ask, String accepted) {
    return ask.refused(
        Refusal.Reason.UNSUPPORTED_MEDIA_TYPE,
        "the body of the request was in an unknown format - accepted media types include: "
            + accepted);
  }

  static Refusal.Reason reason(JsonRefused refused) {
    return switch (refused.why()) {
      case MALFORMED, TOO_DEEP -> Refusal.Reason.BAD_REQUEST;
      case TOO_LARGE -> Refusal.Reason.REQUEST_ENTITY_TOO_LARGE;
    };
  }
}
