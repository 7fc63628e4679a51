package dev.skerry.server.relay;

import java.io.IOException;
import java.nio.channels.SocketChannel;

/// How the far end of a line is reached.
public interface Dial {
  /// Blocks as long as the system does.
  SocketChannel connect() throws IOException;
}
