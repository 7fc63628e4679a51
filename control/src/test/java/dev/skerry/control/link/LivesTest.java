package dev.skerry.control.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.log.Ledger;
import dev.skerry.control.loop.Input;
import dev.skerry.control.state.Delta;
import dev.skerry.control.state.View;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import dev.skerry.sync.feed.Life;
import dev.skerry.sync.frame.Greeting;
import dev.skerry.sync.frame.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a site makes of the runs of its core.
final class LivesTest {
  private static final Identity CORE =
      new Identity(Identity.Kind.SITE, "core", new Uid("00000000-0000-4000-8000-000000000001"));
  private static final Input.Peer PARENT =
      new Input.Peer(Input.Peer.Kind.PARENT, "core", Optional.of(CORE), Duration.ofSeconds(15));

  private final Ledger ledger = new Ledger(View.empty(new SiteName("s1")), 1);
  private final Lives lives = new Lives(ledger, "s1-1");

  private static Greeting says(Life life) {
    return new Greeting(CORE, List.of(), "core-1", life, true, Optional.empty(), Instant.EPOCH);
  }

  private static Life.Earlier until(String run, long position) {
    return new Life.Earlier(run, new Revision(position));
  }

  private void hasHeard(long position) {
    ledger.write(new Delta.Cursor(PARENT.subscriber(), "core-1", position));
  }

  /// Found by 90 days of seed 1: the core's disk was full when it started, so its run was not
  /// written down; the site followed it, and took the same core for a fork at the next dial.
  @Test
  void aCoreWhoseRunFoundNoRoomIsFollowedAndStaysTheSameCore() {
    lives.established(PARENT, says(new Life("a", List.of())));
    hasHeard(100);
    var full = new Life("", List.of(until("a", 120), until("b", Long.MAX_VALUE)));
    assertThat(lives.isFork(PARENT, says(full))).isFalse();
    lives.established(PARENT, says(full));
    hasHeard(150);

    assertThat(lives.isFork(PARENT, says(full))).isFalse();
    var later = new Life("c", List.of(until("a", 120), until("b", 160)));
    assertThat(lives.isFork(PARENT, says(later))).isFalse();
    var olderDisk = new Life("d", List.of(until("a", 120), until("b", 140)));
    assertThat(lives.isFork(PARENT, says(olderDisk))).as("it has less than was heard").isTrue();
  }
}
