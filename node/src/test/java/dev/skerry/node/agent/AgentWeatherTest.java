package dev.skerry.node.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.model.json.Json;
import dev.skerry.node.driver.Observation;
import dev.skerry.node.fake.Behaviour;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Seeded trouble on the strict fake machine: what a seed does, it does every time.
class AgentWeatherTest {
  private static final int SEEDS = 150;
  private static final List<String> SPECS =
      List.of(
          "{'containers':[{'name':'a','image':'server'},{'name':'b','image':'crasher'}]}",
          "{'restartPolicy':'OnFailure','initContainers':[{'name':'i','image':'job'},"
              + "{'name':'s','image':'server','restartPolicy':'Always'}],"
              + "'containers':[{'name':'a','image':'job'},{'name':'b','image':'flaky'}]}",
          "{'restartPolicy':'Never','containers':[{'name':'a','image':'job'}]}",
          "{'containers':[{'name':'a','image':'slow','lifecycle':{'preStop':{'sleep':{'seconds':3}}},"
              + "'livenessProbe':{'exec':{'command':['/live']},'periodSeconds':2}}]}",
          "{'containers':[{'name':'a','image':'broken'}]}");

  private static Story story(Random random) {
    var story = new Story();
    var images = story.node.images();
    images.offer("server", Behaviour.SERVER);
    images.offer("crasher", Behaviour.SERVER.exitsAfter(Duration.ofSeconds(2), 1));
    images.offer("job", Behaviour.SERVER.exitsAfter(Duration.ofSeconds(1), 0));
    images.offer("flaky", Behaviour.SERVER.exitsAfter(Duration.ofSeconds(1), 0).pullFails(2));
    images.offer("slow", Behaviour.SERVER.stopsWithin(Duration.ofSeconds(50)));
    images.offer("broken", Behaviour.SERVER.cannotStart());
    for (int n = 1; n <= 6; n++) {
      story.wantAs(n, "pod-" + n, SPECS.get(random.nextInt(SPECS.size())));
    }
    return story;
  }

  private static void trouble(Story story, Random random) {
    switch (random.nextInt(8)) {
      case 0 -> story.agentCrash();
      case 1 -> story.powerCut();
      case 2 -> story.node.prober().ill("a", "/live");
      case 3 -> story.node.prober().well("a", "/live");
      case 4 -> end(story, 1 + random.nextInt(6));
      case 5 -> {
        story.wanted.remove(Story.uid(1 + random.nextInt(6)));
        story.feed();
      }
      default -> story.run(Duration.ofMillis(random.nextInt(20_000)));
    }
    story.run(Duration.ofMillis(random.nextInt(1_500)));
  }

  private static void end(Story story, int n) {
    if (story.wanted.containsKey(Story.uid(n))) {
      story.change(n, Json.of("2026-11-20T12:10:00Z"), "metadata", "deletionTimestamp");
    }
  }

  private static Story live(int seed) {
    var random = new Random(seed);
    Story story = story(random);
    for (int i = 0; i < 40; i++) {
      trouble(story, random);
    }
    return story;
  }

  @Test
  void whateverHappensThePortsAreUsedAsTheyAskAndNothingIsLeftBehind() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Story story = live(seed);
      story.wanted.clear();
      story.feed();
      story.run(Duration.ofMinutes(10));
      assertThat(story.node.machine().observe()).as("seed %d", seed).isEmpty();
      story.node.machine().close();
    }
  }

  @Test
  void whenTheTroubleEndsServersRun() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Story story = live(seed);
      story.node.prober().well("a", "/live");
      story.run(Duration.ofMinutes(10));
      story.wanted.forEach((uid, pod) -> {
        String image = pod.containers().getFirst().text("image");
        if (!pod.meta().deleting() && image.equals("server")) {
          assertThat(story.node.machine().observe())
              .filteredOn(o -> o.id().pod().equals(uid) && o.id().name().equals("a"))
              .filteredOn(o -> o.state() instanceof Observation.State.Running)
              .hasSize(1);
        }
      });
    }
  }

  @Test
  void theSameSeedLivesTheSameLife() {
    assertThat(live(7).events).isEqualTo(live(7).events).isNotEmpty();
  }
}
