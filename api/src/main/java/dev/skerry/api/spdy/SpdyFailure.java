package dev.skerry.api.spdy;

import java.io.IOException;

/// What came is not SPDY/3.1, or goes beyond a bound; the connection ends.
final class SpdyFailure extends IOException {
  private static final long serialVersionUID = 1;

  SpdyFailure(String sentence) {
    super(sentence);
  }

  SpdyFailure(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
