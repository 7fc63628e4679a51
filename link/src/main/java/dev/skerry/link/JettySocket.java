package dev.skerry.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;

/// The parent's end of a WebSocket, in Jetty.
final class JettySocket implements Socket {
  private final Session session;
  private final CountDownLatch over;

  /// @param over opens when the connection is closed
  JettySocket(Session session, CountDownLatch over) {
    this.session = session;
    this.over = over;
  }

  @Override
  public void send(byte[] message) throws IOException {
    var outcome = new Outcome();
    session.sendBinary(ByteBuffer.wrap(message), outcome.callback());
    outcome.await(SEND_TIMEOUT);
  }

  @Override
  public void demand() {
    session.demand();
  }

  @Override
  public void close(String sentence) {
    var outcome = new Outcome();
    session.close(StatusCode.NORMAL, sentence, outcome.callback());
    try {
      outcome.await(CLOSE_TIMEOUT);
      boolean _ = over.await(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (IOException unheard) {
      over.countDown();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    session.disconnect();
  }

  @Override
  public void abort() {
    session.disconnect();
  }

  /// Turns Jetty's callback into blocking.
  private static final class Outcome {
    private final BlockingQueue<Optional<Throwable>> result = new ArrayBlockingQueue<>(1);

    Callback callback() {
      return Callback.from(
          () -> result.add(Optional.empty()), cause -> result.add(Optional.of(cause)));
    }

    void await(Duration limit) throws IOException {
      try {
        Optional<Throwable> told = result.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (told == null) {
          throw new LinkFailure("nothing left for " + limit.toSeconds() + " s");
        }
        if (told.isPresent()) {
          throw new LinkFailure("sending failed: " + told.get().getMessage(), told.get());
        }
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new LinkFailure("interrupted", stopped);
      }
    }
  }
}
