package dev.skerry.server.wire;

import dev.skerry.control.loop.Input;
import dev.skerry.control.write.Refusal;
import dev.skerry.link.StreamBroker;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Streams at the parent's end: children are asked over their sessions, which the loop holds.
public final class ParentDesk implements Switchboard.StreamDesk, StreamBroker.Asker {
  private final Switchboard board;

  /// Streams asked for of which a refusal may still come; older ones are open or given up.
  private static final int REMEMBERED = 4_096;

  private final Map<String, String> asked =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
              return size() > REMEMBERED;
            }
          });
  private final StreamBroker broker;

  public ParentDesk(Switchboard board, RandomGenerator chance) {
    this.board = board;
    this.broker = new StreamBroker(this, chance);
  }

  public StreamBroker broker() {
    return broker;
  }

  @Override
  public boolean ask(String child, String id, String purpose, String target) {
    asked.put(id, child);
    try {
      board.give(new Input.OpenStream(id, child, purpose, target));
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void dial(String id, String purpose, String target) {
    throw new IllegalStateException("a core has no parent that asks for streams");
  }

  @Override
  public void failed(String id, Refusal refusal) {
    String child = asked.remove(id);
    if (child != null) {
      broker.denied(child, id, refusal.message());
    }
  }
}
