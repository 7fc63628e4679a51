package dev.skerry.control.placement;

import static dev.skerry.control.story.Objects.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.model.json.Json;
import dev.skerry.model.meta.SiteName;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class SplitTest {
  private static final Json BY_REGION = json("{'topologyKey': 'region', 'maxSkew': 1}");

  private static Split.Slot slot(String name, String region, long has, long room) {
    var labels = new TreeMap<String, String>();
    labels.put("region", region);
    return new Split.Slot(new SiteName(name), labels, has, room, true);
  }

  private static long at(SortedMap<SiteName, Long> split, String site) {
    return split.getOrDefault(new SiteName(site), 0L);
  }

  @Test
  void aTotalIsDividedEvenly() {
    var slots = List.of(slot("a", "x", 0, 9), slot("b", "x", 0, 9), slot("c", "y", 0, 9));
    assertThat(Split.of(7, slots, List.of()).values()).containsExactlyInAnyOrder(3L, 2L, 2L);
  }

  @Test
  void regionsShareEvenlyWhenAskedTo() {
    var slots = List.of(slot("a", "x", 0, 9), slot("b", "x", 0, 9), slot("c", "y", 0, 9));
    SortedMap<SiteName, Long> split = Split.of(6, slots, List.of(BY_REGION));
    assertThat(at(split, "c")).isEqualTo(3);
  }

  @Test
  void oneMoreOrOneLessMovesNothingElse() {
    var slots = List.of(slot("a", "x", 5, 9), slot("b", "x", 1, 9));
    assertThat(Split.of(7, slots, List.of()).values()).containsExactly(5L, 2L);
    assertThat(Split.of(5, slots, List.of()).values()).containsExactly(4L, 1L);
  }

  @Test
  void aSilentSiteKeepsItsShareAndGetsNoMore() {
    var silent = new Split.Slot(new SiteName("a"), new TreeMap<>(), 2, 9, false);
    SortedMap<SiteName, Long> split = Split.of(6, List.of(silent, slot("b", "x", 2, 9)), List.of());
    assertThat(split.values()).containsExactly(2L, 4L);
  }

  @Test
  void nobodyGetsMoreThanFitsAndDividingAgainChangesNothing() {
    for (int seed = 0; seed < 200; seed++) {
      var chance = new Random(seed);
      var slots = new ArrayList<Split.Slot>();
      for (int i = 0; i < 1 + chance.nextInt(6); i++) {
        long has = chance.nextInt(4);
        slots.add(slot("s" + i, "r" + chance.nextInt(3), has, has + chance.nextInt(5)));
      }
      List<Json> spread = chance.nextBoolean() ? List.of(BY_REGION) : List.of();
      long total = chance.nextInt(20);
      SortedMap<SiteName, Long> once = Split.of(total, slots, spread);
      var next = new ArrayList<Split.Slot>();
      for (Split.Slot s : slots) {
        assertThat(at(once, s.site().value()))
            .describedAs("seed %s", seed)
            .isLessThanOrEqualTo(s.room());
        next.add(
            slot(
                s.site().value(),
                s.labels().getOrDefault("region", ""),
                at(once, s.site().value()),
                s.room()));
      }
      assertThat(once.values().stream().mapToLong(v -> v).sum()).isLessThanOrEqualTo(total);
      assertThat(Split.of(total, next, spread)).describedAs("seed %s", seed).isEqualTo(once);
    }
  }
}
