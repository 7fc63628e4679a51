package dev.skerry.control.plane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.access.User;
import dev.skerry.control.loop.Answer;
import dev.skerry.control.loop.Effect;
import dev.skerry.control.loop.Input;
import dev.skerry.control.namespace.NamespaceController;
import dev.skerry.control.quota.QuotaController;
import dev.skerry.control.replicaset.ReplicaSetController;
import dev.skerry.control.state.Entry;
import dev.skerry.control.story.Objects;
import dev.skerry.control.workload.KindNames;
import dev.skerry.control.workload.Level;
import dev.skerry.control.write.Decision;
import dev.skerry.control.write.Proposal;
import dev.skerry.control.write.Request;
import dev.skerry.control.write.StandardPipeline;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Kinds;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.TenantName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the pipeline does not let a controller do it is not asked again and again, but later.
final class RefusedTest {
  private static final ObjectKey QUOTA = ObjectKey.of(KindNames.RESOURCE_QUOTA, "local", "q");
  private static final ObjectKey SET = ObjectKey.of(KindNames.REPLICA_SET, "local", "web");

  private final OnePlane plane =
      new OnePlane(
          new SiteName("s1"),
          new NamespaceController(true),
          new QuotaController(),
          new ReplicaSetController(Level.SITE));
  private final StandardPipeline pipeline = new StandardPipeline(Kinds::builtIn);
  private long draws = 1_000;
  private long tickets;

  RefusedTest() {
    plane.settle();
  }

  /// Judged on what is durable, as a handler does.
  private Proposal judged(ObjectKey key, Request.Verb verb) {
    var options =
        new Request.Options("ada", true, false, Request.FieldValidation.STRICT, List.of());
    var request = new Request(new User("ada", List.of()), key, "", verb, options);
    Decision decision =
        pipeline.decide(
            plane.durable(), request, OnePlane.START, _ -> ++draws * 0x9E3779B97F4A7C15L);
    assertThat(decision).isInstanceOf(Decision.Accepted.class);
    return ((Decision.Accepted) decision).proposal();
  }

  private void commit(Proposal proposal) {
    plane.handle(new Input.Commit(++tickets, proposal));
  }

  private void create(ObjectKey key, String object) {
    commit(judged(key, new Request.Verb.Create(Objects.json(object))));
    plane.settle();
  }

  private void quota(String pods) {
    create(
        QUOTA,
        """
        {'apiVersion': 'v1', 'kind': 'ResourceQuota', 'metadata': {'name': 'q', 'namespace': 'local'},
         'spec': {'hard': {'pods': '%s'}}}
        """
            .formatted(pods));
  }

  private long pods() {
    return plane.durable().in(KindNames.POD, TenantName.DEFAULT, "local").size();
  }

  private List<String> events(String reason) {
    return plane.durable().in(KindNames.EVENT, TenantName.DEFAULT, "local").values().stream()
        .map(Entry::json)
        .filter(event -> event.text("reason").equals(reason))
        .map(event -> event.text("message"))
        .toList();
  }

  @Test
  void aSetHasAsManyPodsAsTheQuotaLeavesItAndTheRestWhenThereIsRoom() {
    quota("2");
    create(
        SET,
        """
        {'apiVersion': 'apps/v1', 'kind': 'ReplicaSet', 'metadata': {'name': 'web', 'namespace': 'local'},
         'spec': {'replicas': 4, 'selector': {'matchLabels': {'app': 'web'}},
          'template': {'metadata': {'labels': {'app': 'web'}},
           'spec': {'containers': [{'name': 'c', 'image': 'a:1'}]}}}}
        """);
    assertThat(pods()).isEqualTo(2);
    assertThat(events("SuccessfulCreate")).hasSize(2);
    assertThat(events("FailedCreate"))
        .isNotEmpty()
        .allMatch(message -> message.startsWith("Error creating: pods \"web-"))
        .allMatch(message ->
            message.endsWith(
                "is forbidden: exceeded quota: q, requested: pods=1, used: pods=2, limited: pods=2"));
    Obj set = plane.durable().find(SET).orElseThrow().json();
    assertThat(plane.turn()).as("it is quiet").isEmpty();

    Obj wider =
        plane
            .durable()
            .find(QUOTA)
            .orElseThrow()
            .json()
            .withAt(Objects.json("{'pods': '3'}"), "spec", "hard");
    commit(judged(QUOTA, new Request.Verb.Update(wider)));
    plane.settle();
    plane.pass(Duration.ofSeconds(11));
    plane.handle(new Input.Tick());
    plane.settle();
    assertThat(pods()).isEqualTo(3);
    String made = "skerry.dev/pods-made";
    assertThat(set.obj("metadata", "annotations").text(made))
        .as("names are not used up by what is refused")
        .isEqualTo("4");
  }

  @Test
  void ofTwoWhoWereToldThatThereIsRoomForOneOnlyOneGetsIt() {
    quota("1");
    var proposals = new ArrayList<Proposal>();
    for (String name : List.of("one", "two")) {
      Obj pod =
          Objects.json(
              """
              {'apiVersion': 'v1', 'kind': 'Pod', 'metadata': {'name': '%s', 'namespace': 'local'},
               'spec': {'containers': [{'name': 'c', 'image': 'a:1'}]}}
              """
                  .formatted(name));
      proposals.add(
          judged(ObjectKey.of(KindNames.POD, "local", name), new Request.Verb.Create(pod)));
    }
    long first = tickets + 1;
    proposals.forEach(this::commit);
    List<Effect> told = plane.kept(plane.decided());
    assertThat(told)
        .anyMatch(effect ->
            effect instanceof Effect.Reply(long ticket, Answer.Stored _) && ticket == first)
        .anyMatch(effect ->
            effect instanceof Effect.Reply(long ticket, Answer.Refused(var refusal))
                && ticket == first + 1
                && refusal.message().contains("exceeded quota: q, requested: pods=1"));
    plane.settle();
    assertThat(pods()).isEqualTo(1);
  }
}
