package dev.skerry.link;

import java.util.concurrent.atomic.LongAdder;

/// Counts what a link carried since the process started, in bytes of WebSocket payload, compressed
/// as sent. Any thread.
public final class Traffic {
  private final LongAdder sentBytes = new LongAdder();
  private final LongAdder sentMessages = new LongAdder();
  private final LongAdder receivedBytes = new LongAdder();
  private final LongAdder receivedMessages = new LongAdder();

  void sent(int bytes) {
    sentBytes.add(bytes);
    sentMessages.increment();
  }

  void received(int bytes) {
    receivedBytes.add(bytes);
    receivedMessages.increment();
  }

  public long sentBytes() {
    return sentBytes.sum();
  }

  public long sentMessages() {
    return sentMessages.sum();
  }

  public long receivedBytes() {
    return receivedBytes.sum();
  }

  public long receivedMessages() {
    return receivedMessages.sum();
  }
}
