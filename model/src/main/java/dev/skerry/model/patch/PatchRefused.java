package dev.skerry.model.patch;

/// Carries a refusal out of a recursion to the patch's entrance; never leaves this package.
final class PatchRefused extends Exception {
  private static final long serialVersionUID = 1;

  private final transient PatchOutcome.Refused refusal;

  private PatchRefused(PatchOutcome.Refused refusal) {
    super(refusal.sentence(), null, false, false);
    this.refusal = refusal;
  }

  static PatchRefused malformed(String path, String sentence) {
    return of(PatchOutcome.Reason.MALFORMED, path, sentence);
  }

  static PatchRefused notApplicable(String path, String sentence) {
    return of(PatchOutcome.Reason.NOT_APPLICABLE, path, sentence);
  }

  static PatchRefused tooLarge(String path, String sentence) {
    return of(PatchOutcome.Reason.TOO_LARGE, path, sentence);
  }

  private static PatchRefused of(PatchOutcome.Reason reason, String path, String sentence) {
    return new PatchRefused(new PatchOutcome.Refused(reason, path, sentence));
  }

  PatchOutcome.Refused refusal() {
    return refusal;
  }
}
