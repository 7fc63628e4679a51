package dev.skerry.control.collect;

import static dev.skerry.control.story.Objects.json;
import static dev.skerry.control.story.Objects.namespace;
import static dev.skerry.control.story.Objects.node;
import static dev.skerry.control.story.Objects.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.controller.Intent.Propagation;
import dev.skerry.control.state.Entry;
import dev.skerry.control.story.Story;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CollectTest {
  private static final String STRANGER = "00000000-0000-4000-8000-000000000abc";

  private final Story site = new Story("s1", new CollectController());

  CollectTest() {
    site.put(namespace("default"));
  }

  private static ObjectKey map(String name) {
    return ObjectKey.of(GroupKind.core("ConfigMap"), "default", name);
  }

  private void put(String name, String... owners) {
    Obj object =
        json(
            "{'apiVersion': 'v1', 'kind': 'ConfigMap', 'metadata': {'name': '%s', 'namespace': 'default'}}"
                .formatted(name));
    List<Obj> references =
        List.of(owners).stream()
            .map(o ->
                json(
                    "{'apiVersion': 'v1', 'kind': 'ConfigMap', 'name': 'o', 'uid': '%s', 'blockOwnerDeletion': true}"
                        .formatted(o)))
            .toList();
    site.put(object.withAt(Json.array(references), "metadata", "ownerReferences"));
    site.settle();
  }

  private String uid(String name) {
    return entry(name).uid().value();
  }

  private Entry entry(String name) {
    return site.view().find(map(name)).orElseThrow();
  }

  @Test
  void whatIsOwnedGoesWithItsLastOwner() {
    put("a");
    put("b");
    put("child", uid("a"), uid("b"));
    put("grandchild", uid("child"));
    site.delete(map("a"));
    site.settle();
    assertThat(site.get(map("child")).items("metadata", "ownerReferences")).hasSize(1);
    site.delete(map("b"));
    site.settle();
    assertThat(site.has(map("child"))).isFalse();
    assertThat(site.has(map("grandchild"))).isFalse();
  }

  @Test
  void anUnknownOwnerIsOnlyTakenForGoneAfterAWhile() {
    put("child", STRANGER);
    assertThat(site.has(map("child"))).isTrue();
    site.advance(Duration.ofSeconds(59));
    assertThat(site.has(map("child"))).isTrue();
    site.advance(Duration.ofSeconds(1));
    assertThat(site.has(map("child"))).isFalse();
  }

  @Test
  void inTheForegroundTheOwnerGoesLast() {
    put("owner");
    put("child", uid("owner"));
    site.put(
        site.get(map("child"))
            .withAt(Json.strings(List.of("example.com/slow")), "metadata", "finalizers"));
    site.delete(entry("owner"), Propagation.FOREGROUND);
    site.settle();
    assertThat(site.has(map("owner"))).isTrue();
    assertThat(site.get(map("child")).text("metadata", "deletionTimestamp")).isNotEmpty();
    site.remove(map("child"), entry("child").uid());
    site.settle();
    assertThat(site.has(map("owner"))).isFalse();
  }

  @Test
  void orphansStayWithoutTheirOwner() {
    put("owner");
    put("child", uid("owner"));
    site.delete(entry("owner"), Propagation.ORPHAN);
    site.settle();
    assertThat(site.has(map("owner"))).isFalse();
    assertThat(site.get(map("child")).items("metadata", "ownerReferences")).isEmpty();
  }

  @Test
  void aDeletedPodGoesOnceItsNodeSaysThatItStopped() {
    site.put(node("n1", "1"));
    site.put(pod("p", "'nodeName': 'n1'"));
    site.delete(pod("p"));
    site.settle();
    assertThat(site.has(pod("p"))).isTrue();
    site.merge(
        ObjectKey.of(GroupKind.core("Node"), "", "n1"),
        json("{'status': {'conditions': [{'type': 'Ready', 'status': 'Unknown'}]}}"));
    site.settle();
    assertThat(site.has(pod("p"))).describedAs("while its node is silent").isTrue();
    site.merge(pod("p"), json("{'status': {'phase': 'Failed'}}"));
    site.settle();
    assertThat(site.has(pod("p"))).isFalse();
  }
}
