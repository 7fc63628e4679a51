package dev.skerry.node.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.node.fake.Behaviour;
import org.junit.jupiter.api.Test;

/// Hooks and probes: what a container is asked, and what its answers do.
class AskingStoriesTest {
  private final Story story = new Story();

  AskingStoriesTest() {
    story.node.images().offer("shop:v1", Behaviour.SERVER);
  }

  @Test
  void aFailedPostStartHookKillsTheContainer() {
    story.node.prober().ill("web", "/warm");
    story.want(
        """
        {'containers':[{'name':'web','image':'shop:v1',
            'lifecycle':{'postStart':{'exec':{'command':['/warm']}}}}]}
        """);
    story.runSeconds(4);
    assertThat(story.events).anyMatch(e -> e.startsWith("FailedPostStartHook"));
    assertThat(story.container(0).isTrue("ready")).isFalse();
    story.node.prober().well("web", "/warm");
    story.runSeconds(30);
    assertThat(story.container(0).isTrue("ready")).isTrue();
  }

  @Test
  void readinessGoesFalseAndBack() {
    story.want(
        """
        {'containers':[{'name':'web','image':'shop:v1','ports':[{'name':'http','containerPort':80}],
            'readinessProbe':{'httpGet':{'path':'/ready','port':'http'},'periodSeconds':2,
               'failureThreshold':2}}]}
        """);
    story.runSeconds(10);
    assertThat(story.condition("Ready")).isEqualTo("True");
    story.node.prober().ill("web", "/ready");
    story.runSeconds(2);
    assertThat(story.condition("Ready")).as("one failure is not enough").isEqualTo("True");
    story.runSeconds(2);
    assertThat(story.condition("Ready")).isEqualTo("False");
    story.node.prober().well("web", "/ready");
    story.runSeconds(2);
    assertThat(story.condition("Ready")).isEqualTo("True");
    assertThat(story.started()).hasSize(1);
    assertThat(story.events).anyMatch(e -> e.startsWith("Unhealthy: Readiness probe failed"));
  }

  @Test
  void livenessKillsAndRestarts() {
    story.want(
        """
        {'containers':[{'name':'web','image':'shop:v1','livenessProbe':
            {'tcpSocket':{'port':80},'periodSeconds':5,'initialDelaySeconds':20}}]}
        """);
    story.node.prober().ill("web", "80");
    story.runSeconds(30);
    assertThat(story.started()).as("two failures so far").hasSize(1);
    story.runSeconds(5);
    assertThat(story.started()).containsExactly("web/0", "web/1");
    assertThat(story.events)
        .contains("Killing: Container web failed liveness probe, will be restarted");
    assertThat(story.container(0).integer("restartCount")).hasValue(1);
  }

  @Test
  void nothingIsAskedBeforeTheStartupProbeIsWell() {
    story.node.prober().ill("web", "/up");
    story.want(
        """
        {'containers':[{'name':'web','image':'shop:v1',
            'startupProbe':{'exec':{'command':['/up']},'periodSeconds':1,'failureThreshold':60},
            'livenessProbe':{'tcpSocket':{'port':80},'periodSeconds':1}}]}
        """);
    story.runSeconds(20);
    assertThat(story.node.prober().asked()).isNotEmpty().containsOnly("web /up");
    assertThat(story.container(0).isTrue("started")).isFalse();
    story.node.prober().well("web", "/up");
    story.runSeconds(3);
    assertThat(story.node.prober().asked()).endsWith("web 80");
    assertThat(story.condition("Ready")).isEqualTo("True");
  }
}
