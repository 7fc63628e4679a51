package dev.skerry.simulation.monitor;

import dev.skerry.control.state.Delta;
import dev.skerry.control.state.Membership;
import dev.skerry.control.state.Stored;
import dev.skerry.control.state.View;
import dev.skerry.simulation.fleet.Fleet;
import dev.skerry.simulation.host.Machine;
import dev.skerry.simulation.host.Pace;
import dev.skerry.simulation.host.PlaneProcess;
import java.time.Duration;
import java.util.TreeMap;
import java.util.TreeSet;

/// Coming together costs what has changed, not what there is (I5): after a heal a road carries a
/// few times the bytes of the records that its ends lacked or that changed since, and heartbeats.
final class BytesAfterHeal implements Monitor {
  /// A pod's report changes some eight times from its first to its last, and each goes up.
  private static final long TIMES = 8;

  /// Of a road on which something changed: greetings, acks, and what came and went again since.
  private static final long BUSY_BYTES = 32_768;

  /// Of a road on which nothing changed.
  private static final long QUIET_BYTES = 2_048;

  /// A ping and its answer, both ways.
  private static final long HEARTBEAT_BYTES = 160;

  private final Pace pace;
  private final TreeMap<String, Mark> marks = new TreeMap<>();
  private final TreeSet<String> copied = new TreeSet<>();

  /// How things stood when all trouble was over.
  private record Mark(long bytes, Duration at, long down, long up) {}

  BytesAfterHeal(Pace pace) {
    this.pace = pace;
  }

  @Override
  public String name() {
    return "BytesAfterHeal";
  }

  @Override
  public void healed(Fleet fleet) {
    for (Machine site : fleet.sites()) {
      if (site.process().isPresent() && fleet.core().process().isPresent()) {
        View here = view(site);
        View core = view(fleet.core());
        marks.put(
            site.name().value(),
            new Mark(
                site.road().orElseThrow().bytes(),
                fleet.nature().agenda().now(),
                position(here, "parent"),
                position(core, "site:" + site.name())));
      }
    }
  }

  private static View view(Machine machine) {
    return machine.process().map(PlaneProcess::durable).orElseThrow();
  }

  private static long position(View at, String peer) {
    return at.cursor(peer).map(Delta.Cursor::position).orElse(0L);
  }

  /// Boxes with one name take turns, and who comes after another one is compared with all there is.
  @Override
  public void copied(Machine copy) {
    copied.add(copy.name().value());
  }

  @Override
  public void accepted(Machine machine) {
    marks.clear();
  }

  @Override
  public void settled(Fleet fleet) {
    for (Machine site : fleet.sites()) {
      Mark mark = marks.get(site.name().value());
      if (mark != null && !copied.contains(site.name().value())) {
        check(fleet, site, mark);
      }
    }
  }

  private void check(Fleet fleet, Machine site, Mark mark) {
    long sent = site.road().orElseThrow().bytes() - mark.bytes();
    Duration time = fleet.nature().agenda().now().minus(mark.at());
    long beats = time.dividedBy(pace.heartbeat()) + 1;
    long lacked =
        changed(view(fleet.core()), "site:" + site.name(), mark.down())
            + changed(view(site), "parent", mark.up());
    long flat = lacked == 0 ? QUIET_BYTES : BUSY_BYTES + TIMES * lacked;
    long budget = flat + beats * HEARTBEAT_BYTES;
    fleet
        .core()
        .note("road of " + site.name() + ": " + sent + " bytes for " + lacked + " that changed");
    require(
        sent <= budget,
        "the road of "
            + site.name()
            + " carried "
            + sent
            + " bytes for "
            + lacked
            + " bytes of records; the budget is "
            + budget);
  }

  /// Bytes of the parts that entered or changed in a feed after a position.
  private static long changed(View view, String subscriber, long after) {
    long bytes = 0;
    for (var member : view.feed(subscriber).members().entrySet()) {
      Membership membership = member.getValue();
      if (membership.at().value() > after) {
        bytes +=
            view.part(member.getKey())
                .map(Stored::record)
                .map(record -> (long) record.bytes().size())
                .orElse(0L);
      }
    }
    return bytes;
  }
}
