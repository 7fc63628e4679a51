package dev.skerry.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Bytes both ways over a connection of its own. Reading and writing block; a reader and a writer
/// may be two threads. Nothing is read ahead but one message, so a slow reader slows the writer.
/// When the link itself goes, reads and writes fail within [#SILENCE].
public final class ByteStream implements AutoCloseable {
  /// A message carries at most this much, bytes: it delays what shares the line by 1 s at 256
  /// kbit/s.
  static final int MAX_CHUNK_BYTES = 32 * 1024;

  static final int MAX_MESSAGE_BYTES = MAX_CHUNK_BYTES + 1;

  /// Each end says that often that it is there.
  static final Duration KEEPALIVE = Duration.ofSeconds(20);

  /// A reader gives up when not even that came.
  static final Duration SILENCE = Duration.ofSeconds(65);

  /// A waiting reader looks that often whether the stream was cut.
  private static final Duration LOOK = Duration.ofMillis(200);

  private static final byte DATA = 0;
  private static final byte END = 1;
  private static final byte ALIVE = 2;

  private final Socket socket;
  private final Object sending = new Object();
  private final BlockingQueue<byte[]> arrived = new ArrayBlockingQueue<>(1);
  private final AtomicBoolean ended = new AtomicBoolean();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile long heardNanos = System.nanoTime();
  private final InputStream input = new Input();
  private final OutputStream output = new Output();

  ByteStream(Socket socket) {
    this.socket = socket;
    Thread.ofVirtual().name("stream-keepalive").start(this::keepAlive);
  }

  /// Ends after the other end closed its output; fails when the connection breaks before.
  public InputStream input() {
    return input;
  }

  /// Closing it tells the other end that no more comes; reading goes on.
  public OutputStream output() {
    return output;
  }

  /// Ends both directions.
  @Override
  public void close() {
    if (ended.compareAndSet(false, true)) {
      over.countDown();
      socket.close("the stream is done");
    }
  }

  /// Cuts the connection.
  void abort() {
    if (ended.compareAndSet(false, true)) {
      over.countDown();
      socket.abort();
    }
  }

  /// The socket is gone.
  void lost() {
    if (ended.compareAndSet(false, true)) {
      over.countDown();
    }
  }

  /// Waits until neither direction goes on, however that came.
  public void awaitEnd() throws InterruptedException {
    over.await();
  }

  /// A message came. The next is let in when the bytes of this one are read.
  void message(byte[] message) {
    heardNanos = System.nanoTime();
    if (message.length > 0 && message[0] == ALIVE) {
      socket.demand();
    } else if (!arrived.offer(message)) {
      abort();
    }
  }

  private void keepAlive() {
    try {
      while (!over.await(KEEPALIVE.toMillis(), TimeUnit.MILLISECONDS)) {
        send(new byte[] {ALIVE});
      }
    } catch (IOException broken) {
      abort();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(byte[] message) throws IOException {
    synchronized (sending) {
      if (ended.get()) {
        throw new LinkFailure("the stream is closed");
      }
      socket.send(message);
    }
  }

  private final class Input extends InputStream {
    private byte[] chunk = {};
    private int at;
    private boolean finished;

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      while (at == chunk.length) {
        if (finished) {
          return -1;
        }
        next();
      }
      int taken = Math.min(length, chunk.length - at);
      System.arraycopy(chunk, at, into, offset, taken);
      at += taken;
      return taken;
    }

    private void next() throws IOException {
      byte[] message = poll();
      if (message.length > 0 && message[0] == END) {
        finished = true;
      } else if (message.length > 0 && message[0] == DATA) {
        chunk = Arrays.copyOfRange(message, 1, message.length);
        at = 0;
      } else {
        abort();
        throw new LinkFailure("the other end sent what is no part of a stream");
      }
      socket.demand();
    }

    private byte[] poll() throws IOException {
      heardNanos = System.nanoTime();
      try {
        while (System.nanoTime() - heardNanos < SILENCE.toNanos()) {
          boolean cut = ended.get();
          byte[] message = arrived.poll(cut ? 0 : LOOK.toMillis(), TimeUnit.MILLISECONDS);
          if (message != null) {
            return message;
          }
          if (cut) {
            throw new LinkFailure("the stream was cut");
          }
        }
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while reading a stream");
      }
      abort();
      throw new LinkFailure("nothing was heard for " + SILENCE.toSeconds() + " s");
    }

    @Override
    public void close() {
      ByteStream.this.close();
    }
  }

  private final class Output extends OutputStream {
    private boolean finished;

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      if (finished) {
        throw new LinkFailure("this end of the stream is closed");
      }
      for (int done = 0; done < length; done += MAX_CHUNK_BYTES) {
        int taken = Math.min(MAX_CHUNK_BYTES, length - done);
        var message = new byte[taken + 1];
        message[0] = DATA;
        System.arraycopy(from, offset + done, message, 1, taken);
        send(message);
      }
    }

    @Override
    public void close() throws IOException {
      if (!finished) {
        finished = true;
        send(new byte[] {END});
      }
    }
  }
}
