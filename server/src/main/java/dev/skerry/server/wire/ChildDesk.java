package dev.skerry.server.wire;

import dev.skerry.control.loop.Input;
import dev.skerry.control.write.Refusal;
import dev.skerry.link.ChildStreams;

/// Streams at the child's end: what the parent asks for is opened, or refused over the session.
public final class ChildDesk implements Switchboard.StreamDesk {
  private final Switchboard board;
  private final ChildStreams streams;

  public ChildDesk(Switchboard board, ChildStreams streams) {
    this.board = board;
    this.streams = streams;
  }

  @Override
  public void dial(String id, String purpose, String target) {
    streams.asked(id, purpose, target, sentence -> refuse(id, sentence));
  }

  private void refuse(String id, String sentence) {
    try {
      board.give(new Input.RefuseStream(id, sentence));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void failed(String id, Refusal refusal) {
    throw new IllegalStateException("a site asks nobody for streams");
  }
}
