package dev.skerry.api.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Our end of a conversation of messages with one client. Any thread.
public interface Socket {
  /// Sends one binary message; blocks until it is on its way, at most [Bounds#IDLE].
  void send(byte[] message) throws IOException;

  /// Sends one message of text where the two differ, otherwise as [#send].
  default void tell(String text) throws IOException {
    send(text.getBytes(StandardCharsets.UTF_8));
  }

  /// No more is sent; the client is given the time to hear the last of it. May be called twice.
  void close();
}
