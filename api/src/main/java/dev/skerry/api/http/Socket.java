package dev.skerry.api.http;

import java.io.IOException;

/// Our end of a conversation of messages with one client. Any thread.
public interface Socket {
  /// Sends one binary message; blocks until it is on its way, at most [Bounds#IDLE].
  void send(byte[] message) throws IOException;

  /// No more is sent; the client is given the time to hear the last of it. May be called twice.
  void close();
}
