package dev.skerry.api.stream;

import dev.skerry.api.http.Socket;
import dev.skerry.api.http.SocketListener;
import dev.skerry.api.http.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/// The bytes of a connection as messages whose bounds mean nothing.
final class WireMessages implements Socket {
  private static final int READ_BYTES = 16 * 1024;

  private final Wire wire;
  private final SocketListener listener;

  WireMessages(Wire wire, SocketListener listener) {
    this.wire = wire;
    this.listener = listener;
  }

  /// Blocks until either side ends.
  void serve() throws IOException {
    try {
      listener.opened(this);
      InputStream in = wire.input();
      var buffer = new byte[READ_BYTES];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        listener.message(ByteBuffer.wrap(buffer, 0, n));
      }
    } finally {
      listener.closed();
    }
  }

  @Override
  public void send(byte[] message) throws IOException {
    wire.output().write(message);
  }

  @Override
  public void close() {
    wire.close();
  }
}
