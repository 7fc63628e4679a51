package dev.skerry.server.client;

/// What a person asked for cannot be done. The message is a sentence for them.
public final class Refused extends Exception {
  private static final long serialVersionUID = 1L;

  /// Whose turn it is.
  public enum Kind {
    /// Something is not as it must be; the sentence says what.
    FAILED,
    /// It was asked for in a way that makes no sense.
    USAGE,
    /// This machine lacks something; the sentence says how to get it.
    PREREQUISITE
  }

  private final Kind kind;

  public Refused(String message) {
    this(Kind.FAILED, message);
  }

  public Refused(String message, Throwable cause) {
    super(message, cause);
    this.kind = Kind.FAILED;
  }

  public Refused(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
