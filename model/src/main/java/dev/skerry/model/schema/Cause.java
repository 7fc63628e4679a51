package dev.skerry.model.schema;

/// One thing that is wrong with a value, in the terms of a Kubernetes `Status` (`details.causes`).
///
/// @param field path of the value, such as `spec.replicas`
/// @param message without the path: `Invalid value: -1: must be greater than or equal to 0`
public record Cause(Reason reason, String field, String message) {
  /// Stable; clients compare them.
  public enum Reason {
    REQUIRED("FieldValueRequired"),
    INVALID("FieldValueInvalid"),
    NOT_SUPPORTED("FieldValueNotSupported"),
    TYPE_INVALID("FieldValueTypeInvalid"),
    DUPLICATE("FieldValueDuplicate"),
    TOO_LONG("FieldValueTooLong"),
    TOO_MANY("FieldValueTooMany"),
    FORBIDDEN("FieldValueForbidden");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    /// As it stands in a `Status`.
    public String text() {
      return text;
    }
  }

  public static Cause required(FieldPath field, String detail) {
    String message = detail.isEmpty() ? "Required value" : "Required value: " + detail;
    return new Cause(Reason.REQUIRED, field.toString(), message);
  }

  /// @param shown the offending value as JSON
  public static Cause invalid(FieldPath field, String shown, String detail) {
    return new Cause(
        Reason.INVALID, field.toString(), "Invalid value: " + shortened(shown) + ": " + detail);
  }

  /// Long values would drown the sentence.
  private static String shortened(String shown) {
    return shown.length() <= 200 ? shown : shown.substring(0, 200) + "…";
  }

  /// `spec.replicas: Invalid value: …`.
  @Override
  public String toString() {
    return field + ": " + message;
  }
}
