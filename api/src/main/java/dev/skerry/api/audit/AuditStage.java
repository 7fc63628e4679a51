package dev.skerry.api.audit;

import java.util.Arrays;
import java.util.Optional;

/// When a line is written.
enum AuditStage {
  REQUEST_RECEIVED("RequestReceived"),
  /// Only of what goes on for long: watches, followed logs, streams.
  RESPONSE_STARTED("ResponseStarted"),
  RESPONSE_COMPLETE("ResponseComplete"),
  PANIC("Panic");

  private final String word;

  AuditStage(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  static Optional<AuditStage> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
  }
}
