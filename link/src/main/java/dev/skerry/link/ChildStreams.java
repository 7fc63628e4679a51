package dev.skerry.link;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// The child's end of streams: opens those its parent asks for and hands them to a handler, each on
/// a thread of its own. Any thread.
public final class ChildStreams {
  /// Where a child dials for a stream; the query is its id.
  static final String PATH = "/skerry/stream";

  /// Streams open at a time; each holds a connection and a thread.
  static final int MAX_OPEN = 64;

  /// Serves a stream.
  public interface Handler {
    /// Blocks as long as the stream is in use; it is closed afterwards.
    ///
    /// @param purpose `api`, and of a node `logs`, `exec`, `attach`, `port`
    /// @param target of what, in the purpose's own words
    void serve(String purpose, String target, ByteStream stream) throws IOException;

    /// Why this is not served, as a sentence; empty when it is.
    Optional<String> objection(String purpose, String target);
  }

  private static final System.Logger LOG = System.getLogger(ChildStreams.class.getName());

  private final ChildLink link;
  private final Handler handler;
  private final Semaphore slots = new Semaphore(MAX_OPEN);
  private final ConcurrentLinkedQueue<ByteStream> open = new ConcurrentLinkedQueue<>();

  public ChildStreams(ChildLink link, Handler handler) {
    this.link = link;
    this.handler = handler;
  }

  /// The parent asked for a stream. Returns at once.
  ///
  /// @param refuse tells the parent why not; called on any thread
  public void asked(String id, String purpose, String target, Consumer<String> refuse) {
    var objection = handler.objection(purpose, target);
    if (objection.isPresent()) {
      refuse.accept(objection.get());
    } else if (!slots.tryAcquire()) {
      refuse.accept(MAX_OPEN + " streams are open already");
    } else {
      Thread.ofVirtual().name("stream-" + purpose).start(() -> dial(id, purpose, target, refuse));
    }
  }

  private void dial(String id, String purpose, String target, Consumer<String> refuse) {
    var settled = new AtomicBoolean();
    Consumer<ByteStream> begin =
        stream -> {
          if (settled.compareAndSet(false, true)) {
            Thread.ofVirtual()
                .name("stream-" + purpose)
                .start(() -> serve(purpose, target, stream));
          } else {
            stream.abort();
          }
        };
    try {
      link.dialer()
          .dial(
              PATH + "?id=" + id, new StreamSocket(begin, () -> {}), ByteStream.MAX_MESSAGE_BYTES);
    } catch (IOException failed) {
      if (settled.compareAndSet(false, true)) {
        slots.release();
        refuse.accept("the child could not connect: " + failed.getMessage());
      }
    }
  }

  private void serve(String purpose, String target, ByteStream stream) {
    open.add(stream);
    try (stream) {
      handler.serve(purpose, target, stream);
      stream.output().close();
    } catch (IOException broken) {
      LOG.log(
          System.Logger.Level.INFO,
          "stream.broken purpose={0} target={1} why={2}",
          purpose,
          target,
          broken.getMessage());
    } finally {
      open.remove(stream);
      slots.release();
    }
  }

  /// How many streams stand or are being dialled.
  public int openNow() {
    return MAX_OPEN - slots.availablePermits();
  }

  /// The link is down: all streams end.
  public void dropped() {
    open.forEach(ByteStream::abort);
  }
}
