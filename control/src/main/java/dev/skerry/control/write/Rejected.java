package dev.skerry.control.write;

import java.io.Serial;
import java.util.List;

/// Carries a refusal out of the depth of a judgement to its entrance; never leaves this package.
final class Rejected extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final transient Refusal refusal;

  Rejected(Refusal refusal) {
    super(refusal.message(), null, false, false);
    this.refusal = refusal;
  }

  Refusal refusal() {
    return refusal;
  }

  static Rejected because(Case about, Refusal.Reason reason, String message) {
    return new Rejected(
        new Refusal(reason, message, about.kind().groupKind(), about.key().name(), List.of()));
  }

  /// 422 with what is wrong, field by field, worded as Kubernetes does.
  static Rejected invalid(Case about, List<Refusal.Cause> causes) {
    String detail =
        causes.size() == 1
            ? causes.getFirst().field() + ": " + causes.getFirst().message()
            : causes.stream().map(c -> c.field() + ": " + c.message()).toList().toString();
    String message =
        about.kind().kind()
            + suffix(about.kind().group())
            + " \""
            + about.key().name()
            + "\" is invalid: "
            + detail;
    return new Rejected(
        new Refusal(
            Refusal.Reason.INVALID, message, about.kind().groupKind(), about.key().name(), causes));
  }

  private static String suffix(String group) {
    return group.isEmpty() ? "" : "." + group;
  }

  static Rejected invalid(Case about, String field, String message) {
    return invalid(about, List.of(new Refusal.Cause("FieldValueInvalid", message, field)));
  }
}
