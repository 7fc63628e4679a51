package dev.skerry.api.http;

import java.time.Duration;

/// Limits on what a client may send and how long it may be silent. They stand in the manual, in
/// `docs/manual/errors.md`.
public final class Bounds {
  /// Bytes of a request's body, as Kubernetes limits it.
  public static final int BODY_BYTES = 3 * 1024 * 1024;

  /// Bytes of a body that is too large or refused which are still read and thrown away, so that a
  /// client that writes before it reads gets its answer.
  static final int DRAINED_BYTES = 16 * 1024 * 1024;

  /// Bytes of request line and headers together: long exec commands and selectors fit.
  static final int HEADER_BYTES = 64 * 1024;

  /// After this long without a byte a connection is closed; watches and logs are exempt.
  static final Duration IDLE = Duration.ofMinutes(3);

  /// A TLS handshake, and the headers of a request once they began, take no longer.
  static final Duration HEADERS = Duration.ofSeconds(30);

  /// A body may be this much later than [#BODY_BYTES_PER_SECOND] would bring it.
  static final Duration BODY_GRACE = Duration.ofSeconds(30);

  /// The pace a body keeps at least: a 32nd of a link of 256 kbit/s.
  static final long BODY_BYTES_PER_SECOND = 1024;

  /// Connections at once, unless the process may have fewer files open.
  static final int CONNECTIONS = 20_000;

  /// The part of the files the process may have open that connections may take.
  static final double CONNECTIONS_OF_FILES = 0.75;

  /// Answers from this size on are compressed for clients that take gzip, as Kubernetes does.
  static final int GZIP_FROM_BYTES = 128 * 1024;

  /// Bytes collected before a stream is written to the socket without being asked.
  static final int STREAM_BUFFER_BYTES = 32 * 1024;

  private Bounds() {}
}
