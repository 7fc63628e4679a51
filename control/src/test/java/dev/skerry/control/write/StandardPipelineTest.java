package dev.skerry.control.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.access.User;
import dev.skerry.control.state.Delta;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.model.chance.Chance;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonRefused;
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
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class StandardPipelineTest {
  private static final SiteName CORE = new SiteName("core");
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final GroupKind CONFIG_MAP = GroupKind.core("ConfigMap");
  private static final GroupKind POD = GroupKind.core("Pod");
  private static final GroupKind DEPLOYMENT = new GroupKind("apps", "Deployment");
  private static final User ADMIN = new User("admin", List.of(User.MASTERS));

  private final Pipeline pipeline = new StandardPipeline(Kinds::builtIn);
  private long draws;
  private final Chance chance = _ -> draws++ * 0x9E3779B97F4A7C15L;
  private View view = View.empty(CORE);

  @BeforeEach
  void aNamespace() {
    accept(create(ObjectKey.of(GroupKind.core("Namespace"), "", "default"), "{}"));
  }

  private static Json json(String text) {
    try {
      return JsonText.parse(
              text.replace('\'', '"').getBytes(StandardCharsets.UTF_8), JsonLimits.REQUEST)
          .value();
    } catch (JsonRefused bad) {
      throw new IllegalArgumentException(bad);
    }
  }

  private static Request request(
      ObjectKey key, String subresource, String manager, Request.Verb verb) {
    return new Request(
        ADMIN,
        key,
        subresource,
        verb,
        new Request.Options(manager, false, false, Request.FieldValidation.STRICT, List.of()));
  }

  private static Request create(ObjectKey key, String body) {
    return request(key, "", "test", new Request.Verb.Create(json(body)));
  }

  private static Request patch(ObjectKey key, Request.PatchType type, String manager, String body) {
    return request(key, "", manager, new Request.Verb.Patch(type, json(body)));
  }

  private Decision decide(Request request) {
    return pipeline.decide(view, request, NOW, chance);
  }

  private Refusal refused(Request request) {
    return ((Decision.Refused) decide(request)).refusal();
  }

  /// Commits as the loop would, but the object whole.
  private Obj accept(Request request) {
    Proposal proposal = ((Decision.Accepted) decide(request)).proposal();
    switch (proposal.action()) {
      case Proposal.Action.Put(Obj object) ->
          commit(new Uid(object.text("metadata", "uid")), proposal.key(), new Body.Present(object));
      case Proposal.Action.Remove(Uid uid) -> commit(uid, proposal.key(), new Body.Gone("deleted"));
    }
    return view.find(proposal.key()).map(Entry::json).orElse(Obj.EMPTY);
  }

  private void commit(Uid uid, ObjectKey key, Body body) {
    var at = view.revision().next();
    var record =
        new PartRecord(
            new PartKey(uid, Part.SPEC, CORE), new Version(1, at.value()), key, CORE, body);
    view = view.with(new Delta.Part(record), at).view();
  }

  private static ObjectKey map(String name) {
    return ObjectKey.of(CONFIG_MAP, "default", name);
  }

  @Test
  void aNewObjectGetsWhatTheServerOwns() {
    Obj made = accept(create(map("note"), "{'data':{'a':'1'}}"));
    assertThat(made.text("metadata", "uid")).hasSize(36);
    assertThat(made.text("metadata", "creationTimestamp")).isEqualTo("2026-11-20T12:00:00Z");
    assertThat(made.text("metadata", "resourceVersion")).isEqualTo("2");
    assertThat(made.items("metadata", "managedFields")).hasSize(1);
    assertThat(refused(create(map("note"), "{}")).reason())
        .isEqualTo(Refusal.Reason.ALREADY_EXISTS);
  }

  @Test
  void aGeneratedNameIsMadeUp() {
    Obj made = accept(create(map(""), "{'metadata':{'generateName':'note-'}}"));
    assertThat(made.text("metadata", "name")).matches("note-[a-z0-9]{5}");
  }

  @Test
  void unknownFieldsAreNamedWithTheirPath() {
    Refusal refusal = refused(create(map("n"), "{'dta':{'a':'1'}}"));
    assertThat(refusal.reason()).isEqualTo(Refusal.Reason.BAD_REQUEST);
    assertThat(refusal.message()).contains("unknown field \"dta\"");
  }

  @Test
  void aNameOver253IsInvalid() {
    Refusal refusal = refused(create(map("n".repeat(254)), "{}"));
    assertThat(refusal.reason()).isEqualTo(Refusal.Reason.INVALID);
    assertThat(refusal.causes().getFirst().field()).isEqualTo("metadata.name");
  }

  @Test
  void aMissingNamespaceIsNotFound() {
    Refusal refusal = refused(create(ObjectKey.of(CONFIG_MAP, "nowhere", "n"), "{}"));
    assertThat(refusal.reason()).isEqualTo(Refusal.Reason.NOT_FOUND);
    assertThat(refusal.message()).isEqualTo("namespaces \"nowhere\" not found");
  }

  @Test
  void aStaleRevisionConflictsAndAFreshOneDoesNot() {
    Obj made = accept(create(map("n"), "{'data':{'a':'1'}}"));
    Obj changed = made.withAt(Json.of("2"), "data", "a");
    Obj after = accept(request(map("n"), "", "test", new Request.Verb.Update(changed)));
    assertThat(after.text("data", "a")).isEqualTo("2");
    Refusal refusal = refused(request(map("n"), "", "test", new Request.Verb.Update(made)));
    assertThat(refusal.reason()).isEqualTo(Refusal.Reason.CONFLICT);
  }

  @Test
  void writingTheSameAgainChangesNothing() {
    accept(patch(map("n"), Request.PatchType.APPLY, "me", "{'data':{'a':'1'}}"));
    assertThat(decide(patch(map("n"), Request.PatchType.APPLY, "me", "{'data':{'a':'1'}}")))
        .isInstanceOf(Decision.Unchanged.class);
    assertThat(decide(patch(map("n"), Request.PatchType.MERGE, "you", "{'data':{'a':'1'}}")))
        .isInstanceOf(Decision.Unchanged.class);
  }

  @Test
  void twoAppliersConflictOnlyWhereTheyDiffer() {
    accept(patch(map("n"), Request.PatchType.APPLY, "me", "{'data':{'a':'1'}}"));
    accept(patch(map("n"), Request.PatchType.APPLY, "you", "{'data':{'b':'1'}}"));
    Refusal refusal =
        refused(patch(map("n"), Request.PatchType.APPLY, "you", "{'data':{'a':'2','b':'1'}}"));
    assertThat(refusal.reason()).isEqualTo(Refusal.Reason.CONFLICT);
    assertThat(refusal.causes().getFirst().type()).isEqualTo("FieldManagerConflict");
    assertThat(refusal.causes().getFirst().field()).isEqualTo(".data.a");
  }

  private static final String SHOP =
      "{'spec':{'selector':{'matchLabels':{'app':'shop'}},'template':{'metadata':{'labels':{'app':'shop'}},"
          + "'spec':{'containers':[{'name':'shop','image':'shop:v1'}]}}}}";

  @Test
  void generationCountsChangesOfTheSpecOnly() {
    ObjectKey shop = ObjectKey.of(DEPLOYMENT, "default", "shop");
    Obj made = accept(create(shop, SHOP));
    assertThat(made.integer("metadata", "generation")).hasValue(1);
    assertThat(made.integer("spec", "replicas")).hasValue(1);
    Obj labelled =
        accept(patch(shop, Request.PatchType.MERGE, "t", "{'metadata':{'labels':{'x':'y'}}}"));
    assertThat(labelled.integer("metadata", "generation")).hasValue(1);
    Obj moved =
        accept(
            patch(
                shop,
                Request.PatchType.STRATEGIC,
                "t",
                "{'spec':{'template':{'spec':{'containers':[{'name':'shop','image':'shop:v2'}]}}}}"));
    assertThat(moved.integer("metadata", "generation")).hasValue(2);
  }

  @Test
  void scaleReadsAndSetsReplicas() {
    ObjectKey shop = ObjectKey.of(DEPLOYMENT, "default", "shop");
    accept(create(shop, SHOP));
    Request scale =
        request(
            shop,
            "scale",
            "t",
            new Request.Verb.Patch(Request.PatchType.MERGE, json("{'spec':{'replicas':3}}")));
    Obj scaled = accept(scale);
    assertThat(scaled.integer("spec", "replicas")).hasValue(3);
    assertThat(Scales.of(Kinds.builtIn().require(DEPLOYMENT), scaled).text("status", "selector"))
        .isEqualTo("app=shop");
  }

  @Test
  void statusWritesTouchOnlyStatusAndOthersNeverDo() {
    ObjectKey shop = ObjectKey.of(DEPLOYMENT, "default", "shop");
    Obj made = accept(create(shop, SHOP));
    Obj body = made.withAt(Json.of(7), "spec", "replicas").withAt(Json.of(4), "status", "replicas");
    Obj after = accept(request(shop, "status", "t", new Request.Verb.Update(body)));
    assertThat(after.integer("spec", "replicas")).hasValue(1);
    assertThat(after.integer("status", "replicas")).hasValue(4);
    Obj main =
        accept(
            patch(
                shop,
                Request.PatchType.MERGE,
                "t",
                "{'spec':{'replicas':2},'status':{'replicas':9}}"));
    assertThat(main.integer("status", "replicas")).hasValue(4);
  }

  @Test
  void aBoundPodIsMarkedAndAnUnboundOneEndsAtOnce() {
    ObjectKey pod = ObjectKey.of(POD, "default", "p");
    accept(create(pod, "{'spec':{'containers':[{'name':'c','image':'i'}]}}"));
    var delete =
        new Request.Verb.Delete(Optional.empty(), Optional.empty(), Optional.empty(), "Background");
    Decision.Accepted now = (Decision.Accepted) decide(request(pod, "", "t", delete));
    assertThat(now.proposal().action()).isInstanceOf(Proposal.Action.Remove.class);
    accept(patch(pod, Request.PatchType.MERGE, "t", "{'spec':{'nodeName':'s1-1'}}"));
    Obj marked = accept(request(pod, "", "t", delete));
    assertThat(marked.text("metadata", "deletionTimestamp")).isEqualTo("2026-11-20T12:00:30Z");
    assertThat(marked.integer("metadata", "deletionGracePeriodSeconds")).hasValue(30);
  }

  @Test
  void theLastFinalizerGoesAndWithItTheObject() {
    accept(create(map("n"), "{'metadata':{'finalizers':['a/b']}}"));
    var delete =
        new Request.Verb.Delete(Optional.empty(), Optional.empty(), Optional.empty(), "Background");
    assertThat(accept(request(map("n"), "", "t", delete)).at("metadata", "deletionTimestamp"))
        .isPresent();
    assertThat(
            accept(
                patch(map("n"), Request.PatchType.MERGE, "t", "{'metadata':{'finalizers':null}}")))
        .isEqualTo(Obj.EMPTY);
    assertThat(view.find(map("n"))).isEmpty();
  }

  @Test
  void whatIsHomedElsewhereIsReadOnlyHere() {
    View site = View.empty(new SiteName("s1"));
    Obj object =
        view.find(ObjectKey.of(GroupKind.core("Namespace"), "", "default")).orElseThrow().json();
    var at = site.revision().next();
    var key = new PartKey(new Uid(object.text("metadata", "uid")), Part.SPEC, CORE);
    var record =
        new PartRecord(
            key,
            new Version(1, 1),
            ObjectKey.of(GroupKind.core("Namespace"), "", "default"),
            CORE,
            new Body.Present(object));
    view = site.with(new Delta.Part(record), at).view();
    Refusal refusal = refused(create(map("n"), "{}"));
    assertThat(refusal.reason()).isEqualTo(Refusal.Reason.FORBIDDEN);
    assertThat(refusal.message()).contains("namespace default is homed at core");
  }
}
