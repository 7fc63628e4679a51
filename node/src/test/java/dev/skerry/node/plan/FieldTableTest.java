package dev.skerry.node.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.model.kind.Kinds;
import dev.skerry.model.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldTableTest {
  /// Deeper than any field of a Pod; recursion would show here.
  private static final int DEEPEST = 14;

  private final List<String> unknown = new ArrayList<>();
  private int fields;

  @Test
  void everyFieldOfAPodIsHonouredOrRefusedOrSomebodyElses() {
    walk(Kinds.builtIn().findObject("v1", "Pod").orElseThrow().schema(), List.of());

    assertThat(fields).as("fields of the Pod schema").isGreaterThan(200);
    assertThat(unknown).isEmpty();
  }

  @Test
  void aFieldThatTheTableDoesNotNameIsNotThere() {
    assertThat(FieldTable.pod().verdict(List.of("spec", "teleport"))).isEmpty();
    assertThat(FieldTable.pod().verdict(List.of("spec", "containers[]", "teleport"))).isEmpty();
  }

  private void walk(Schema schema, List<String> steps) {
    assertThat(steps.size()).as("depth of %s", steps).isLessThan(DEEPEST);
    boolean leaf = schema.properties().isEmpty() && schema.items().isEmpty();
    if (leaf) {
      fields++;
      if (FieldTable.pod().verdict(steps).isEmpty()) {
        unknown.add(String.join(".", steps));
      }
    }
    schema.properties().forEach((name, inner) -> walk(inner, with(steps, name)));
    schema
        .items()
        .ifPresent(inner -> {
          var inside = new ArrayList<>(steps);
          inside.set(inside.size() - 1, inside.getLast() + "[]");
          walk(inner, inside);
        });
  }

  private static List<String> with(List<String> steps, String name) {
    var longer = new ArrayList<>(steps);
    longer.add(name);
    return longer;
  }
}
