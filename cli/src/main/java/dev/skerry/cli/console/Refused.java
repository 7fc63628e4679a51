package dev.skerry.cli.console;

/// The command cannot do what was asked. The message is a sentence for a person.
public final class Refused extends Exception {
  private static final long serialVersionUID = 1L;

  /// What the exit code says (the interface of the command).
  public enum Kind {
    FAILED(1),
    USAGE(2),
    PREREQUISITE(3);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }

    public int exitCode() {
      return exitCode;
    }
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
