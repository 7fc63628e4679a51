package dev.skerry.api.status;

import dev.skerry.control.write.Refusal;

/// Carries a refusal out of a handler to where the answer is written.
public final class Refused extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Refusal refusal;

  public Refused(Refusal refusal) {
    super(refusal.message(), null, false, false);
    this.refusal = refusal;
  }

  public static Refused because(Refusal.Reason reason, String message) {
    return new Refused(Refusal.of(reason, message));
  }

  public Refusal refusal() {
    return refusal;
  }
}
