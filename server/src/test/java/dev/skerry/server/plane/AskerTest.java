package dev.skerry.server.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class AskerTest {
  @Test
  void anAnswerEndsTheWait() throws Exception {
    var answer = new AtomicReference<>("");
    var made = new java.util.concurrent.ArrayBlockingQueue<Asker<String>>(1);
    Thread waits =
        Thread.ofVirtual()
            .start(() -> {
              var asker = new Asker<String>(Thread.currentThread(), Long.MAX_VALUE);
              made.add(asker);
              try {
                answer.set(asker.await().orElse("none"));
              } catch (InterruptedException stopped) {
                answer.set("interrupted");
              }
            });
    made.take().tell("durable");
    waits.join();
    assertThat(answer.get()).isEqualTo("durable");
  }

  @Test
  void anAnswerThatCameFirstIsNotMissed() throws Exception {
    var asker = new Asker<String>(Thread.currentThread(), 5);
    asker.tell("durable");
    assertThat(asker.await()).contains("durable");
  }

  @Test
  void theWaitEndsAtItsDeadline() throws Exception {
    var asker = new Asker<String>(Thread.currentThread(), 5);
    asker.expire(5);
    assertThat(asker.await()).isEmpty();
  }

  @Test
  void anInterruptEndsTheWait() {
    var asker = new Asker<String>(Thread.currentThread(), 5);
    asker.expire(4);
    Thread.currentThread().interrupt();
    assertThatThrownBy(asker::await).isInstanceOf(InterruptedException.class);
  }
}
