package dev.skerry.server.plane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.state.ObjectChange;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.KindNames;
import dev.skerry.control.write.Decision;
import dev.skerry.control.write.Pipeline;
import dev.skerry.control.write.Request;
import dev.skerry.model.chance.Chance;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.meta.SiteName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Rules and policies are read when they come, and not by whoever tells of them.
final class WarmingTest {
  private final LinkedBlockingQueue<Thread> readers = new LinkedBlockingQueue<>();
  private final Pipeline pipeline =
      new Pipeline() {
        @Override
        public Decision decide(View view, Request request, Instant now, Chance chance) {
          throw new IllegalStateException("nothing is written here");
        }

        @Override
        public void warm(View view) {
          readers.add(Thread.currentThread());
        }
      };

  private static List<ObjectChange> change(GroupKind kind) {
    ObjectKey key = ObjectKey.of(kind, "", "p");
    return List.of(new ObjectChange(key, new Revision(1), Optional.empty(), Optional.empty()));
  }

  @Test
  void aPolicyThatComesIsReadInAThreadOfItsOwn() throws Exception {
    var warming = new Warming(pipeline);
    View view = View.empty(new SiteName("s1"));
    warming.heard(view, change(KindNames.CONFIG_MAP));
    warming.heard(view, change(KindNames.POLICY));
    Thread reader = readers.poll(60, TimeUnit.SECONDS);
    assertThat(reader).isNotNull().isNotEqualTo(Thread.currentThread());
    assertThat(readers).as("nothing was read for the map").isEmpty();
  }
}
