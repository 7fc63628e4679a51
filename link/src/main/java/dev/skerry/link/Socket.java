package dev.skerry.link;

import java.io.IOException;
import java.time.Duration;

/// A WebSocket connection, whichever library carries it. Binary messages only. Any thread, but one
/// at a time for [#send].
interface Socket {
  /// How long one message may take to leave; a connection that swallows bytes without taking them
  /// off the wire ends so.
  Duration SEND_TIMEOUT = Duration.ofSeconds(60);

  /// How long an orderly end may take before the connection is cut.
  Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  /// Blocks until the message left for the operating system, at most [#SEND_TIMEOUT].
  void send(byte[] message) throws IOException;

  /// Lets one more message come.
  void demand();

  /// Says why, waits for the other end's answer, and ends; blocks at most twice [#CLOSE_TIMEOUT].
  void close(String sentence);

  /// Ends at once, without a word.
  void abort();

  /// Who hears of a socket. One call at a time, in order.
  interface Listener {
    void opened(Socket socket);

    /// The next message comes only after [Socket#demand].
    void message(byte[] message);

    /// Last; may come twice, and without [#opened].
    void closed(String why);
  }
}
