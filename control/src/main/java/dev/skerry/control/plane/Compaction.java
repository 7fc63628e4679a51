package dev.skerry.control.plane;

import dev.skerry.control.loop.Effect;
import dev.skerry.model.meta.Revision;
import java.util.List;

/// Says when the store may forget what live rows have superseded. What it said before a restart is
/// not remembered: the first tick says it again, which costs nothing.
final class Compaction {
  private final Retention retention;
  private Revision said = Revision.ZERO;

  Compaction(Retention retention) {
    this.retention = retention;
  }

  /// @param durable the head that no failure takes back
  void tick(Revision durable, List<Effect> out) {
    Revision floor = retention.floor(durable);
    if (retention.isWorth(said, floor)) {
      say(floor, out);
    }
  }

  /// There is no room left: nothing is kept but live rows.
  void full(Revision durable, List<Effect> out) {
    say(durable, out);
  }

  private void say(Revision upTo, List<Effect> out) {
    said = upTo;
    out.add(new Effect.Compact(upTo));
  }
}
