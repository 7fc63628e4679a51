package dev.skerry.control.deployment;

import static dev.skerry.control.story.Objects.deployment;
import static dev.skerry.control.story.Objects.json;
import static dev.skerry.control.story.Objects.namespace;
import static dev.skerry.control.story.Objects.running;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.replicaset.ReplicaSetController;
import dev.skerry.control.state.Entry;
import dev.skerry.control.story.Story;
import dev.skerry.control.workload.Conditions;
import dev.skerry.control.workload.KindNames;
import dev.skerry.control.workload.Level;
import dev.skerry.control.workload.PodSpecs;
import dev.skerry.control.workload.Pods;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RollingUpdateTest {
  private static final ObjectKey SHOP = deployment("shop");

  private final Story site =
      new Story("s1", new DeploymentController(Level.SITE), new ReplicaSetController(Level.SITE));

  RollingUpdateTest() {
    site.put(namespace("default"));
  }

  private List<Entry> pods() {
    return site.all(KindNames.POD);
  }

  private void allReady() {
    for (Entry pod : pods()) {
      if (!Pods.ready(pod.json())) {
        site.merge(pod.key(), running(site.now().toString()));
      }
    }
    site.settle();
  }

  private void untilDone() {
    for (int i = 0; i < 20; i++) {
      allReady();
    }
  }

  private String reason(String condition) {
    return Conditions.find(site.get(SHOP), condition).orElseThrow().text("reason");
  }

  private Obj status() {
    return site.get(SHOP).obj("status");
  }

  private List<String> images() {
    return pods().stream()
        .map(p -> PodSpecs.images(p.json().obj("spec")).getFirst())
        .distinct()
        .toList();
  }

  @Test
  void aNewDeploymentGetsItsPodsAndSaysWhenTheyAreAvailable() {
    site.put(deployment("shop", 3, "shop:v1"));
    site.settle();
    assertThat(pods()).hasSize(3);
    assertThat(reason("Available")).isEqualTo("MinimumReplicasUnavailable");
    assertThat(status().integer("observedGeneration")).hasValue(1);

    allReady();
    assertThat(status().integer("availableReplicas")).hasValue(3);
    assertThat(reason("Available")).isEqualTo("MinimumReplicasAvailable");
    assertThat(reason("Progressing")).isEqualTo("NewReplicaSetAvailable");
    assertThat(site.get(SHOP).obj("metadata", "annotations").text(OwnedSet.REVISION))
        .isEqualTo("1");
  }

  @Test
  void aNewImageIsRolledOutAndTheOldSetStaysAsHistory() {
    site.put(deployment("shop", 3, "shop:v1"));
    site.settle();
    allReady();
    site.put(deployment("shop", 3, "shop:v2"));
    site.settle();
    untilDone();
    assertThat(images()).containsExactly("shop:v2");
    assertThat(status().integer("updatedReplicas")).hasValue(3);
    assertThat(status().integer("replicas")).hasValue(3);
    assertThat(site.all(KindNames.REPLICA_SET))
        .extracting(e -> e.json().integer("spec", "replicas").orElse(-1))
        .containsExactlyInAnyOrder(0L, 3L);
    assertThat(reason("Progressing")).isEqualTo("NewReplicaSetAvailable");
  }

  @Test
  void goingBackToAnOldTemplateTakesItsSetAgainUnderANewRevision() {
    for (String image : List.of("shop:v1", "shop:v2", "shop:v1")) {
      site.put(deployment("shop", 2, image));
      site.settle();
      untilDone();
    }
    assertThat(site.all(KindNames.REPLICA_SET)).hasSize(2);
    assertThat(images()).containsExactly("shop:v1");
    assertThat(site.get(SHOP).obj("metadata", "annotations").text(OwnedSet.REVISION))
        .isEqualTo("3");
  }

  @Test
  void anUpdateThatNeverGetsReadyKeepsTheOldPodsAndIsLateInTheEnd() {
    site.put(deployment("shop", 4, "shop:v1"));
    site.settle();
    allReady();
    site.put(deployment("shop", 4, "shop:broken"));
    site.settle();
    assertThat(pods().stream().filter(p -> Pods.ready(p.json()))).hasSize(3);
    site.advance(Duration.ofSeconds(601));
    assertThat(reason("Progressing")).isEqualTo("ProgressDeadlineExceeded");
    assertThat(pods().stream().filter(p -> Pods.ready(p.json()))).hasSize(3);
  }

  @Test
  void recreateWaitsUntilNoOldPodIsLeft() {
    Obj strategy = json("{'type': 'Recreate'}");
    site.put(deployment("shop", 2, "shop:v1").withAt(strategy, "spec", "strategy"));
    site.settle();
    for (Entry pod : pods()) {
      site.merge(pod.key(), json("{'spec': {'nodeName': 's1-1'}}"));
    }
    allReady();
    site.put(deployment("shop", 2, "shop:v2").withAt(strategy, "spec", "strategy"));
    site.settle();
    assertThat(images()).containsExactly("shop:v1");
    assertThat(pods()).allMatch(p -> Pods.deleting(p.json()));
    pods().forEach(p -> site.remove(p.key(), p.uid()));
    site.settle();
    assertThat(images()).containsExactly("shop:v2");
    assertThat(pods()).hasSize(2);
  }

  @Test
  void scalingAddsAndRemovesPodsOfTheCurrentSet() {
    site.put(deployment("shop", 2, "shop:v1"));
    site.settle();
    allReady();
    for (long replicas : List.of(5L, 1L, 0L, 3L)) {
      site.put(deployment("shop", replicas, "shop:v1"));
      site.settle();
      allReady();
      assertThat(pods()).hasSize((int) replicas);
      assertThat(status().integer("replicas")).hasValue(replicas);
    }
  }

  @Test
  void aPausedDeploymentScalesButDoesNotRoll() {
    site.put(deployment("shop", 2, "shop:v1"));
    site.settle();
    allReady();
    Obj paused = deployment("shop", 3, "shop:v2").withAt(Json.of(true), "spec", "paused");
    site.put(paused);
    site.settle();
    assertThat(images()).containsExactly("shop:v1");
    assertThat(pods()).hasSize(3);
    assertThat(reason("Progressing")).isEqualTo("DeploymentPaused");
  }

  @Test
  void onlyTenOldSetsAreKept() {
    for (int i = 0; i < 13; i++) {
      site.put(deployment("shop", 1, "shop:v" + i));
      site.settle();
      untilDone();
    }
    assertThat(site.all(KindNames.REPLICA_SET)).hasSize(11);
  }

  @Test
  void aDeadPodIsReplacedUnderANewName() {
    site.put(deployment("shop", 1, "shop:v1"));
    site.settle();
    Entry first = pods().getFirst();
    site.remove(first.key(), first.uid());
    site.settle();
    assertThat(pods()).hasSize(1);
    assertThat(pods().getFirst().key()).isNotEqualTo(first.key());
  }

  /// Whatever the order in which pods become ready, die and go, and in which controllers run.
  @Test
  void anUpdateNeverGoesBelowOrAboveItsBounds() {
    for (int seed = 0; seed < 40; seed++) {
      var chance = new Random(seed);
      long desired = 1L + chance.nextInt(8);
      var strategy = new Strategy(false, chance.nextInt(3), chance.nextInt(3));
      if (strategy.maxSurge() == 0 && strategy.maxUnavailable() == 0) {
        strategy = new Strategy(false, 1, 0);
      }
      new Bounds(seed, chance, desired, strategy).check();
    }
  }

  private static final class Bounds {
    private final Story story =
        new Story("s1", new DeploymentController(Level.SITE), new ReplicaSetController(Level.SITE));
    private final int seed;
    private final Random chance;
    private final long desired;
    private final Strategy strategy;

    Bounds(int seed, Random chance, long desired, Strategy strategy) {
      this.seed = seed;
      this.chance = chance;
      this.desired = desired;
      this.strategy = strategy;
    }

    void check() {
      story.put(namespace("default"));
      roll("shop:v0");
      while (!done("shop:v0")) {
        turn();
      }
      for (String image : List.of("shop:v1", "shop:v2")) {
        roll(image);
        for (int i = 0; !done(image); i++) {
          assertThat(i)
              .describedAs("seed %s: turns until %s is out", seed, image)
              .isLessThan(9_000);
          turn();
          bounded();
        }
      }
    }

    private void roll(String image) {
      Obj rolling =
          Json.object()
              .put("maxSurge", strategy.maxSurge())
              .put("maxUnavailable", strategy.maxUnavailable())
              .build();
      story.put(
          deployment("shop", desired, image).withAt(rolling, "spec", "strategy", "rollingUpdate"));
    }

    private boolean done(String image) {
      List<Entry> pods = story.all(KindNames.POD);
      return pods.size() == desired
          && pods.stream()
              .allMatch(p ->
                  Pods.ready(p.json()) && PodSpecs.images(p.json().obj("spec")).contains(image));
    }

    /// One controller step, or one pod that moves on.
    private void turn() {
      List<Entry> pods = story.all(KindNames.POD);
      if (chance.nextInt(3) > 0 && story.step()) {
        return;
      }
      if (!pods.isEmpty()) {
        Entry pod = pods.get(chance.nextInt(pods.size()));
        if (Pods.deleting(pod.json())) {
          story.remove(pod.key(), pod.uid());
        } else {
          story.merge(pod.key(), json("{'spec': {'nodeName': 's1-1'}}"));
          story.merge(pod.key(), running(story.now().toString()));
        }
      }
    }

    private void bounded() {
      List<Entry> active =
          story.all(KindNames.POD).stream().filter(p -> !Pods.deleting(p.json())).toList();
      assertThat((long) active.size())
          .describedAs("seed %s: pods of %s wanted", seed, desired)
          .isLessThanOrEqualTo(strategy.most(desired));
      assertThat(active.stream().filter(p -> Pods.ready(p.json())).count())
          .describedAs("seed %s: available of %s wanted", seed, desired)
          .isGreaterThanOrEqualTo(desired - Math.min(strategy.maxUnavailable(), desired));
    }
  }
}
