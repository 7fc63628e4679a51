package dev.skerry.server.plane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class HeapRoomTest {
  private static final long MIB = 1 << 20;

  private final AtomicLong live = new AtomicLong();
  private final AtomicLong garbage = new AtomicLong();
  private final AtomicInteger collections = new AtomicInteger();
  private final HeapRoom room =
      new HeapRoom(
          () -> live.get() + garbage.get(),
          1_000 * MIB,
          () -> {
            collections.incrementAndGet();
            garbage.set(0);
          });

  private Optional<String> read(long kibKept, long kibGarbage) {
    Optional<String> said = Optional.empty();
    for (int i = 0; i < HeapRoom.ROWS && said.isEmpty(); i++) {
      live.addAndGet(kibKept << 10);
      garbage.addAndGet(kibGarbage << 10);
      said = room.row();
    }
    return said;
  }

  @Test
  void aStoreThatDoesNotFitIsSaidBeforeTheHeapIsFull() {
    Optional<String> said = Optional.empty();
    while (said.isEmpty() && live.get() < 1_000 * MIB) {
      said = read(2, 1);
    }
    assertThat(said.orElseThrow())
        .contains("the heap of 1000 MiB does not hold this store")
        .contains("SKERRY_HEAP=-Xmx2000m");
    assertThat(live.get()).isLessThan(1_000 * MIB);
  }

  @Test
  void garbageIsNoReasonAndIsSeldomCollectedForIt() {
    int looks = 100;
    for (int i = 0; i < looks; i++) {
      assertThat(read(0, 50)).isEmpty();
    }
    live.set(750 * MIB);
    for (int i = 0; i < looks; i++) {
      assertThat(read(0, 10)).isEmpty();
    }
    assertThat(collections.get()).isLessThan(looks);
  }
}
