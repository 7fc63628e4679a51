package dev.skerry.server.plane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.loop.Effect;
import dev.skerry.control.loop.Input;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonBytes;
import dev.skerry.model.meta.Revision;
import dev.skerry.store.Change;
import dev.skerry.store.Epoch;
import dev.skerry.store.RowKey;
import dev.skerry.store.Store;
import dev.skerry.store.memory.Faults;
import dev.skerry.store.memory.MemoryDisk;
import dev.skerry.store.memory.MemoryStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Turn by turn, in this thread.
final class AppenderTest {
  private static final RowKey KEY = new RowKey("part", "a");
  private static final int STEPS = 4;
  private final MemoryDisk disk = new MemoryDisk("history-1", Faults.NONE);
  private final MemoryStore store = disk.open();
  private final Vitals vitals = new Vitals(System::nanoTime);
  private final List<Input.Appended> ended = new ArrayList<>();

  private static Effect.Append batch(long number, long from, long upTo) {
    var changes = new ArrayList<Change>();
    for (long at = from; at <= upTo; at++) {
      var value = JsonBytes.of(Json.object().put("at", at).build());
      changes.add(new Change.Put(new Revision(at), KEY, value));
    }
    return new Effect.Append(number, new Revision(from - 1), changes);
  }

  private long forgotten() {
    return switch (store.changesSince(Revision.ZERO, 1)) {
      case Store.Tail.Compacted(Revision upTo) -> upTo.value();
      case Store.Tail.Changes _ -> 0;
    };
  }

  @Test
  void aBatchWaitsForOneStepOfACompactionAtMost() throws Exception {
    Epoch epoch = store.begin();
    var appender = new Appender(store, epoch, vitals);
    long last = (long) STEPS * Appender.STEP;
    appender.give(batch(1, 1, last));
    appender.turn(ended::add);
    appender.give(new Effect.Compact(new Revision(last)));
    for (int step = 1; step <= STEPS; step++) {
      appender.give(batch(step + 1L, last + step, last + step));
      appender.turn(ended::add);
      assertThat(ended).hasSize(step + 1);
      assertThat(forgotten()).isEqualTo((long) step * Appender.STEP);
    }
    assertThat(ended).allMatch(e -> e.result() instanceof Input.Appended.Result.Durable);
    assertThat(store.read(KEY)).isPresent();
  }

  @Test
  void aDiskThatIsFullIsCompactedAllTheSame() throws Exception {
    Epoch epoch = store.begin();
    var appender = new Appender(store, epoch, vitals);
    appender.give(batch(1, 1, 10));
    appender.turn(ended::add);
    disk.fill();
    appender.give(batch(2, 11, 11));
    appender.give(new Effect.Compact(new Revision(10)));
    appender.turn(ended::add);
    assertThat(ended.getLast().result()).isInstanceOf(Input.Appended.Result.Full.class);
    assertThat(forgotten()).isEqualTo(10);
  }
}
