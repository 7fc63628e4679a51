package dev.skerry.model.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.model.apply.ApplyOutcome.Applied;
import dev.skerry.model.apply.ApplyOutcome.Conflicted;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.patch.SchemaSketch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class OwnershipPropertiesTest {
  private static final int ROUNDS = 300;
  private static final SchemaSketch SCHEMA = SchemaSketch.deployment();
  private static final Apply APPLY = new Apply(SCHEMA, FieldSet.EMPTY);
  private static final Shape SHAPE = Shape.of(SCHEMA);
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static ApplyOutcome apply(Optional<Obj> live, Obj config, String manager, boolean force) {
    return APPLY.onto(live, config, new Writer(manager, "apps/v1"), force, NOW);
  }

  private static Obj forced(Optional<Obj> live, Obj config, String manager) {
    return ((Applied) apply(live, config, manager, true)).object();
  }

  @Test
  void applyingTwiceIsApplyingOnce() {
    var random = new Random(1);
    for (int round = 0; round < ROUNDS; round++) {
      Obj live = forced(Optional.empty(), config(random, "ab"), "a");
      Obj config = config(random, "ab");
      Obj once = forced(Optional.of(live), config, "b");
      assertThat(apply(Optional.of(once), config, "b", false)).isEqualTo(new Applied(once, false));
    }
  }

  @Test
  void managersOfDisjointFieldsNeverConflict() {
    var random = new Random(2);
    Optional<Obj> live = Optional.empty();
    for (int round = 0; round < ROUNDS; round++) {
      String manager = random.nextBoolean() ? "a" : "b";
      ApplyOutcome outcome = apply(live, config(random, manager), manager, false);
      assertThat(outcome).isInstanceOf(Applied.class);
      live = Optional.of(((Applied) outcome).object());
    }
  }

  @Test
  void whoeverForcesOwnsAllThatWasAppliedWithTheAppliedValues() {
    var random = new Random(3);
    for (int round = 0; round < ROUNDS; round++) {
      Obj live = forced(Optional.empty(), config(random, "ab"), "a");
      Obj config = config(random, "ab");
      Obj after = forced(Optional.of(live), config, "b");
      var id = ManagerId.applier(new Writer("b", "apps/v1"));
      assertThat(ManagedFields.read(after).orElseThrow().fieldsOf(id))
          .isEqualTo(Extraction.of(config, SHAPE).difference(Unowned.FIELDS));
      assertThat(Merging.merge(after, config, SHAPE)).isEqualTo(after);
      boolean differed = apply(Optional.of(live), config, "b", false) instanceof Conflicted;
      boolean lost =
          !ManagedFields.read(live)
              .orElseThrow()
              .all()
              .difference(
                  ManagedFields.read(after)
                      .orElseThrow()
                      .fieldsOf(ManagerId.applier(new Writer("a", "apps/v1"))))
              .isEmpty();
      assertThat(lost).isEqualTo(differed);
    }
  }

  @Test
  void theOnlyManagersFieldsAreAbsentAgainWhenItAppliesNothing() {
    var random = new Random(4);
    Obj nothing = named();
    for (int round = 0; round < ROUNDS; round++) {
      Obj made = forced(Optional.empty(), config(random, "ab"), "a");
      assertThat(forced(Optional.of(made), nothing, "a")).isEqualTo(nothing);
      Obj other = forced(Optional.empty(), config(random, "b"), "b");
      Obj both = forced(Optional.of(other), config(random, "a"), "a");
      assertThat(forced(Optional.of(both), nothing, "a")).isEqualTo(other);
    }
  }

  private static Obj named() {
    Obj metadata = Json.object().put("name", "d").build();
    return Json.object().put("kind", "Deployment").put("metadata", metadata).build();
  }

  /// A configuration of which every field, key and item is named after one of the owners.
  private static Obj config(Random random, String owners) {
    Obj object = named();
    for (String owner : List.of(owners.split("", -1))) {
      var containers = new ArrayList<Json>();
      for (int i = owner.isEmpty() ? 0 : random.nextInt(3); i > 0; i--) {
        var env = new ArrayList<Json>();
        for (int e = random.nextInt(3); e > 0; e--) {
          env.add(Json.object().put("name", "E" + e).put("value", "v" + random.nextInt(2)).build());
        }
        var container = Json.object().put("name", owner + i);
        container.put("image", "i" + random.nextInt(2));
        containers.add(
            env.isEmpty() ? container.build() : container.put("env", Json.array(env)).build());
      }
      if (!containers.isEmpty()) {
        String[] place = {"template", "spec", "containers"};
        containers.addAll(0, object.items("spec", "template", "spec", "containers"));
        object = object.withAt(Json.array(containers), "spec", place);
      }
      for (int i = owner.isEmpty() ? 0 : random.nextInt(3); i > 0; i--) {
        object = object.withAt(Json.of("v" + random.nextInt(2)), "metadata", "labels", owner + i);
      }
    }
    return object;
  }
}
