package dev.skerry.model.apply;

import static dev.skerry.model.patch.Texts.json;
import static dev.skerry.model.patch.Texts.obj;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.model.apply.ApplyOutcome.Applied;
import dev.skerry.model.apply.ApplyOutcome.Conflicted;
import dev.skerry.model.apply.ApplyOutcome.Refused;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.model.patch.SchemaSketch;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ApplyTest {
  private static final SchemaSketch SCHEMA = SchemaSketch.deployment();
  private static final Apply APPLY = new Apply(SCHEMA, FieldSet.ofFields("status"));
  private static final Update UPDATE = new Update(SCHEMA, FieldSet.ofFields("status"));
  private static final Instant T1 = Instant.parse("2026-01-01T00:00:01Z");
  private static final Instant T2 = Instant.parse("2026-01-01T00:00:02Z");

  private static Writer writer(String name) {
    return new Writer(name, "apps/v1");
  }

  /// A Deployment with a name and these further members.
  private static Obj config(String spec) {
    return obj(
        "{'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'d'},'spec':" + spec + "}");
  }

  private static Obj applied(Optional<Obj> live, String manager, String spec) {
    return ((Applied) APPLY.onto(live, config(spec), writer(manager), false, T1)).object();
  }

  private static Obj applied(Obj live, String manager, String spec) {
    return applied(Optional.of(live), manager, spec);
  }

  private static Json fields(Obj object, String manager) {
    return object.items("metadata", "managedFields").stream()
        .filter(entry -> entry.text("manager").equals(manager))
        .findFirst()
        .flatMap(entry -> entry.at("fieldsV1"))
        .orElse(Json.Null.VALUE);
  }

  private static Json spec(Obj object) {
    return object.obj("spec");
  }

  @Test
  void applyOnCreateOwnsWhatWasAppliedAndNoMore() {
    Obj made =
        applied(
            Optional.empty(),
            "kubectl",
            "{'replicas':3,'template':{'spec':{'containers':[{'name':'c','image':'i'}]}}}");
    assertThat(JsonText.write(made.at("metadata", "managedFields").orElseThrow()))
        .isEqualTo(
            "[{\"apiVersion\":\"apps/v1\",\"fieldsType\":\"FieldsV1\",\"fieldsV1\":{\"f:spec\":{"
                + "\"f:replicas\":{},\"f:template\":{\"f:spec\":{\"f:containers\":{"
                + "\"k:{\\\"name\\\":\\\"c\\\"}\":{\".\":{},\"f:image\":{},\"f:name\":{}}}}}}},"
                + "\"manager\":\"kubectl\",\"operation\":\"Apply\",\"time\":\"2026-01-01T00:00:01Z\"}]");
  }

  @Test
  void applyingTheSameAgainIsNoChangeAndTimeStands() {
    Obj made = applied(Optional.empty(), "a", "{'replicas':3}");
    assertThat(APPLY.onto(Optional.of(made), config("{'replicas':3}"), writer("a"), false, T2))
        .isEqualTo(new Applied(made, false));
  }

  @Test
  void anotherManagersFieldConflictsOnlyWhenItsValueWouldChange() {
    Obj made = UPDATE.written(Optional.empty(), config("{'replicas':3}"), writer("kubectl"), T1);
    var outcome =
        (Conflicted)
            APPLY.onto(Optional.of(made), config("{'replicas':4}"), writer("b"), false, T2);
    assertThat(outcome.sentence())
        .isEqualTo(
            "Apply failed with 1 conflict: conflict with \"kubectl\" using apps/v1:"
                + " .spec.replicas");
    assertThat(outcome.conflicts().getFirst().message())
        .isEqualTo("conflict with \"kubectl\" using apps/v1");
    Obj shared = applied(made, "b", "{'replicas':3}");
    assertThat(fields(shared, "b")).isEqualTo(json("{'f:spec':{'f:replicas':{}}}"));
    assertThat(fields(shared, "kubectl")).isEqualTo(fields(made, "kubectl"));
  }

  @Test
  void severalConflictsAreListedByManager() {
    Obj made = applied(Optional.empty(), "a", "{'replicas':3,'paused':true}");
    made = applied(made, "b", "{'strategy':{'type':'x'}}");
    var outcome =
        (Conflicted)
            APPLY.onto(
                Optional.of(made),
                config("{'replicas':4,'paused':false,'strategy':{'type':'y'}}"),
                writer("c"),
                false,
                T2);
    assertThat(outcome.sentence())
        .isEqualTo(
            "Apply failed with 3 conflicts: conflicts with \"a\":\n- .spec.paused\n"
                + "- .spec.replicas\nconflicts with \"b\":\n- .spec.strategy.type");
  }

  @Test
  void forceTakesTheFieldOver() {
    Obj made = applied(Optional.empty(), "a", "{'replicas':3,'paused':true}");
    Obj forced =
        ((Applied) APPLY.onto(Optional.of(made), config("{'replicas':4}"), writer("b"), true, T2))
            .object();
    assertThat(spec(forced)).isEqualTo(json("{'replicas':4,'paused':true}"));
    assertThat(fields(forced, "a")).isEqualTo(json("{'f:spec':{'f:paused':{}}}"));
    assertThat(fields(forced, "b")).isEqualTo(json("{'f:spec':{'f:replicas':{}}}"));
  }

  @Test
  void whatIsNoLongerAppliedGoesUnlessSomeoneElseOwnsIt() {
    Obj made = applied(Optional.empty(), "a", "{'replicas':3,'paused':true}");
    made = applied(made, "b", "{'replicas':3}");
    Obj left = applied(made, "a", "{}");
    assertThat(spec(left)).isEqualTo(json("{'replicas':3}"));
    assertThat(fields(left, "a")).isEqualTo(json("{'f:spec':{}}"));
    assertThat(applied(left, "b", "{}").at("spec", "replicas")).isEmpty();
  }

  @Test
  void aMapThatIsAppliedEmptyStaysWhenItsLastKeyGoes() {
    Obj made = applied(Optional.empty(), "a", "{'strategy':{'rollingUpdate':{'k':'v'}}}");
    Obj emptied = applied(made, "a", "{'strategy':{'rollingUpdate':{}}}");
    assertThat(spec(emptied)).isEqualTo(json("{'strategy':{'rollingUpdate':{}}}"));
    assertThat(applied(emptied, "a", "{'strategy':{'rollingUpdate':{}}}")).isEqualTo(emptied);
    assertThat(applied(emptied, "a", "{'paused':true}").at("spec", "strategy")).isEmpty();
  }

  @Test
  void listItemsGoByTheirKeysAndSetMembersByTheirValue() {
    String pod = "{'template':{'spec':{'containers':[%s]}}}";
    Obj made =
        applied(
            Optional.empty(),
            "a",
            pod.formatted("{'name':'x','image':'1'},{'name':'y','image':'1'}"));
    made = applied(made, "b", pod.formatted("{'name':'z','image':'2'}"));
    made = applied(made, "a", pod.formatted("{'name':'y','image':'1'}"));
    assertThat(spec(made))
        .isEqualTo(json(pod.formatted("{'name':'y','image':'1'},{'name':'z','image':'2'}")));
    Obj two = obj("{'metadata':{'name':'d','finalizers':['p','q']}}");
    Obj one = obj("{'metadata':{'name':'d','finalizers':['q']}}");
    Obj set = ((Applied) APPLY.onto(Optional.empty(), two, writer("a"), false, T1)).object();
    Obj less = ((Applied) APPLY.onto(Optional.of(set), one, writer("a"), false, T1)).object();
    assertThat(less.at("metadata", "finalizers")).contains(json("['q']"));
  }

  @Test
  void aPortWithoutItsProtocolIsTheOneThatHasTheDefault() {
    String pod = "{'template':{'spec':{'containers':[{'name':'x','ports':[%s]}]}}}";
    Obj live =
        UPDATE.written(
            Optional.empty(),
            config(
                pod.formatted(
                    "{'containerPort':53,'protocol':'TCP'},{'containerPort':53,'protocol':'UDP'}")),
            writer("u"),
            T1);
    Obj made = applied(live, "a", pod.formatted("{'containerPort':53,'name':'dns'}"));
    assertThat(spec(made))
        .isEqualTo(
            json(
                pod.formatted(
                    "{'containerPort':53,'name':'dns','protocol':'TCP'},"
                        + "{'containerPort':53,'protocol':'UDP'}")));
    var twice =
        (Refused)
            APPLY.onto(
                Optional.of(live),
                config(pod.formatted("{'containerPort':53},{'containerPort':53,'protocol':'TCP'}")),
                writer("a"),
                false,
                T1);
    assertThat(twice.sentence()).contains("containerPort=53,protocol=\"TCP\"");
  }

  @Test
  void atomicListsAndMapsAreReplacedWhole() {
    String pod = "{'template':{'spec':{%s}}}";
    Obj made =
        applied(
            Optional.empty(),
            "a",
            pod.formatted("'nodeSelector':{'x':'1'},'tolerations':[{'key':'x'}]"));
    var outcome =
        (Conflicted)
            APPLY.onto(
                Optional.of(made),
                config(pod.formatted("'nodeSelector':{'y':'1'}")),
                writer("b"),
                false,
                T1);
    assertThat(outcome.conflicts().getFirst().path()).isEqualTo(".spec.template.spec.nodeSelector");
    Obj again =
        applied(made, "a", pod.formatted("'nodeSelector':{'y':'1'},'tolerations':[{'key':'y'}]"));
    assertThat(spec(again))
        .isEqualTo(json(pod.formatted("'nodeSelector':{'y':'1'},'tolerations':[{'key':'y'}]")));
  }

  @Test
  void whatTheServerWritesAndWhatTheSubresourceOwnsIsNotApplied() {
    Obj live =
        applied(Optional.empty(), "a", "{'replicas':1}").withAt(Json.of("u1"), "metadata", "uid");
    Obj config =
        config("{'replicas':1}")
            .withAt(Json.of("u2"), "metadata", "uid")
            .withAt(Json.of(5), "status", "replicas");
    assertThat(APPLY.onto(Optional.of(live), config, writer("a"), false, T2))
        .isEqualTo(new Applied(live, false));
    Obj managed = config.withAt(json("[{'manager':'x'}]"), "metadata", "managedFields");
    assertThat(APPLY.onto(Optional.of(live), managed, writer("a"), false, T2))
        .isInstanceOf(Refused.class);
  }

  @Test
  void onAnObjectWithoutOwnersTheFirstApplyMeetsWhoCameBefore() {
    Obj untracked = config("{'replicas':1}");
    var outcome =
        (Conflicted)
            APPLY.onto(Optional.of(untracked), config("{'replicas':2}"), writer("a"), false, T1);
    assertThat(outcome.sentence()).contains("\"before-first-apply\" using apps/v1: .spec.replicas");
  }

  @Test
  void kubectlMovesItsClientSideOwnershipToServerSideApplyByAJsonPatch() {
    Obj made =
        UPDATE.written(
            Optional.empty(),
            config("{'replicas':1,'paused':true}"),
            writer("kubectl-client-side-apply"),
            T1);
    Obj entry = (Obj) made.items("metadata", "managedFields").getFirst();
    Obj moved =
        made.withAt(
            Json.array(List.of(entry.with("manager", "kubectl").with("operation", "Apply"))),
            "metadata",
            "managedFields");
    Obj stored = UPDATE.written(Optional.of(made), moved, writer("kubectl"), T2);
    assertThat(stored).isEqualTo(moved);
    assertThat(spec(applied(stored, "kubectl", "{'replicas':2}")))
        .isEqualTo(json("{'replicas':2}"));
  }

  @Test
  void aThousandPortsAreMergedAndPruned() {
    List<Json> many =
        IntStream.range(0, 1000)
            .mapToObj(i -> (Json) Json.object().put("name", "e" + i).put("value", "v").build())
            .toList();
    Obj all = withEnv(many);
    Obj made = ((Applied) APPLY.onto(Optional.empty(), all, writer("a"), false, T1)).object();
    Obj half = withEnv(many.subList(0, 500));
    Obj less = ((Applied) APPLY.onto(Optional.of(made), half, writer("a"), false, T1)).object();
    assertThat(spec(less)).isEqualTo(half.obj("spec"));
  }

  private static Obj withEnv(List<Json> env) {
    Json container = Json.object().put("name", "c").put("env", Json.array(env)).build();
    return config("{}")
        .withAt(Json.array(List.of(container)), "spec", "template", "spec", "containers");
  }
}
