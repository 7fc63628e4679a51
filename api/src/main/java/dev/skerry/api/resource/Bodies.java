package dev.skerry.api.resource;

import dev.skerry.api.body.RequestBody;
import dev.skerry.api.status.Refused;
import dev.skerry.control.write.Request.PatchType;
import dev.skerry.model.decode.BodyText;
import dev.skerry.model.json.JsonText;
import java.io.IOException;

/// Which form a patch has.
final class Bodies {
  private Bodies() {}

  /// The kind of patch that the content type names.
  static PatchType patchType(Ask ask) throws Refused {
    return switch (ask.exchange().contentType()) {
      case "application/json-patch+json" -> PatchType.JSON;
      case "application/merge-patch+json" -> PatchType.MERGE;
      case "application/strategic-merge-patch+json" -> PatchType.STRATEGIC;
      case "application/apply-patch+yaml" -> PatchType.APPLY;
      default -> throw RequestBody.unsupported(patchTypes(ask));
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
    return RequestBody.parse(text, ask.exchange().body());
  }
}
