package dev.skerry.api.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.state.Entry;
import dev.skerry.control.state.ObjectChange;
import dev.skerry.model.json.JsonBytes;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ChannelTest {
  private static final ObjectKey KEY = ObjectKey.of(GroupKind.core("Pod"), "default", "p");
  private static final long PATIENCE = Long.MAX_VALUE;

  private static Event event(long revision, String filling) {
    var at = new Revision(revision);
    var text = JsonBytes.of(Obj.EMPTY.with("filling", filling));
    var entry =
        new Entry(
            KEY,
            Uid.random(1, 1),
            at,
            new SiteName("core"),
            false,
            new TreeMap<>(),
            List.of(),
            false,
            text);
    return new Event(new ObjectChange(KEY, at, Optional.empty(), Optional.of(entry)));
  }

  private static List<Long> revisions(List<Event> events) {
    return events.stream().map(event -> event.change().revision().value()).toList();
  }

  @Test
  void aWatcherGetsWhatCameAfterItsPlace() throws InterruptedException {
    var channel = new Channel(new Revision(3));
    channel.add(event(5, ""));
    channel.add(event(8, ""));
    channel.add(event(8, ""));
    assertThat(revisions(channel.after(new Revision(3), 0).orElseThrow()))
        .containsExactly(5L, 8L, 8L);
    assertThat(revisions(channel.after(new Revision(5), 0).orElseThrow())).containsExactly(8L, 8L);
    assertThat(channel.after(new Revision(8), 0).orElseThrow()).isEmpty();
    assertThat(channel.after(new Revision(2), 0)).isEmpty();
  }

  @Test
  void aSlowWatcherFallsOutOfTheWindow() throws InterruptedException {
    var channel = new Channel(Revision.ZERO);
    String megabyte = "x".repeat(1 << 20);
    for (long revision = 1; revision <= 17; revision++) {
      channel.add(event(revision, megabyte));
    }
    assertThat(channel.after(Revision.ZERO, PATIENCE)).isEmpty();
    assertThat(revisions(channel.after(new Revision(16), PATIENCE).orElseThrow()))
        .containsExactly(17L);
  }

  @Test
  void aWatcherIsHandedAMebibyteAtATime() throws InterruptedException {
    var channel = new Channel(Revision.ZERO);
    for (long revision = 1; revision <= 8; revision++) {
      channel.add(event(revision, "x".repeat(400_000)));
    }
    assertThat(revisions(channel.after(Revision.ZERO, 0).orElseThrow())).containsExactly(1L, 2L);
    assertThat(revisions(channel.after(new Revision(7), 0).orElseThrow())).containsExactly(8L);
  }

  @Test
  void nobodyWaitsAtAChannelThatWasWoken() throws InterruptedException {
    var channel = new Channel(Revision.ZERO);
    channel.wake();
    assertThat(channel.after(Revision.ZERO, PATIENCE).orElseThrow()).isEmpty();
  }
}
