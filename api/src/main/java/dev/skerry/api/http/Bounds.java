package dev.skerry.api.http;

import java.time.Duration;

/// Limits on what a client may send and how long it may be silent.
public final class Bounds {
  /// Bytes of a request's body, as Kubernetes limits it.
  public static final int BODY_BYTES = 3 * 1024 * 1024;

  /// Bytes of a body that is too large which are still read and thrown away, so that a client that
  /// writes before it reads gets its answer.
  static final int DRAINED_BYTES = 16 * 1024 * 1024;

  /// Bytes of request line and headers together: long exec commands and selectors fit.
  static final int HEADER_BYTES = 64 * 1024;

  /// After this long without a byte a connection is closed; watches and logs are exempt.
  static final Duration IDLE = Duration.ofMinutes(3);

  /// Answers from this size on are compressed for clients that take gzip, as Kubernetes does.
  static final int GZIP_FROM_BYTES = 128 * 1024;

  /// Bytes collected before a stream is written to the socket without being asked.
  static final int STREAM_BUFFER_BYTES = 32 * 1024;

  private Bounds() {}
}
