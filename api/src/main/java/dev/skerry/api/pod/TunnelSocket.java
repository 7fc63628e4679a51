package dev.skerry.api.pod;

import dev.skerry.api.http.Socket;
import dev.skerry.api.http.SocketListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// The bytes of a connection inside the messages of a WebSocket, whose bounds mean nothing. One
/// message waits for its reader, so a client is taken from no faster than it is served.
final class TunnelSocket implements SocketListener {
  private static final System.Logger LOG = System.getLogger(TunnelSocket.class.getName());

  /// A waiting end looks that often whether the client is gone.
  private static final long LOOK_MILLIS = 100;

  /// Uses the connection until its end.
  interface User {
    void use(InputStream in, OutputStream out) throws IOException, InterruptedException;
  }

  private final User user;
  private final BlockingQueue<byte[]> arrived = new ArrayBlockingQueue<>(1);
  private volatile boolean over;

  TunnelSocket(User user) {
    this.user = user;
  }

  @Override
  public void opened(Socket socket) {
    Thread.ofVirtual().name("tunnel").start(() -> run(socket));
  }

  private void run(Socket socket) {
    try {
      user.use(new Input(), new Output(socket));
    } catch (IOException broken) {
      LOG.log(System.Logger.Level.DEBUG, "TunnelEnds {0}", broken.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      over = true;
      socket.close();
    }
  }

  @Override
  public void message(ByteBuffer bytes) throws IOException {
    var message = new byte[bytes.remaining()];
    bytes.get(message);
    try {
      while (!arrived.offer(message, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        if (over) {
          throw new IOException("the tunnel is closed");
        }
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped", stopping);
    }
  }

  @Override
  public void closed() {
    over = true;
  }

  private final class Input extends InputStream {
    private byte[] message = {};
    private int at;

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      while (at == message.length) {
        boolean last = over;
        byte[] next = poll(last);
        if (next.length > 0) {
          message = next;
          at = 0;
        } else if (last) {
          return -1;
        }
      }
      int taken = Math.min(length, message.length - at);
      System.arraycopy(message, at, into, offset, taken);
      at += taken;
      return taken;
    }

    private byte[] poll(boolean last) throws IOException {
      try {
        byte[] next = arrived.poll(last ? 0 : LOOK_MILLIS, TimeUnit.MILLISECONDS);
        return next == null ? new byte[0] : next;
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while reading a tunnel");
      }
    }
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
