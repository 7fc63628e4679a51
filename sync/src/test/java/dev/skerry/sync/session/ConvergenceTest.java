package dev.skerry.sync.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import dev.skerry.sync.frame.Bounds;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ConvergenceTest {
  private static final int KEYS = 40;
  private static final int STEPS = 1500;

  static IntStream seeds() {
    return IntStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whateverChangesAndBreaksBothEndsHoldTheOthersScopeInTheEnd(int seed) {
    var chance = new Random(seed);
    var wire = new Wire();
    wire.connect();
    for (int step = 0; step < STEPS; step++) {
      shake(wire, chance);
    }

    wire.connect();
    wire.settle();

    assertSame(wire.parent, wire.child);
    assertSame(wire.child, wire.parent);
    assertThat(wire.child.seen(Output.Amnesia.class)).isEmpty();
    assertThat(wire.child.seen(Output.Close.class)).isEmpty();
    assertThat(wire.parent.seen(Output.Close.class)).isEmpty();
  }

  private static void assertSame(Wire.End from, Wire.End to) {
    assertThat(to.replica.members()).isEqualTo(from.store.members());
    assertThat(to.replica.parts.equals(from.store.live())).as("bodies are equal").isTrue();
  }

  private static void shake(Wire wire, Random chance) {
    switch (chance.nextInt(16)) {
      case 0, 1 -> change(wire.parent.store, Part.SPEC, chance);
      case 2, 3 -> change(wire.child.store, Part.STATUS, chance);
      case 4, 5, 6 -> wire.deliver(wire.child);
      case 7, 8, 9 -> wire.deliver(wire.parent);
      case 10 -> wire.sync(wire.child);
      case 11 -> wire.sync(wire.parent);
      case 12, 13 -> wire.feedChanged();
      default -> rarely(wire, chance);
    }
  }

  private static void rarely(Wire wire, Random chance) {
    switch (chance.nextInt(60)) {
      case 0, 1 -> wire.disconnect();
      case 2 -> {
        wire.disconnect();
        wire.child.restart();
      }
      case 3 -> {
        wire.disconnect();
        wire.parent.restart();
      }
      case 4 -> wire.parent.store.forgetTombstones();
      case 5 -> wire.child.store.forgetTombstones();
      case 6 -> wire.take(wire.child, wire.child.session.reconcile());
      case 7, 8, 9, 10, 11 -> wire.connect();
      default -> {}
    }
  }

  private static void change(FakeAuthority store, Part part, Random chance) {
    PartKey key = Parts.key(part, chance.nextInt(KEYS));
    switch (chance.nextInt(6)) {
      case 0 -> store.delete(key);
      case 1 -> store.hide(key);
      case 2 -> store.show(key);
      default ->
          store.write(key, "x".repeat(chance.nextInt(chance.nextInt(8) == 0 ? 100_000 : 300)));
    }
  }

  @Test
  void oneChangeAmongTenThousandCostsFewBytesAfterACut() {
    var wire = new Wire();
    for (int i = 0; i < 10_000; i++) {
      wire.parent.store.write(Parts.key(Part.SPEC, i), "v1");
    }
    wire.connect();
    wire.settle();
    assertThat(wire.child.replica.parts).hasSize(10_000);
    wire.disconnect();
    wire.parent.store.write(Parts.key(Part.SPEC, 77), "v2");

    wire.bytes = 0;
    wire.connect();
    wire.settle();

    assertSame(wire.parent, wire.child);
    assertThat(wire.bytes).isLessThan(16 * 1024);
  }

  @Test
  void aSlowPeerIsSentTheNewestStateOnceAndNotEveryStateBetween() {
    var wire = new Wire();
    wire.connect();
    wire.settle();
    PartKey key = Parts.key(Part.SPEC, 1);
    for (int i = 0; i < 1000; i++) {
      wire.parent.store.write(key, "state " + i);
      wire.feedChanged();
    }

    assertThat(wire.child.bulk.size()).isEqualTo(Bounds.WINDOW);
    wire.settle();
    assertSame(wire.parent, wire.child);
    assertThat(wire.child.seen(Output.Apply.class)).hasSizeLessThan(10);
  }

  @Test
  void aRecordLargerThanAFrameArrivesInPiecesWhilePingsPass() {
    var wire = new Wire();
    wire.connect();
    wire.settle();
    wire.parent.store.write(Parts.key(Part.SPEC, 1), "\"\u20ac\ud83d\ude00".repeat(200_000));
    wire.feedChanged();
    assertThat(wire.child.bulk.size()).isGreaterThan(4);
    wire.deliver(wire.child);
    wire.now = wire.now.plusSeconds(6);
    wire.take(wire.parent, wire.parent.session.tick(wire.now));
    wire.settle();

    assertSame(wire.parent, wire.child);
    assertThat(wire.parent.seen(Output.RttMeasured.class)).isNotEmpty();
  }
}
