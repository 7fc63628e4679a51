package dev.skerry.model.json;

/// A text is not acceptable JSON: it is malformed, too deep or too large. The message is a sentence
/// for the person who sent it.
public final class JsonRefused extends Exception {
  private static final long serialVersionUID = 1;

  /// Why, in the terms a caller may act on.
  public enum Why {
    MALFORMED,
    TOO_DEEP,
    TOO_LARGE
  }

  private final Why why;

  public JsonRefused(Why why, String message) {
    super(message);
    this.why = why;
  }

  public Why why() {
    return why;
  }
}
