package dev.skerry.sync.frame;

/// The other end broke the protocol; the message is a sentence for the log of both ends. Nothing of
/// the frame was taken over.
public final class Violation extends Exception {
  private static final long serialVersionUID = 1;

  /// Quotes of what the other end sent are cut here, so that the sentence fits a `Bye`.
  private static final int MAX_CHARS = Bounds.MAX_WORDS / 2;

  private final CloseReason reason;

  /// @param sentence may quote what came; control characters in it are replaced
  public Violation(CloseReason reason, String sentence) {
    super(plain(sentence));
    this.reason = reason;
  }

  private static String plain(String sentence) {
    String cut = sentence.length() > MAX_CHARS ? sentence.substring(0, MAX_CHARS) + "…" : sentence;
    return cut.replaceAll("\\p{Cntrl}", "?");
  }

  public CloseReason reason() {
    return reason;
  }

  public String sentence() {
    return String.valueOf(getMessage());
  }
}
