package dev.skerry.api.http;

import java.time.Duration;

/// How long a client may take. Times of this machine, elapsed.
///
/// @param idle without a byte
/// @param headers for a handshake, and for the headers of one request
/// @param body beyond what the least pace, [Bounds#BODY_BYTES_PER_SECOND], allows
public record Patience(Duration idle, Duration headers, Duration body) {
  public static final Patience DEFAULT =
      new Patience(Bounds.IDLE, Bounds.HEADERS, Bounds.BODY_GRACE);
}
