package dev.skerry.model.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.model.apply.ApplyOutcome.Applied;
import dev.skerry.model.apply.ApplyOutcome.Conflicted;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Kind;
import dev.skerry.model.kind.Kinds;
import dev.skerry.model.schema.RandomObjects;
import dev.skerry.model.schema.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds of apply for any configuration of every kind that is served.
final class KindPropertiesTest {
  private static final int ROUNDS = 60;
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Obj NOTHING = Obj.EMPTY.withAt(Json.of("x"), "metadata", "name");

  static List<Kind> kinds() {
    return Kinds.builtIn().all();
  }

  /// A kind's apply with two managers at hand.
  private record Desk(Schema schema, RandomObjects random) {
    Desk(Kind kind) {
      this(kind.schema(), new RandomObjects(kind.kind().hashCode()));
    }

    Obj config() {
      return random.config(schema).withAt(Json.of("x"), "metadata", "name");
    }

    /// Without lists that say nothing.
    Obj solid() {
      return Hollow.without(config(), shape());
    }

    ApplyOutcome apply(Optional<Obj> live, Obj config, String manager, boolean force) {
      var apply = new Apply(schema, FieldSet.ofFields("status"));
      return apply.onto(live, config, new Writer(manager, "v1"), force, NOW);
    }

    Obj forced(Optional<Obj> live, Obj config, String manager) {
      if (!(apply(live, config, manager, true) instanceof Applied applied)) {
        throw new AssertionError(apply(live, config, manager, true));
      }
      return applied.object();
    }

    Shape shape() {
      return Shape.of(schema);
    }

    FieldSet owned(Obj object, String manager) {
      return ManagedFields.read(object)
          .orElseThrow()
          .fieldsOf(ManagerId.applier(new Writer(manager, "v1")));
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void applyingTwiceIsApplyingOnceAndTheLastConfigurationIsAllThereIs(Kind kind) {
    var desk = new Desk(kind);
    for (int round = 0; round < ROUNDS; round++) {
      Obj last = desk.config();
      Obj first = desk.forced(Optional.empty(), desk.config(), "a");
      Obj after = desk.forced(Optional.of(first), last, "a");
      assertThat(desk.apply(Optional.of(after), last, "a", false))
          .isEqualTo(new Applied(after, false));
      Obj alone = desk.forced(Optional.empty(), last, "a");
      assertThat(ordered(after, desk.shape())).isEqualTo(ordered(alone, desk.shape()));
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aManagerThatLeavesTakesItsOwnAndNothingOfOthers(Kind kind) {
    var desk = new Desk(kind);
    for (int round = 0; round < ROUNDS; round++) {
      Obj mine = desk.solid();
      Obj other = desk.forced(Optional.empty(), desk.config(), "a");
      Obj both = desk.forced(Optional.of(other), mine, "b");
      assertThat(Merging.merge(both, mine, desk.shape())).isEqualTo(both);
      FieldSet held = desk.owned(both, "a");
      Obj left = desk.forced(Optional.of(both), NOTHING, "b");
      assertThat(desk.owned(left, "a")).isEqualTo(held);
      FieldSet there = Extraction.of(left, desk.shape()).withNamedFields(desk.shape());
      assertThat(held.leaves().difference(there)).isEqualTo(FieldSet.EMPTY);
      FieldSet changed = Comparison.of(both, left, desk.shape()).set();
      assertThat(changed.intersection(held.leaves())).isEqualTo(FieldSet.EMPTY);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aConflictNamesExactlyWhatForcingWouldTake(Kind kind) {
    var desk = new Desk(kind);
    for (int round = 0; round < ROUNDS; round++) {
      Obj config = desk.config();
      Obj live = desk.forced(Optional.empty(), desk.config(), "a");
      ApplyOutcome asked = desk.apply(Optional.of(live), config, "b", false);
      Obj forced = desk.forced(Optional.of(live), config, "b");
      FieldSet lost = desk.owned(live, "a").difference(desk.owned(forced, "a"));
      List<String> named =
          asked instanceof Conflicted c
              ? c.conflicts().stream().map(Conflict::path).sorted().toList()
              : List.of();
      assertThat(named).isEqualTo(lost.paths().stream().sorted().toList());
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void mergingIsAssociativeAndFieldSetsSurviveTheirText(Kind kind) {
    var desk = new Desk(kind);
    for (int round = 0; round < ROUNDS; round++) {
      Shape shape = desk.shape();
      Obj a = desk.solid();
      Obj b = desk.solid();
      Obj c = desk.solid();
      Obj left = Merging.merge(Merging.merge(a, b, shape), c, shape);
      Obj right = Merging.merge(a, Merging.merge(b, c, shape), shape);
      assertThat(ordered(left, shape)).isEqualTo(ordered(right, shape));
      FieldSet set = Extraction.of(left, shape);
      assertThat(FieldsV1.read(FieldsV1.write(set))).contains(set);
    }
  }

  /// With the items of associative lists in the order of what tells them apart.
  private static Obj ordered(Obj object, Shape shape) {
    var members = new TreeMap<String, Json>();
    object.forEach((key, value) -> members.put(key, ordered(value, shape.member(key))));
    return Obj.of(members);
  }

  private static Json ordered(Json value, Shape shape) {
    return switch (shape.grain(value)) {
      case WHOLE -> value;
      case FIELDS -> value instanceof Obj object ? ordered(object, shape) : value;
      case ITEMS -> {
        Items items = Items.of(Optional.of(value), shape);
        var sorted = new ArrayList<>(items.elements());
        sorted.sort(Comparator.naturalOrder());
        yield Json.array(
            sorted.stream().map(e -> ordered(items.group(e).getFirst(), shape.item())).toList());
      }
    };
  }
}
