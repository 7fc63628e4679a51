package dev.skerry.control.schedule;

import static dev.skerry.control.story.Objects.json;
import static dev.skerry.control.story.Objects.namespace;
import static dev.skerry.control.story.Objects.node;
import static dev.skerry.control.story.Objects.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.story.Story;
import dev.skerry.control.workload.Conditions;
import dev.skerry.control.workload.Pods;
import dev.skerry.model.json.Json;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import org.junit.jupiter.api.Test;

final class ScheduleTest {
  private final Story site = new Story("s1", new ScheduleController());

  ScheduleTest() {
    site.put(namespace("default"));
  }

  private String place(String name, String spec) {
    site.put(pod(name, spec));
    site.settle();
    return Pods.node(site.get(pod(name)));
  }

  private String why(String name) {
    return Conditions.find(site.get(pod(name)), "PodScheduled").orElseThrow().text("message");
  }

  private static ObjectKey nodeKey(String name) {
    return ObjectKey.of(GroupKind.core("Node"), "", name);
  }

  @Test
  void podsGoWhereMostIsLeft() {
    site.put(node("a", "1"));
    site.put(node("b", "4"));
    assertThat(place("one", "")).isEqualTo("b");
    assertThat(Conditions.isTrue(site.get(pod("one")), "PodScheduled")).isTrue();
  }

  @Test
  void aPodThatFitsNowhereSaysWhyInTheSchedulersWordsAndFitsLater() {
    site.put(node("a", "0"));
    site.put(node("b", "4").withAt(Json.of(true), "spec", "unschedulable"));
    assertThat(place("one", "")).isEmpty();
    assertThat(why("one"))
        .isEqualTo("0/2 nodes are available: 1 Insufficient cpu, 1 node(s) were unschedulable.");
    site.merge(nodeKey("b"), json("{'spec': {'unschedulable': false}}"));
    site.settle();
    assertThat(Pods.node(site.get(pod("one")))).isEqualTo("b");
  }

  @Test
  void aSilentNodeGetsNothingNewAndLosesNothing() {
    site.put(node("a", "4"));
    assertThat(place("one", "")).isEqualTo("a");
    site.merge(
        nodeKey("a"), json("{'status': {'conditions': [{'type': 'Ready', 'status': 'Unknown'}]}}"));
    assertThat(place("two", "")).isEmpty();
    assertThat(Pods.deleting(site.get(pod("one")))).isFalse();
    assertThat(why("two")).contains("1 node(s) were not ready");
  }

  @Test
  void selectorsTaintsAndHostPortsAreHonoured() {
    site.put(node("a", "4").withAt(Json.of("ssd"), "metadata", "labels", "disk"));
    site.put(
        node("b", "8")
            .withAt(
                Json.array(
                    java.util.List.of(
                        json("{'key': 'gpu', 'value': 'x', 'effect': 'NoSchedule'}"))),
                "spec",
                "taints"));
    assertThat(place("one", "")).isEqualTo("a");
    assertThat(place("two", "'nodeSelector': {'disk': 'hdd'}")).isEmpty();
    assertThat(why("two"))
        .isEqualTo(
            "0/2 nodes are available: 1 node(s) didn't match Pod's node affinity/selector, "
                + "1 node(s) had untolerated taint {gpu: x}.");
    assertThat(place("three", "'tolerations': [{'key': 'gpu', 'operator': 'Exists'}]"))
        .isEqualTo("b");
  }

  @Test
  void podsThatAvoidEachOtherGoToDifferentNodes() {
    String apart =
        """
        'affinity': {'podAntiAffinity': {'requiredDuringSchedulingIgnoredDuringExecution': [
         {'topologyKey': 'kubernetes.io/hostname', 'labelSelector': {'matchExpressions': [
          {'key': 'app', 'operator': 'Exists'}]}}]}}\
        """;
    site.put(node("a", "4"));
    site.put(node("b", "4"));
    String first = place("one", apart);
    String second = place("two", apart);
    assertThat(first).isNotEmpty();
    assertThat(second).isNotEmpty().isNotEqualTo(first);
    assertThat(place("three", apart)).isEmpty();
    assertThat(why("three")).contains("2 node(s) didn't match pod anti-affinity rules");
  }

  @Test
  void whatThisSchedulerDoesNotKnowIsRefusedNotIgnored() {
    site.put(node("a", "4"));
    assertThat(place("one", "'schedulerName': 'mine'")).isEmpty();
    assertThat(why("one")).contains("no scheduler 'mine' runs here");
    assertThat(site.notes).extracting(n -> n.reason()).containsExactly("FailedScheduling");
  }
}
