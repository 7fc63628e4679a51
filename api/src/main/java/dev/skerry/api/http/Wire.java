package dev.skerry.api.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/// A connection after HTTP: its two ends agreed on another protocol, and its bytes are plain. One
/// thread reads, any writes; both block, and neither direction is taken from faster than it is
/// used. It is closed when its user returns.
public final class Wire extends AbstractConnection implements Connection.UpgradeTo {
  private static final System.Logger LOG = System.getLogger(Wire.class.getName());
  private static final int READ_BYTES = 16 * 1024;

  /// Uses the connection until its end.
  public interface User {
    void use(Wire wire) throws IOException, InterruptedException;

    /// Has something done when it has ended, however it did.
    default User then(Runnable ending) {
      return wire -> {
        try {
          use(wire);
        } finally {
          ending.run();
        }
      };
    }
  }

  private final User user;
  private final ByteBuffer filled = BufferUtil.allocate(READ_BYTES);
  private final InputStream input = new Input();
  private final OutputStream output = new Output();
  private Optional<ByteBuffer> early = Optional.empty();

  Wire(EndPoint end, Executor executor, User user) {
    super(end, executor);
    this.user = user;
  }

  /// What the client sent behind its request.
  @Override
  public void onUpgradeTo(ByteBuffer buffer) {
    early = Optional.of(buffer);
  }

  @Override
  public void onOpen() {
    super.onOpen();
    getEndPoint().setIdleTimeout(0);
    Thread.ofVirtual().name("wire").start(this::run);
  }

  private void run() {
    try {
      user.use(this);
    } catch (IOException gone) {
      LOG.log(System.Logger.Level.DEBUG, "WireEnds {0}", gone.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      close();
    }
  }

  /// Nobody is called when there is something: readers wait for it themselves.
  @Override
  public void onFillable() {}

  public InputStream input() {
    return input;
  }

  /// A client that takes nothing for [Bounds#IDLE] is given up.
  public OutputStream output() {
    return output;
  }

  private final class Input extends InputStream {
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
      ByteBuffer from = early.filter(ByteBuffer::hasRemaining).orElse(filled);
      while (!from.hasRemaining()) {
        BufferUtil.clear(filled);
        int count = getEndPoint().fill(filled);
        if (count < 0) {
          return -1;
        }
        if (count == 0) {
          var arrived = new Callback.Completable();
          getEndPoint().fillInterested(arrived);
          await(arrived, Long.MAX_VALUE);
        }
      }
      int taken = Math.min(length, from.remaining());
      from.get(into, offset, taken);
      return taken;
    }
  }

  private final class Output extends OutputStream {
    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
      var sent = new Callback.Completable();
      getEndPoint().write(sent, ByteBuffer.wrap(bytes, offset, length));
      try {
        await(sent, Bounds.IDLE.toMillis());
      } catch (IOException gone) {
        getEndPoint().close();
        throw gone;
      }
    }
  }

  private static void await(Callback.Completable done, long millis) throws IOException {
    try {
      Object _ = done.get(millis, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException gone) {
      throw new IOException("the client is gone", gone);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the client");
    }
  }
}
