package dev.skerry.control.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.access.User;
import dev.skerry.control.state.Delta;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.model.chance.Chance;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Kinds;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.Body;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.model.record.Version;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who owns which field after a write, to the letter: clients and tests compare the text.
final class OwnersTest {
  private static final SiteName CORE = new SiteName("core");
  private static final ObjectKey NAMESPACE = ObjectKey.of(GroupKind.core("Namespace"), "", "team");
  private static final ObjectKey WEB =
      ObjectKey.of(new GroupKind("apps", "Deployment"), "team", "web");
  private static final User ADMIN = new User("admin", List.of(User.MASTERS));

  private final Pipeline pipeline = new StandardPipeline(Kinds::builtIn);
  private Instant now = Instant.parse("2026-11-20T12:00:00Z");
  private long draws;
  private final Chance chance = _ -> draws++ * 0x9E3779B97F4A7C15L;
  private View view = View.empty(CORE);
  private Request.FieldValidation validation = Request.FieldValidation.STRICT;

  @BeforeEach
  void aNamespace() {
    write("kubectl-create", NAMESPACE, "", new Request.Verb.Create(Obj.EMPTY));
  }

  private static Obj json(String text) {
    return JsonText.stored(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private Decision decide(String manager, ObjectKey key, String subresource, Request.Verb verb) {
    now = now.plusSeconds(1);
    var options = new Request.Options(manager, false, false, validation, List.of());
    var request = new Request(ADMIN, key, subresource, verb, options);
    return pipeline.decide(view, request, now, chance);
  }

  /// The object as it then is; it must have been accepted.
  private Obj write(String manager, ObjectKey key, String subresource, Request.Verb verb) {
    Decision decision = decide(manager, key, subresource, verb);
    if (!(decision instanceof Decision.Accepted accepted)) {
      throw new AssertionError(decision);
    }
    Body body =
        switch (accepted.proposal().action()) {
          case Proposal.Action.Put(Obj object) -> new Body.Present(object);
          case Proposal.Action.Remove _ -> new Body.Gone("deleted");
        };
    Uid uid =
        switch (accepted.proposal().action()) {
          case Proposal.Action.Put(Obj object) -> new Uid(object.text("metadata", "uid"));
          case Proposal.Action.Remove(Uid gone) -> gone;
        };
    var at = view.revision().next();
    var part = new PartKey(uid, Part.SPEC, CORE);
    var record = new PartRecord(part, new Version(1, at.value()), key, CORE, body);
    view = view.with(new Delta.Part(record), at).view();
    return view.find(key).map(Entry::json).orElse(Obj.EMPTY);
  }

  private static Request.Verb apply(String config) {
    return new Request.Verb.Patch(Request.PatchType.APPLY, json(config));
  }

  private static String deployment(String container) {
    return "{'spec':{'selector':{'matchLabels':{'app':'web'}},'template':{'metadata':"
        + "{'labels':{'app':'web'}},'spec':{'containers':[{'name':'web',"
        + container
        + "}]}}}}";
  }

  private static String owned(Obj object, String manager, String operation) {
    return object.items("metadata", "managedFields").stream()
        .filter(e -> e.text("manager").equals(manager) && e.text("operation").equals(operation))
        .map(e -> JsonText.write(e.obj("fieldsV1")).replace('"', '\''))
        .collect(Collectors.joining(" and "));
  }

  private static Json container(Obj deployment) {
    return deployment.items("spec", "template", "spec", "containers").getFirst();
  }

  @Test
  void aCreatorOwnsWhatItWroteAndTheDefaultsAsKubernetesWritesIt() {
    Obj made =
        write("kubectl-create", WEB, "", new Request.Verb.Create(json(deployment("'image':'w'"))));
    assertThat(owned(made, "kubectl-create", "Update"))
        .isEqualTo(
            "{'f:spec':{'f:progressDeadlineSeconds':{},'f:replicas':{},"
                + "'f:revisionHistoryLimit':{},'f:selector':{},'f:strategy':{'f:rollingUpdate':"
                + "{'.':{},'f:maxSurge':{},'f:maxUnavailable':{}},'f:type':{}},'f:template':"
                + "{'f:metadata':{'f:labels':{'.':{},'f:app':{}}},'f:spec':{'f:containers':"
                + "{'k:{\\'name\\':\\'web\\'}':{'.':{},'f:image':{},'f:imagePullPolicy':{},"
                + "'f:name':{},'f:resources':{},'f:terminationMessagePath':{},"
                + "'f:terminationMessagePolicy':{}}},'f:dnsPolicy':{},'f:restartPolicy':{},"
                + "'f:schedulerName':{},'f:securityContext':{},"
                + "'f:terminationGracePeriodSeconds':{}}}}}");
  }

  @Test
  void aNamespaceIsHeldByItsSpecAndItsCreatorOwnsItsLabel() {
    Obj made = view.find(NAMESPACE).map(Entry::json).orElseThrow();
    assertThat(owned(made, "kubectl-create", "Update"))
        .isEqualTo("{'f:metadata':{'f:labels':{'.':{},'f:kubernetes.io/metadata.name':{}}}}");
    assertThat(made.items("spec", "finalizers")).containsExactly(Json.of("kubernetes"));
    assertThat(made.items("metadata", "finalizers")).isEmpty();
    Obj kept = write("m", NAMESPACE, "", apply("{'metadata':{'labels':{'a':'b'}}}"));
    assertThat(kept.items("spec", "finalizers")).containsExactly(Json.of("kubernetes"));
    var nothing = new Request.Verb.Update(json("{'metadata':{'name':'team'}}"));
    assertThat(write("m", NAMESPACE, "", nothing).items("spec", "finalizers")).hasSize(1);
  }

  @Test
  void aNamespaceThatIsDeletedEndsWhenItsFinalizersAreReplacedByNone() {
    var delete =
        new Request.Verb.Delete(
            java.util.Optional.empty(),
            java.util.Optional.empty(),
            java.util.Optional.empty(),
            "Background");
    assertThat(write("m", NAMESPACE, "", delete).text("metadata", "deletionTimestamp"))
        .isNotEmpty();
    var none = new Request.Verb.Update(json("{'metadata':{'name':'team'},'spec':{}}"));
    assertThat(write("m", NAMESPACE, "finalize", none)).isEqualTo(Obj.EMPTY);
  }

  @Test
  void aSubresourceIsNoOtherWayToWriteTheWholeObject() {
    var patch = new Request.Verb.Patch(Request.PatchType.MERGE, json("{'metadata':{}}"));
    assertThat(decide("m", NAMESPACE, "finalize", patch)).isInstanceOf(Decision.Refused.class);
    assertThat(decide("m", NAMESPACE, "token", patch)).isInstanceOf(Decision.Refused.class);
  }

  @Test
  void whatIsOwnedAsAWholeDoesNotConflictForItsDefaults() {
    String env = "'image':'w','env':[{'name':'S','valueFrom':{'fieldRef':{'fieldPath':'spec.x'}}}]";
    Obj made = write("a", WEB, "", apply(deployment(env)));
    assertThat(container(made).items("env").getFirst().text("valueFrom", "fieldRef", "apiVersion"))
        .isEqualTo("v1");
    write("b", WEB, "", apply(deployment(env)));
    assertThat(decide("b", WEB, "", apply(deployment(env)))).isInstanceOf(Decision.Unchanged.class);
    String other = env.replace("spec.x", "spec.y");
    assertThat(decide("b", WEB, "", apply(deployment(other)))).isInstanceOf(Decision.Refused.class);
  }

  @Test
  void aQuantityIsTheSameHoweverItIsWritten() {
    write("a", WEB, "", apply(deployment("'image':'w','resources':{'limits':{'cpu':'1'}}")));
    String milli = deployment("'image':'w','resources':{'limits':{'cpu':'1000m'}}");
    write("b", WEB, "", apply(milli));
    assertThat(decide("b", WEB, "", apply(milli))).isInstanceOf(Decision.Unchanged.class);
  }

  @Test
  void aPortIsTheSameWhetherItsProtocolIsWrittenOrDefault() {
    write("a", WEB, "", apply(deployment("'image':'w','ports':[{'containerPort':80}]")));
    String udp =
        "'ports':[{'containerPort':80,'protocol':'TCP'},{'containerPort':80,'protocol':'UDP'}]";
    Obj both = write("b", WEB, "", apply(deployment(udp)));
    assertThat(container(both).items("ports").stream().map(p -> p.text("protocol")))
        .containsExactly("TCP", "UDP");
    assertThat(owned(both, "b", "Apply"))
        .contains("'k:{\\'containerPort\\':80,\\'protocol\\':\\'TCP\\'}':{'.':{}");
    Obj less = write("b", WEB, "", apply(deployment("'image':'w'")));
    assertThat(container(less).items("ports")).hasSize(1);
  }

  @Test
  void aFieldThatItsOnlyOwnerNoLongerAppliesIsDefaultAgain() {
    String three = deployment("'image':'w'").replace("'spec':{'sel", "'spec':{'replicas':3,'sel");
    assertThat(write("a", WEB, "", apply(three)).integer("spec", "replicas")).hasValue(3);
    Obj less = write("a", WEB, "", apply(deployment("'image':'w'")));
    assertThat(less.integer("spec", "replicas")).hasValue(1);
    assertThat(owned(less, "a", "Apply")).doesNotContain("f:replicas");
  }

  @Test
  void statusIsOwnedThroughTheStatusOnly() {
    write("a", WEB, "", apply(deployment("'image':'w'")));
    String status = "{'metadata':{'labels':{'x':'y'}},'status':{'replicas':2}}";
    Obj told = write("controller", WEB, "status", apply(status));
    assertThat(owned(told, "controller", "Apply")).isEqualTo("{'f:status':{'f:replicas':{}}}");
    assertThat(told.at("metadata", "labels")).isEmpty();
    Obj both = write("b", WEB, "", apply("{'metadata':{'labels':{'x':'z'}},'status':{}}"));
    assertThat(both.integer("status", "replicas")).hasValue(2);
    assertThat(owned(both, "b", "Apply")).isEqualTo("{'f:metadata':{'f:labels':{'f:x':{}}}}");
  }

  @Test
  void anApplierIsWarnedOnceOfWhatWasLeftOut() {
    validation = Request.FieldValidation.WARN;
    Decision decision = decide("a", WEB, "", apply(deployment("'image':'w','colour':'red'")));
    assertThat(((Decision.Accepted) decision).warnings())
        .containsExactly("unknown field \"spec.template.spec.containers[0].colour\"");
  }

  @Test
  void whoAppliesAScaleOwnsTheReplicas() {
    write("a", WEB, "", apply(deployment("'image':'w'")));
    Obj scaled = write("hpa", WEB, "scale", apply("{'kind':'Scale','spec':{'replicas':3}}"));
    assertThat(scaled.integer("spec", "replicas")).hasValue(3);
    assertThat(owned(scaled, "hpa", "Apply")).isEqualTo("{'f:spec':{'f:replicas':{}}}");
    assertThat(
            scaled.items("metadata", "managedFields").stream()
                .filter(entry -> entry.text("manager").equals("hpa"))
                .map(entry -> entry.text("apiVersion") + " " + entry.text("subresource")))
        .containsExactly("apps/v1 scale");
    Decision other = decide("b", WEB, "scale", apply("{'spec':{'replicas':4}}"));
    assertThat(other).isInstanceOf(Decision.Refused.class);
    assertThat(((Decision.Refused) other).refusal().message())
        .contains("conflict with \"hpa\" with subresource \"scale\"", ".spec.replicas");
    assertThat(decide("hpa", WEB, "scale", apply("{'spec':{'replicas':-1}}")))
        .isInstanceOf(Decision.Refused.class);
  }
}
