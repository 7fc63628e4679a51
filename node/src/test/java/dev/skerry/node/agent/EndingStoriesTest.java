package dev.skerry.node.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.node.fake.Behaviour;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EndingStoriesTest {
  private static final String WEB = "{'containers':[{'name':'web','image':'shop:v1'}]}";

  private final Story story = new Story();

  EndingStoriesTest() {
    story.node.images().offer("shop:v1", Behaviour.SERVER);
  }

  @Test
  void aPodBeingDeletedGetsItsGrace() {
    story.node.images().offer("slow", Behaviour.SERVER.stopsWithin(Duration.ofSeconds(8)));
    story.want("{'containers':[{'name':'web','image':'shop:v1'},{'name':'slow','image':'slow'}]}");
    story.runSeconds(10);
    story.delete(30);
    story.runSeconds(5);
    assertThat(story.container(0).integer("state", "terminated", "exitCode")).hasValue(143);
    assertThat(story.container(1).at("state", "running")).as("still in its grace").isPresent();
    assertThat(story.gone).isEmpty();

    story.runSeconds(5);
    assertThat(story.gone).containsExactly("web");
    assertThat(story.container(1).integer("state", "terminated", "signal")).hasValue(15);
    story.node.machine().close();
  }

  @Test
  void aContainerThatIgnoresTheSignalIsKilledWhenItsGraceEnds() {
    story.node.images().offer("shop:v1", Behaviour.SERVER.stopsWithin(Duration.ofHours(1)));
    story.want(WEB);
    story.runSeconds(5);
    story.delete(4);
    story.runSeconds(5);
    assertThat(story.container(0).integer("state", "terminated", "exitCode")).hasValue(137);
    assertThat(story.gone).containsExactly("web");
  }

  @Test
  void aPreStopHookRunsBeforeTheSignalAndUsesTheSameGrace() {
    story.node.images().offer("shop:v1", Behaviour.SERVER.stopsWithin(Duration.ofHours(1)));
    story.want(
        """
        {'containers':[{'name':'web','image':'shop:v1',
            'lifecycle':{'preStop':{'sleep':{'seconds':6}}}}]}
        """);
    story.runSeconds(5);
    story.delete(10);
    story.runSeconds(9);
    assertThat(story.gone).isEmpty();
    story.runSeconds(2);
    assertThat(story.node.prober().asked()).containsExactly("web sleep 6");
    assertThat(story.gone).containsExactly("web");
  }

  @Test
  void aPodThatIsNoLongerWantedGoesAndSoDoesAnOrphan() {
    story.want(WEB);
    story.runSeconds(5);
    story.wanted.clear();
    story.node.agentCrash();
    story.feed();
    story.runSeconds(40);
    assertThat(story.gone).containsExactly("web");
    story.node.machine().close();
  }

  @Test
  void anActiveDeadlineFailsThePod() {
    story.want("{'activeDeadlineSeconds':20,'containers':[{'name':'web','image':'shop:v1'}]}");
    story.runSeconds(30);
    assertThat(story.web().text("phase")).isEqualTo("Failed");
    assertThat(story.web().text("reason")).isEqualTo("DeadlineExceeded");
    assertThat(story.container(0).at("state", "terminated")).isPresent();
  }

  /// Simulator seed 60: whoever read `Failed` took the object away, and the container came up.
  @Test
  void aPodDeletedWhileItsContainerStartsIsNotOverBeforeThatHasStopped() {
    story.want(WEB);
    story.run(Duration.ofMillis(1150));
    assertThat(story.started()).as("the start is under way").hasSize(1);
    story.delete(30);
    story.runSeconds(10);
    assertThat(story.phases).containsExactly("Pending", "Running", "Failed");
    assertThat(story.gone).containsExactly("web");
  }
}
