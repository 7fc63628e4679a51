package dev.skerry.api.pod;

import dev.skerry.api.http.Pieces;
import dev.skerry.api.http.Socket;
import dev.skerry.api.http.SocketListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/// The bytes of a connection inside the messages of a WebSocket, whose bounds mean nothing. One
/// message waits for its reader, so a client is taken from no faster than it is served.
final class TunnelSocket implements SocketListener {
  private static final System.Logger LOG = System.getLogger(TunnelSocket.class.getName());

  /// Uses the connection until its end.
  interface User {
    void use(InputStream in, OutputStream out) throws IOException, InterruptedException;
  }

  private final User user;
  private final Pieces arrived = new Pieces(1);

  TunnelSocket(User user) {
    this.user = user;
  }

  @Override
  public void opened(Socket socket) {
    Thread.ofVirtual().name("tunnel").start(() -> run(socket));
  }

  private void run(Socket socket) {
    try {
      user.use(arrived, new Output(socket));
    } catch (IOException broken) {
      LOG.log(System.Logger.Level.DEBUG, "TunnelEnds {0}", broken.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      arrived.end();
      socket.close();
    }
  }

  @Override
  public void message(ByteBuffer bytes) throws IOException {
    var message = new byte[bytes.remaining()];
    bytes.get(message);
    try {
      if (!arrived.put(message, Long.MAX_VALUE)) {
        throw new IOException("the tunnel is closed");
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped", stopping);
    }
  }

  @Override
  public void closed() {
    arrived.end();
  }

  private static final class Output extends OutputStream {
    private final Socket socket;

    Output(Socket socket) {
      this.socket = socket;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      var message = new byte[length];
      System.arraycopy(bytes, offset, message, 0, length);
      socket.send(message);
    }
  }
}
