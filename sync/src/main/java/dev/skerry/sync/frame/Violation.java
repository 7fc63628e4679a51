package dev.skerry.sync.frame;

/// The other end broke the protocol; the message is a sentence for the log of both ends. Nothing of
/// the frame was taken over.
public final class Violation extends Exception {
  private static final long serialVersionUID = 1;

  private final CloseReason reason;

  public Violation(CloseReason reason, String sentence) {
    super(sentence);
    this.reason = reason;
  }

  public CloseReason reason() {
    return reason;
  }

  public String sentence() {
    return String.valueOf(getMessage());
  }
}
