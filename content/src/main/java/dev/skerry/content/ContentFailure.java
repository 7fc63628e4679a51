package dev.skerry.content;

import java.io.IOException;

/// The bytes could not be kept or given. The message is a sentence that says what, which one and
/// what next.
public final class ContentFailure extends IOException {
  private static final long serialVersionUID = 1;

  /// Why, in the terms a caller may act on.
  public enum Why {
    /// No such blob here.
    MISSING,
    /// The blob here was not what its name says; it is removed, fetch it again.
    DAMAGED,
    /// The uploaded bytes are not what was promised; the upload is dropped, begin again.
    MISMATCH,
    /// The append does not start where the upload ends.
    WRONG_OFFSET,
    /// Somebody else has this upload open.
    BUSY,
    /// No room; nothing was stored, what was there stays readable, try again after freeing space.
    FULL,
    /// More bytes than are ever taken.
    TOO_LARGE,
    /// More uploads or names at once than are ever kept; finish or remove some.
    TOO_MANY,
    /// The bytes stopped coming from where they come from; what came is kept, go on from there.
    CUT,
    /// The device or file system failed.
    IO
  }

  private final Why why;

  public ContentFailure(Why why, String message) {
    super(message);
    this.why = why;
  }

  public ContentFailure(Why why, String message, Throwable cause) {
    super(message, cause);
    this.why = why;
  }

  public Why why() {
    return why;
  }

  /// The message, for the person who asked.
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
