package dev.skerry.server.image;

import dev.skerry.content.ContentFailure;
import dev.skerry.content.Contents;
import dev.skerry.server.chore.Chores;
import java.time.Duration;
import java.time.InstantSource;

/// Drops uploads and broken pulls that nobody came back to: only so many may be unfinished at once,
/// and whoever abandons that many would stop every push and pull.
final class Leftovers implements Chores.Chore {
  /// A link may be cut over a night and the transfer go on in the morning.
  private static final Duration KEPT = Duration.ofDays(1);

  private static final System.Logger LOG = System.getLogger(Leftovers.class.getName());

  private final Contents contents;
  private final InstantSource clock;

  Leftovers(Contents contents, InstantSource clock) {
    this.contents = contents;
    this.clock = clock;
  }

  @Override
  public void look() {
    try {
      int dropped = contents.dropUploads(clock.instant().minus(KEPT));
      if (dropped > 0) {
        LOG.log(System.Logger.Level.INFO, "UploadsDropped {0}", dropped);
      }
    } catch (ContentFailure failed) {
      LOG.log(System.Logger.Level.WARNING, "UploadsNotDropped {0}", failed.sentence());
    }
  }
}
