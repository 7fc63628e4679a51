package dev.skerry.node.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.NodeName;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeStatusTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final long GIB = 1L << 30;

  private static Machine machine(long freeMemory) {
    return new Machine(
        new NodeName("s1-1"),
        4000,
        8 * GIB,
        100 * GIB,
        250,
        GIB,
        110,
        new Machine.Software("m", "b", "6.1.0", "Debian 12", "amd64", "crun 1.8", "v1.33.0"),
        "container",
        List.of("192.0.2.1"),
        List.of(new Machine.Image(List.of("small"), 1), new Machine.Image(List.of("big"), 9)),
        new Machine.Usage(freeMemory, 50 * GIB, 30_000),
        NOON);
  }

  private static Obj condition(Obj status, String type) {
    for (Json condition : status.items("conditions")) {
      if (condition.text("type").equals(type)) {
        return (Obj) condition;
      }
    }
    throw new AssertionError("no condition " + type);
  }

  @Test
  void aNodeSaysWhatItHasAndWhatPodsMayUse() {
    Obj status = new NodeStatus().compose(machine(GIB), "", NOON);
    assertThat(status.text("capacity", "cpu")).isEqualTo("4");
    assertThat(status.text("allocatable", "cpu")).isEqualTo("3750m");
    assertThat(status.text("capacity", "memory")).isEqualTo("8388608Ki");
    assertThat(status.text("allocatable", "memory")).isEqualTo("7340032Ki");
    assertThat(status.text("nodeInfo", "containerRuntimeVersion"))
        .isEqualTo("container://crun 1.8");
    assertThat(status.items("images").getFirst().items("names")).contains(Json.of("big"));
    assertThat(condition(status, "Ready").text("status")).isEqualTo("True");
  }

  @Test
  void pressureComesAndKeepsTheTimeItCame() {
    var node = new NodeStatus();
    node.compose(machine(GIB), "", NOON);
    Obj pressed = node.compose(machine(50), "", NOON.plusSeconds(60));
    Obj still = node.compose(machine(60), "", NOON.plusSeconds(90));
    assertThat(condition(pressed, "MemoryPressure").text("status")).isEqualTo("True");
    assertThat(condition(still, "MemoryPressure").text("lastTransitionTime"))
        .isEqualTo("2026-11-20T12:01:00Z");
  }

  @Test
  void aStatusStaysTheSameWhileNothingIsWrong() {
    var node = new NodeStatus();
    Obj before = node.compose(machine(GIB), "", NOON);
    assertThat(node.compose(machine(2 * GIB), "", NOON.plusSeconds(5))).isEqualTo(before);
  }

  @Test
  void aDriverThatCannotWorkMakesTheNodeUnready() {
    Obj status = new NodeStatus().compose(machine(GIB), "crun is gone; install crun", NOON);
    assertThat(condition(status, "Ready").text("status")).isEqualTo("False");
    assertThat(condition(status, "Ready").text("message")).isEqualTo("crun is gone; install crun");
  }
}
