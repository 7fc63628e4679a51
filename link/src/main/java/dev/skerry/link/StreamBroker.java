package dev.skerry.link;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.eclipse.jetty.server.Request;

/// The parent's end of streams: asks a child to open one and waits for it. Any thread.
public final class StreamBroker {
  /// Streams asked for and not yet open, over all children; each holds a waiting thread.
  static final int MAX_WAITING = 1024;

  /// Says `OpenStream` to a child over its session.
  public interface Asker {
    /// False when the child is not connected.
    boolean ask(String child, String id, String purpose, String target);
  }

  private sealed interface Answer {
    record Opened(ByteStream stream) implements Answer {}

    record Denied(String sentence) implements Answer {}
  }

  private record Waiting(String child, BlockingQueue<Answer> answer) {}

  private record Open(String child, ByteStream stream) {}

  private final Asker asker;
  private final RandomGenerator chance;
  private final ConcurrentSkipListMap<String, Waiting> waiting = new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListMap<String, Open> open = new ConcurrentSkipListMap<>();

  /// @param chance hard to guess and safe for many threads: the id of a stream is its ticket
  public StreamBroker(Asker asker, RandomGenerator chance) {
    this.asker = asker;
    this.chance = chance;
  }

  /// Blocks until the child opened the stream. The caller closes it.
  public ByteStream open(String child, String purpose, String target, Duration limit)
      throws LinkFailure {
    if (waiting.size() >= MAX_WAITING) {
      throw new LinkFailure(MAX_WAITING + " streams wait to be opened already; try again later");
    }
    String id = Long.toHexString(chance.nextLong()) + Long.toHexString(chance.nextLong());
    var ask = new Waiting(child, new ArrayBlockingQueue<>(1));
    waiting.put(id, ask);
    try {
      if (!asker.ask(child, id, purpose, target)) {
        throw new LinkFailure(child + " is not connected");
      }
      return switch (await(id, ask, limit)) {
        case Answer.Opened(ByteStream stream) -> stream;
        case Answer.Denied(String sentence) ->
            throw new LinkFailure(child + " opens no stream for " + purpose + ": " + sentence);
      };
    } finally {
      waiting.remove(id);
    }
  }

  private Answer await(String id, Waiting ask, Duration limit) throws LinkFailure {
    try {
      Answer answer = ask.answer().poll(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (answer != null) {
        return answer;
      }
      if (waiting.remove(id, ask)) {
        throw new LinkFailure(ask.child() + " opened no stream within " + limit.toSeconds() + " s");
      }
      return ask.answer().take();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new LinkFailure("interrupted", stopped);
    }
  }

  /// How many streams stand.
  public int openNow() {
    return open.size();
  }

  /// The child answered that it opens no such stream.
  public void denied(String child, String id, String sentence) {
    answer(child, id, new Answer.Denied(sentence));
  }

  /// The link of a child is down: its streams end, those waited for fail.
  public void dropped(String child) {
    for (var entry : waiting.entrySet()) {
      answer(child, entry.getKey(), new Answer.Denied("the link went down"));
    }
    for (Open each : open.values()) {
      if (each.child().equals(child)) {
        each.stream().abort();
      }
    }
  }

  private boolean answer(String child, String id, Answer answer) {
    Waiting ask = waiting.get(id);
    if (ask == null || !ask.child().equals(child) || !waiting.remove(id, ask)) {
      return false;
    }
    return ask.answer().offer(answer);
  }

  /// A child dialled for a stream; empty when none of that id is waited for.
  Optional<Socket.Listener> arrived(String child, Request request) {
    String query = Optional.ofNullable(request.getHttpURI().getQuery()).orElse("");
    String id = query.startsWith("id=") ? query.substring(3) : "";
    Waiting ask = waiting.get(id);
    if (ask == null || !ask.child().equals(child)) {
      return Optional.empty();
    }
    return Optional.of(
        new StreamSocket(stream -> opened(child, id, stream), () -> open.remove(id)));
  }

  private void opened(String child, String id, ByteStream stream) {
    open.put(id, new Open(child, stream));
    if (!answer(child, id, new Answer.Opened(stream))) {
      stream.abort();
    }
  }
}
