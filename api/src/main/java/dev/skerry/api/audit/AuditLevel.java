package dev.skerry.api.audit;

import java.util.Arrays;
import java.util.Optional;

/// How much of a request is told, each level with all of the one before.
public enum AuditLevel {
  NONE("None"),
  METADATA("Metadata"),
  /// With the object that was sent.
  REQUEST("Request"),
  /// With the object that was answered.
  REQUEST_RESPONSE("RequestResponse");

  private final String word;

  AuditLevel(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  static Optional<AuditLevel> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
  }
}
