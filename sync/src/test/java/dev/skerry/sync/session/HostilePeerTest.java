package dev.skerry.sync.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.sync.frame.Mangler;
import dev.skerry.sync.fuzz.Seeds;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A peer, or a wire, that forges, repeats, reorders and drops what the other end said. The honest
/// end hangs up or goes on; it takes no record that the peer may not write, keeps its own as they
/// are, and talks again with whoever is honest.
final class HostilePeerTest {
  private static final int IN_CI = 1_500;
  private static final int STEPS = 250;

  /// Far more than a window of frames, commits and greetings.
  private static final int MAX_HELD = 64;

  private static Wire wire(Random chance) {
    var wire = new Wire();
    for (int n = 0; n < 12; n++) {
      wire.child.store.write(Parts.key(Part.STATUS, n), "of the child " + chance.nextInt());
      wire.parent.store.write(Parts.key(Part.SPEC, n), "of the parent " + chance.nextInt());
    }
    judged(wire.parent, Wire.ANSWERS, Wire.PARENT, "s1");
    judged(wire.child, Wire.DIALS, Wire.CHILD, "core");
    return wire;
  }

  private static void judged(
      Wire.End end, SessionConfig config, dev.skerry.sync.frame.Identity self, String author) {
    var only = new Wire.OnlyWritesOf(Optional.of(author));
    end.session = new Session(config, self, end.store, end.replica, only);
  }

  @Test
  void aHostileChildHarmsNothingOfItsParent() {
    Seeds.each(IN_CI, seed -> story(seed, true));
  }

  @Test
  void aHostileParentHarmsNothingOfItsChild() {
    Seeds.each(IN_CI, seed -> story(seed, false));
  }

  private static void story(long seed, boolean childIsHostile) {
    var chance = new Random(seed);
    Wire wire = wire(chance);
    Wire.End honest = childIsHostile ? wire.parent : wire.child;
    String mayWrite = childIsHostile ? "s1" : "core";
    var own = honest.store.live();
    var heard = new ArrayList<byte[]>();
    wire.connect();
    for (int step = 0; step < STEPS; step++) {
      if (chance.nextInt(8) == 0) {
        forge(honest, heard, chance);
      }
      remember(honest.control, heard);
      remember(honest.bulk, heard);
      act(wire, chance);
      if (chance.nextInt(40) == 0) {
        wire.connect();
      }
      assertThat(honest.unsynced).hasSizeLessThan(MAX_HELD);
    }
    assertThat(honest.store.live()).isEqualTo(own);
    for (PartRecord record : honest.replica.parts.values()) {
      assertThat(record.authority().value()).isEqualTo(mayWrite);
    }
    recovers(wire, honest);
  }

  private static void act(Wire wire, Random chance) {
    switch (chance.nextInt(4)) {
      case 0 -> wire.deliver(wire.child);
      case 1 -> wire.deliver(wire.parent);
      case 2 -> wire.sync(wire.child);
      default -> wire.sync(wire.parent);
    }
  }

  private static void remember(ArrayDeque<byte[]> lane, List<byte[]> heard) {
    if (!lane.isEmpty() && heard.size() < 200) {
      heard.add(lane.peek());
    }
  }

  /// Something that was never said, was said before, or is said too early.
  private static void forge(Wire.End to, List<byte[]> heard, Random chance) {
    ArrayDeque<byte[]> lane = chance.nextBoolean() ? to.control : to.bulk;
    if (!heard.isEmpty() && chance.nextInt(3) == 0) {
      lane.addFirst(heard.get(chance.nextInt(heard.size())));
    } else if (lane.size() > 1 && chance.nextInt(3) == 0) {
      lane.addLast(lane.remove());
    } else if (!lane.isEmpty()) {
      lane.addFirst(new Mangler(chance).mangle(lane.remove()));
    }
  }

  /// The liar leaves; an honest peer of that name comes, and both ends agree.
  private static void recovers(Wire wire, Wire.End honest) {
    boolean busy = true;
    while (busy) {
      busy = wire.sync(wire.child) || wire.sync(wire.parent);
    }
    honest.outputs.clear();
    wire.connect();
    wire.settle();
    assertThat(honest.seen(Output.Close.class)).isEmpty();
    for (PartKey key : honest.replica.parts.keySet()) {
      assertThat(honest.replica.held(key)).isPresent();
    }
  }
}
