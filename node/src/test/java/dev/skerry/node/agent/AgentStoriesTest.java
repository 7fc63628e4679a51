package dev.skerry.node.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.node.driver.VolumePlan;
import dev.skerry.node.fake.Behaviour;
import dev.skerry.node.pod.PodSettings;
import dev.skerry.node.work.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgentStoriesTest {
  private static final String WEB = "{'containers':[{'name':'web','image':'shop:v1'}]}";

  private final Story story = new Story();

  AgentStoriesTest() {
    story.node.images().offer("shop:v1", Behaviour.SERVER);
    story.node.images().offer("shop:v2", Behaviour.SERVER);
  }

  @Test
  void aPodRunsAndItsStatusSaysHow() {
    story.want(WEB);
    story.runSeconds(5);

    assertThat(story.phases).containsExactly("Pending", "Running");
    assertThat(story.web().text("podIP")).isEqualTo("10.64.0.2");
    assertThat(story.web().text("hostIP")).isEqualTo("192.0.2.1");
    assertThat(story.web().text("qosClass")).isEqualTo("BestEffort");
    assertThat(story.web().integer("observedGeneration")).hasValue(3);
    assertThat(story.container(0).isTrue("ready")).isTrue();
    assertThat(story.container(0).text("imageID")).startsWith("sha256:");
    assertThat(story.container(0).text("containerID")).startsWith("skerry://");
    for (String type :
        List.of(
            "PodScheduled",
            "Initialized",
            "ContainersReady",
            "Ready",
            "PodReadyToStartContainers")) {
      assertThat(story.condition(type)).as(type).isEqualTo("True");
    }
    assertThat(story.condition("NodeAccepted")).isEqualTo("absent");
  }

  @Test
  void aCrashingContainerBacksOffAndSaysSo() {
    story.node.images().offer("shop:v1", Behaviour.SERVER.exitsAfter(Duration.ofSeconds(1), 3));
    story.want(WEB);
    story.runSeconds(10);

    assertThat(story.started()).as("the first restart is at once").hasSize(2);
    Obj web = story.container(0);
    assertThat(web.text("state", "waiting", "reason")).isEqualTo("CrashLoopBackOff");
    assertThat(web.text("state", "waiting", "message")).startsWith("back-off 10s restarting");
    assertThat(web.integer("lastState", "terminated", "exitCode")).hasValue(3);
    assertThat(web.text("lastState", "terminated", "reason")).isEqualTo("Error");
    assertThat(web.integer("restartCount")).hasValue(1);
    assertThat(story.condition("Ready")).isEqualTo("False");
    assertThat(story.events).anyMatch(e -> e.startsWith("BackOff: Back-off restarting"));

    story.runSeconds(5);
    assertThat(story.started()).hasSize(3);
    story.runSeconds(10);
    assertThat(story.started()).as("now it waits 20 s").hasSize(3);
    story.run(Duration.ofHours(1));
    assertThat(story.started()).as("at most every 300 s").hasSizeBetween(14, 20);
    assertThat(story.node.machine().observe()).as("old runs are removed").hasSizeLessThan(3);
  }

  @Test
  void aLongRunForgivesEarlierCrashes() {
    story.node.images().offer("shop:v1", Behaviour.SERVER.exitsAfter(Duration.ofMinutes(11), 1));
    story.want(WEB);
    story.run(Duration.ofMinutes(56));

    assertThat(story.started()).hasSize(6);
    assertThat(story.events).noneMatch(e -> e.startsWith("BackOff"));
  }

  @Test
  void initContainersRunInOrder() {
    story.node.images().offer("job", Behaviour.SERVER.exitsAfter(Duration.ofSeconds(2), 0));
    story.want(
        """
        {'initContainers':[{'name':'one','image':'job'},
            {'name':'proxy','image':'shop:v1','restartPolicy':'Always'},
            {'name':'two','image':'job'}],
         'containers':[{'name':'web','image':'shop:v1'}]}
        """);
    story.runSeconds(3);
    assertThat(story.started()).containsExactly("one/0");
    assertThat(story.condition("Initialized")).isEqualTo("False");
    assertThat(story.container(0).text("state", "waiting", "reason")).isEqualTo("PodInitializing");

    story.runSeconds(20);
    assertThat(story.started()).containsExactly("one/0", "proxy/0", "two/0", "web/0");
    assertThat(story.condition("Initialized")).isEqualTo("True");
    assertThat(story.condition("Ready")).isEqualTo("True");
    assertThat(story.phases).containsExactly("Pending", "Running");
  }

  @Test
  void aPodWithoutInitContainersIsCreatedFromTheStart() {
    story.want(WEB);
    assertThat(story.started()).isEmpty();
    assertThat(story.container(0).text("state", "waiting", "reason"))
        .isEqualTo("ContainerCreating");
    assertThat(story.condition("Initialized")).isEqualTo("True");
    assertThat(story.web().text("phase")).isEqualTo("Pending");
  }

  @Test
  void aFailedInitContainerFailsAPodThatNeverRestarts() {
    story.node.images().offer("job", Behaviour.SERVER.exitsAfter(Duration.ofSeconds(2), 7));
    story.want(
        """
        {'restartPolicy':'Never','initContainers':[{'name':'one','image':'job'}],
         'containers':[{'name':'web','image':'shop:v1'}]}
        """);
    story.runSeconds(30);
    assertThat(story.phases).containsExactly("Pending", "Failed");
    assertThat(story.started()).containsExactly("one/0");
  }

  @Test
  void aJobSucceedsAndItsSidecarIsStopped() {
    story.node.images().offer("job", Behaviour.SERVER.exitsAfter(Duration.ofSeconds(2), 0));
    story.want(
        """
        {'restartPolicy':'OnFailure',
         'initContainers':[{'name':'proxy','image':'shop:v1','restartPolicy':'Always'}],
         'containers':[{'name':'work','image':'job'}]}
        """);
    story.runSeconds(30);
    assertThat(story.phases).containsExactly("Pending", "Running", "Succeeded");
    assertThat(story.container(0).text("state", "terminated", "reason")).isEqualTo("Completed");

    story.agentCrash();
    story.powerCut();
    story.runSeconds(30);
    assertThat(story.started()).as("what succeeded is not run again").hasSize(2);
    assertThat(story.phases).endsWith("Succeeded");
  }

  @Test
  void anAgentThatRestartsAdoptsWhatRuns() {
    story.want(
        """
        {'initContainers':[{'name':'setup','image':'job'}],
         'containers':[{'name':'web','image':'shop:v1',
            'readinessProbe':{'httpGet':{'path':'/ready','port':8080}}}]}
        """);
    story.node.images().offer("job", Behaviour.SERVER.exitsAfter(Duration.ofSeconds(1), 0));
    story.runSeconds(40);
    Obj before = story.web();
    story.agentCrash();
    story.runSeconds(40);

    assertThat(story.started()).containsExactly("setup/0", "web/0");
    assertThat(story.phases).containsExactly("Pending", "Running");
    assertThat(story.web()).isEqualTo(before);
  }

  @Test
  void anAgentThatDiesWhileItStartsAContainerLeavesNoSecondOne() {
    story.want(WEB);
    story.run(Duration.ofMillis(1150));
    assertThat(story.started()).hasSize(1);
    story.agentCrash();
    story.runSeconds(30);
    assertThat(story.node.machine().observe())
        .filteredOn(o -> o.state().toString().startsWith("Running"))
        .hasSize(1);
  }

  @Test
  void aPowerCutStartsEverythingAgainAndCountsIt() {
    story.want(
        """
        {'containers':[{'name':'web','image':'shop:v1',
            'volumeMounts':[{'name':'sales','mountPath':'/sales'}]}],
         'volumes':[{'name':'sales','hostPath':
            {'path':'/var/lib/skerry/volumes/sales','type':'DirectoryOrCreate'}}]}
        """);
    story.runSeconds(5);
    story.powerCut();
    story.runSeconds(5);

    assertThat(story.started()).containsExactly("web/0", "web/1");
    assertThat(story.container(0).integer("restartCount")).hasValue(1);
    assertThat(story.container(0).text("lastState", "terminated", "reason")).isEqualTo("Unknown");
    assertThat(story.node.machine().durable()).containsExactly("sales");
    assertThat(story.phases).endsWith("Running");
  }

  @Test
  void aMissingConfigMapIsNamedAndWaitedFor() {
    story.want(
        """
        {'containers':[{'name':'web','image':'shop:v1',
            'env':[{'name':'A','valueFrom':{'configMapKeyRef':{'name':'till','key':'a'}}}]}]}
        """);
    story.runSeconds(5);
    Obj waiting = story.container(0).obj("state", "waiting");
    assertThat(waiting.text("reason")).isEqualTo("CreateContainerConfigError");
    assertThat(waiting.text("message")).isEqualTo("configmap \"till\" not found");

    story.configMaps.put("till", Story.json("{'metadata':{'name':'till'},'data':{'a':'1'}}"));
    story.change(1, Json.of("x"), "metadata", "resourceVersion");
    story.runSeconds(5);
    assertThat(story.node.machine().plan(story.id("web", 0)).orElseThrow().env()).contains("A=1");
    assertThat(story.phases).endsWith("Running");
  }

  @Test
  void aMissingVolumeSourceIsTold() {
    story.want(
        """
        {'containers':[{'name':'web','image':'shop:v1'}],
         'volumes':[{'name':'conf','configMap':{'name':'till'}}]}
        """);
    story.runSeconds(5);
    assertThat(story.events).containsExactly("FailedMount: configmap \"till\" not found");
    assertThat(story.started()).isEmpty();
  }

  @Test
  void aRefusedFieldIsNamed() {
    story.want(
        """
        {'containers':[{'name':'web','image':'shop:v1'}],
         'volumes':[{'name':'disk','csi':{'driver':'ebs'}}]}
        """);
    story.runSeconds(5);
    assertThat(story.started()).isEmpty();
    assertThat(story.phases).containsExactly("Pending");
    assertThat(story.condition("NodeAccepted")).isEqualTo("False");
    assertThat(story.events)
        .containsExactly("FailedValidation: spec.volumes[0].csi.driver: CSI drivers are not run");
    assertThat(story.container(0).text("state", "waiting", "reason")).isEqualTo("VolumeNotServed");
  }

  @Test
  void whatTheDriverCannotHonourIsNamedToo() {
    story.want("{'hostPID':true,'containers':[{'name':'web','image':'shop:v1'}]}");
    story.runSeconds(5);
    assertThat(story.container(0).text("state", "waiting", "reason"))
        .isEqualTo("NeedsContainerDriver");
    assertThat(story.condition("NodeAccepted")).isEqualTo("False");
    story.delete(30);
    story.runSeconds(5);
    assertThat(story.gone).containsExactly("web");
  }

  @Test
  void aPullThatFailsBacksOffAndSucceedsLater() {
    story.node.images().offer("shop:v1", Behaviour.SERVER.pullFails(2));
    story.want(WEB);
    story.runSeconds(5);
    assertThat(story.container(0).text("state", "waiting", "reason")).isEqualTo("ErrImagePull");
    story.runSeconds(10);
    assertThat(story.container(0).text("state", "waiting", "reason")).isEqualTo("ImagePullBackOff");
    story.runSeconds(25);
    assertThat(story.node.images().pulls("shop:v1")).isEqualTo(3);
    assertThat(story.phases).endsWith("Running");
  }

  @Test
  void aContainerThatCannotStartSaysStartError() {
    story.node.images().offer("shop:v1", Behaviour.SERVER.cannotStart());
    story.want("{'restartPolicy':'Never','containers':[{'name':'web','image':'shop:v1'}]}");
    story.runSeconds(5);
    assertThat(story.container(0).text("state", "terminated", "reason")).isEqualTo("StartError");
    assertThat(story.phases).endsWith("Failed");
  }

  @Test
  void aChangedImageReplacesTheContainerOnly() {
    story.want(WEB);
    story.runSeconds(5);
    story.change(
        1,
        Story.json(WEB.replace("v1", "v2")).at("containers").orElseThrow(),
        "spec",
        "containers");
    story.runSeconds(5);
    assertThat(story.started()).containsExactly("web/0", "web/1");
    assertThat(story.node.machine().plan(story.id("web", 1)).map(p -> p.image().reference()))
        .isEqualTo(Optional.of("shop:v2"));
  }

  @Test
  void runningOutOfMemoryIsSaid() {
    story
        .node
        .images()
        .offer("shop:v1", Behaviour.SERVER.runsOutOfMemoryAfter(Duration.ofSeconds(1)));
    story.want(WEB);
    story.runSeconds(8);
    assertThat(story.container(0).text("lastState", "terminated", "reason")).isEqualTo("OOMKilled");
  }

  @Test
  void aChangedConfigMapReachesItsVolumeWithoutARestart() {
    story.configMaps.put("till", Story.json("{'data':{'vat':'19'}}"));
    story.want(
        """
        {'containers':[{'name':'web','image':'shop:v1'}],
         'volumes':[{'name':'conf','configMap':{'name':'till'}}]}
        """);
    story.runSeconds(5);
    story.configMaps.put("till", Story.json("{'data':{'vat':'7'}}"));
    story.change(1, Json.of("2"), "metadata", "resourceVersion");
    story.runSeconds(5);

    var plan = story.node.machine().plan(Story.uid(1)).orElseThrow();
    var files = (VolumePlan.Files) plan.volumes().getFirst();
    assertThat(files.files().get("vat")).asString().isEqualTo("7");
    assertThat(story.started()).containsExactly("web/0");
  }

  @Test
  void whatRanBeforeAPowerCutKeepsItsRunIds() {
    story.node.images().offer("job", Behaviour.SERVER.exitsAfter(Duration.ofSeconds(1), 0));
    story.want(
        """
        {'initContainers':[{'name':'setup','image':'job'}],
         'containers':[{'name':'web','image':'shop:v1'}]}
        """);
    story.runSeconds(10);
    story.powerCut();
    story.runSeconds(10);
    assertThat(story.started()).containsExactly("setup/0", "web/0", "setup/1", "web/1");
  }

  @Test
  void oneCallPerPodAndEightOverAllAtOnce() {
    for (int n = 1; n <= 30; n++) {
      story.wantAs(n, "web-" + n, WEB);
    }
    var agent = new Agent(Settings.of(PodSettings.of(Story.HERE)));
    agent.on(new Input.Wanted(story.wanted), Story.START);
    List<Effect> first = agent.on(new Input.Observed(List.of(), List.of()), Story.START);
    List<Effect> second = agent.on(new Input.Tick(), Story.START);
    assertThat(first.stream().filter(e -> e instanceof Effect.Run)).hasSize(8);
    assertThat(second.stream().filter(e -> e instanceof Effect.Run)).isEmpty();

    story.runSeconds(60);
    assertThat(story.node.machine().started()).hasSize(30).doesNotHaveDuplicates();
  }

  @Test
  void aFailedSetUpIsTriedAgain() {
    var agent = new Agent(Settings.of(PodSettings.of(Story.HERE)));
    story.want(WEB);
    agent.on(new Input.Wanted(story.wanted), Story.START);
    var run =
        (Effect.Run)
            agent.on(new Input.Observed(List.of(), List.of()), Story.START).stream()
                .filter(e -> e instanceof Effect.Run)
                .findFirst()
                .orElseThrow();
    List<Effect> after =
        agent.on(
            new Input.Done(run.id(), new Outcome.Failed("RuntimeFailed", "no bridge")),
            Story.START);
    assertThat(after)
        .contains(new Effect.WakeAt(Story.START.plusSeconds(5)))
        .noneMatch(e -> e instanceof Effect.Run);
    assertThat(agent.on(new Input.Tick(), Story.START.plusSeconds(5)))
        .anyMatch(e -> e instanceof Effect.Run);
  }
}
