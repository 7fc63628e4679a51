package dev.skerry.node.driver;

/// A driver could not do what was asked; asking again is allowed, every call is idempotent.
public final class DriverFailure extends Exception {
  private static final long serialVersionUID = 1;

  private final String reason;

  /// @param reason one CamelCase word for conditions and events, such as `RuntimeFailed`
  public DriverFailure(String reason, String message) {
    super(message);
    this.reason = reason;
  }

  public DriverFailure(String reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }
}
