package dev.skerry.content.image;

/// A name, manifest, config or archive is not one that can be taken. The message is a sentence for
/// whoever brought it.
public final class ImageRefused extends Exception {
  private static final long serialVersionUID = 1;

  /// Why, in the terms a caller may act on; the names are stable.
  public enum Why {
    INVALID_NAME,
    INVALID_MANIFEST,
    INVALID_CONFIG,
    INVALID_ARCHIVE,
    INVALID_BUILD,
    /// Building needs something that this machine lacks; the sentence says what.
    PREREQUISITE,
    /// The image is for other machines.
    NO_SUCH_PLATFORM,
    /// A manifest names a blob that is not here.
    BLOB_UNKNOWN
  }

  private final Why why;

  public ImageRefused(Why why, String message) {
    super(message);
    this.why = why;
  }

  public ImageRefused(Why why, String message, Throwable cause) {
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
