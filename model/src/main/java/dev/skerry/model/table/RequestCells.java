package dev.skerry.model.table;

import dev.skerry.model.json.Obj;
import dev.skerry.model.unit.DurationText;
import java.time.Duration;
import java.util.OptionalLong;

/// Cells of CertificateSigningRequests.
final class RequestCells {
  private RequestCells() {}

  static String duration(Obj request) {
    OptionalLong seconds = request.integer("spec", "expirationSeconds");
    return seconds.isPresent() ? DurationText.human(Duration.ofSeconds(seconds.getAsLong())) : "";
  }

  /// Denied is the stronger word.
  static String condition(Obj request) {
    String word =
        has(request, "Denied") ? "Denied" : has(request, "Approved") ? "Approved" : "Pending";
    String failed = has(request, "Failed") ? ",Failed" : "";
    return word + failed + (request.text("status", "certificate").isEmpty() ? "" : ",Issued");
  }

  private static boolean has(Obj request, String type) {
    return request.items("status", "conditions").stream()
        .anyMatch(condition -> condition.text("type").equals(type));
  }
}
