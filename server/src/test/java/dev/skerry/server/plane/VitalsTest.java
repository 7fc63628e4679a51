package dev.skerry.server.plane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.plane.Retention;
import dev.skerry.control.plane.Setup;
import dev.skerry.control.role.Controllers;
import dev.skerry.control.write.StandardPipeline;
import dev.skerry.model.chance.Chance;
import dev.skerry.model.kind.Kinds;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import dev.skerry.server.wire.Switchboard;
import dev.skerry.store.memory.Faults;
import dev.skerry.store.memory.MemoryDisk;
import dev.skerry.store.memory.MemoryStore;
import dev.skerry.sync.feed.Life;
import dev.skerry.sync.frame.Identity;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class VitalsTest {
  private static final SiteName SITE = new SiteName("s1");

  private final AtomicLong draws = new AtomicLong();
  private final AtomicLong nanos = new AtomicLong();
  private final Vitals vitals = new Vitals(nanos::get);

  private static String trouble(Vitals vitals, String check) {
    return vitals.checks().stream()
        .filter(each -> each.name().equals(check))
        .findFirst()
        .orElseThrow()
        .trouble()
        .orElse("");
  }

  private void later(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void aLoopThatStandsStillAndAWriteThatHangsAreTrouble() {
    vitals.appending();
    later(Vitals.PATIENCE);
    assertThat(trouble(vitals, "loop") + trouble(vitals, "store")).isEmpty();
    later(Duration.ofSeconds(1));
    assertThat(trouble(vitals, "loop")).contains("last turned 16 s ago");
    assertThat(trouble(vitals, "store")).contains("a write began 16 s ago");
    vitals.turned();
    vitals.appended(true);
    assertThat(trouble(vitals, "loop") + trouble(vitals, "store")).isEmpty();
    later(Duration.ofSeconds(3));
    assertThat(vitals.checks().getLast().state()).isEqualTo("last commit 3 s ago");
  }

  @Test
  void aFullDiskIsTroubleUntilThereIsRoomAndAnEndedLoopForGood() throws Exception {
    var disk = new MemoryDisk("history-1", Faults.NONE);
    MemoryStore store = disk.open();
    Loop loop = loop(store);
    disk.fill();
    loop.start();
    while (trouble(loop.vitals(), "store").isEmpty()) {
      Thread.onSpinWait();
    }
    assertThat(trouble(loop.vitals(), "store")).contains("the disk is full", "make room");
    assertThat(trouble(loop.vitals(), "loop")).isEmpty();
    disk.makeRoom();
    while (!trouble(loop.vitals(), "store").isEmpty()) {
      Thread.onSpinWait();
    }
    loop.stop();
    assertThat(trouble(loop.vitals(), "loop")).contains("the loop has ended");
  }

  private Loop loop(MemoryStore store) throws Exception {
    Chance chance = _ -> draws.incrementAndGet() * 0x9E3779B97F4A7C15L;
    var identity = new Identity(Identity.Kind.SITE, SITE.value(), chance.uid("site"));
    var setup =
        new Setup(
            identity,
            store.incarnation(),
            Life.UNTOLD,
            1,
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Controllers.site(),
            new StandardPipeline(Kinds::builtIn),
            chance,
            Retention.STANDARD);
    var boot =
        new Boot(store, store.begin(), Loop.load(SITE, store), Uid.random(1, 1), Life.UNTOLD);
    var board = new Switchboard();
    var loop = new Loop(setup, boot, (_, _) -> {}, board, () -> {});
    board.connect(loop);
    return loop;
  }
}
