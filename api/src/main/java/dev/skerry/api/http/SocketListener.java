package dev.skerry.api.http;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Hears one conversation of messages. They come one at a time, in order, on virtual threads; the
/// next waits until this one is taken.
public interface SocketListener {
  /// Once, first. Returns at once.
  void opened(Socket socket);

  /// @param bytes good until this returns
  /// @throws IOException ends the connection
  void message(ByteBuffer bytes) throws IOException;

  /// Once, last, however it ended.
  void closed();
}
