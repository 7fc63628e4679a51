package dev.skerry.link;

import java.io.IOException;

/// A connection or stream could not be opened, or broke; the message is a sentence.
public final class LinkFailure extends IOException {
  private static final long serialVersionUID = 1;

  public LinkFailure(String message) {
    super(message);
  }

  public LinkFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
