package dev.skerry.api.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

final class FairQueueTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  /// Somebody who got a seat.
  private record Served(String user, Seat seat) {}

  private final BlockingQueue<Served> served = new LinkedBlockingQueue<>();

  private void come(FairQueue queue, String user, int times) {
    for (int i = 0; i < times; i++) {
      Thread.ofVirtual()
          .start(() -> {
            try {
              Optional<Seat> seat = queue.enter(user);
              served.add(new Served(user, seat.orElseThrow()));
            } catch (InterruptedException stopped) {
              throw new AssertionError(stopped);
            }
          });
    }
  }

  private static void awaitWaiting(FairQueue queue, int count) {
    while (queue.waiting() < count) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aFloodLeavesSeatsToOthers() throws Exception {
    var queue = new FairQueue(4, 1_000, LONG);
    come(queue, "flood", 1_000);
    awaitWaiting(queue, 998);
    come(queue, "bystander", 1);
    List<String> first = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      first.add(served.take().user());
    }
    assertThat(first).containsExactlyInAnyOrder("flood", "flood", "bystander");
  }

  /// Both wait, one with a line of 1,000: the one seat that becomes free goes to them in turn.
  @Test
  void usersThatWaitAreServedInTurn() throws Exception {
    var queue = new FairQueue(4, 1_000, LONG);
    var held = new ArrayList<Seat>();
    for (String user : List.of("one", "one", "two", "two")) {
      held.add(queue.enter(user).orElseThrow());
    }
    come(queue, "flood", 1_000);
    awaitWaiting(queue, 1_000);
    come(queue, "bystander", 3);
    awaitWaiting(queue, 1_003);
    held.removeFirst().close();
    var order = new ArrayList<String>();
    for (int i = 0; i < 6; i++) {
      Served next = served.take();
      order.add(next.user());
      next.seat().close();
    }
    assertThat(order)
        .containsExactly("flood", "bystander", "flood", "bystander", "flood", "bystander");
    for (int i = 0; i < 1_000 - 3; i++) {
      served.take().seat().close();
    }
    held.forEach(Seat::close);
    assertThat(queue.users()).isZero();
  }

  @Test
  void whoFindsALineThatIsFullIsTurnedAway() throws Exception {
    var queue = new FairQueue(2, 1, LONG);
    Seat seat = queue.enter("a").orElseThrow();
    come(queue, "a", 1);
    awaitWaiting(queue, 1);
    assertThat(queue.enter("a")).isEmpty();
    assertThat(queue.enter("b")).isPresent();
    seat.close();
    seat.close();
    served.take().seat().close();
    assertThat(queue.waiting()).isZero();
    assertThat(queue.users()).isEqualTo(1);
  }

  @Test
  void whoWaitedForTooLongIsTurnedAwayAndForgotten() throws Exception {
    var queue = new FairQueue(2, 10, Duration.ofMillis(1));
    Seat seat = queue.enter("a").orElseThrow();
    assertThat(queue.enter("a")).isEmpty();
    assertThat(queue.waiting()).isZero();
    seat.close();
    assertThat(queue.users()).isZero();
  }

  @Test
  void whatGoesOnIsCountedByUser() {
    var ongoing = new Ongoing(2);
    Seat first = ongoing.enter("a").orElseThrow();
    assertThat(ongoing.enter("a")).isPresent();
    assertThat(ongoing.enter("a")).isEmpty();
    assertThat(ongoing.enter("b")).isPresent();
    first.close();
    first.close();
    assertThat(ongoing.enter("a")).isPresent();
    assertThat(ongoing.enter("a")).isEmpty();
  }
}
