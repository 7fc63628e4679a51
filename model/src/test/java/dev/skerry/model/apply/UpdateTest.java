package dev.skerry.model.apply;

import static dev.skerry.model.patch.Texts.json;
import static dev.skerry.model.patch.Texts.obj;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Kinds;
import dev.skerry.model.patch.SchemaSketch;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class UpdateTest {
  private static final SchemaSketch SCHEMA = SchemaSketch.deployment();
  private static final Update MAIN = new Update(SCHEMA, FieldSet.ofFields("status"));
  private static final Update STATUS = new Update(SCHEMA, FieldSet.ofFields("metadata", "spec"));
  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

  private static Writer writer(String name) {
    return new Writer(name, "apps/v1");
  }

  private static Obj made(String object) {
    return MAIN.written(Optional.empty(), obj(object), writer("creator"), T0);
  }

  private static Obj updated(Obj live, Obj next, String manager) {
    return MAIN.written(Optional.of(live), next, writer(manager), T0.plusSeconds(9));
  }

  private static List<String> managers(Obj object) {
    return object.items("metadata", "managedFields").stream().map(e -> e.text("manager")).toList();
  }

  private static Json fields(Obj object, int entry) {
    return object.items("metadata", "managedFields").get(entry).obj("fieldsV1");
  }

  @Test
  void theCreatorOwnsItAllMapsAndNewItemsThemselvesIncluded() {
    Obj object =
        made(
            "{'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'d','labels':{'app':'x'}},"
                + "'spec':{'template':{'spec':{'containers':[{'name':'c','image':'i'}]}}}}");
    assertThat(fields(object, 0).at("f:metadata"))
        .contains(json("{'f:labels':{'.':{},'f:app':{}}}"));
    assertThat(
            fields(object, 0)
                .at("f:spec", "f:template", "f:spec", "f:containers", "k:{\"name\":\"c\"}"))
        .contains(json("{'.':{},'f:image':{},'f:name':{}}"));
  }

  @Test
  void anObjectThatIsAlwaysThereIsNotOwnedForBeingThere() {
    var lease = Kinds.builtIn().find("coordination.k8s.io", "v1", "leases").orElseThrow();
    Obj object =
        new Update(lease.schema(), FieldSet.EMPTY)
            .written(Optional.empty(), obj("{'spec':{'holderIdentity':'a'}}"), writer("w"), T0);
    assertThat(fields(object, 0)).isEqualTo(json("{'f:spec':{'f:holderIdentity':{}}}"));
  }

  @Test
  void whoChangesAFieldOwnsItAloneAndWhatVanishesIsNobodys() {
    Obj live = made("{'spec':{'replicas':1,'paused':true}}");
    Obj next = live.withAt(Json.of(2), "spec", "replicas").withoutAt("spec", "paused");
    Obj stored = updated(live, next, "scaler");
    assertThat(managers(stored)).containsExactly("creator", "scaler");
    assertThat(fields(stored, 0)).isEqualTo(json("{'f:spec':{}}"));
    assertThat(fields(stored, 1)).isEqualTo(json("{'f:spec':{'f:replicas':{}}}"));
    assertThat(stored.items("metadata", "managedFields").get(0).text("time"))
        .isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void aWriteThatChangesNothingLeavesEverythingAsItWas() {
    Obj live = made("{'metadata':{'name':'d'},'spec':{'replicas':1}}");
    assertThat(updated(live, live, "other")).isEqualTo(live);
    Obj without = live.withoutAt("metadata", "managedFields");
    assertThat(updated(live, without, "other")).isEqualTo(live);
    Obj emptied = live.withAt(Json.Arr.EMPTY, "metadata", "managedFields");
    assertThat(updated(live, emptied, "other")).isEqualTo(live);
    Obj broken = live.withAt(json("[{'manager':'x','fieldsV1':3}]"), "metadata", "managedFields");
    assertThat(updated(live, broken, "other")).isEqualTo(live);
  }

  @Test
  void oneEmptyEntryForgetsAllOwnersUntilSomeoneApplies() {
    Obj live = made("{'spec':{'replicas':1}}");
    Obj stored = updated(live, live.withAt(json("[{}]"), "metadata", "managedFields"), "o");
    assertThat(stored.at("metadata", "managedFields")).isEmpty();
    Obj later = updated(stored, stored.withAt(Json.of(2), "spec", "replicas"), "o");
    assertThat(later.at("metadata", "managedFields")).isEmpty();
  }

  @Test
  void statusWritersHaveEntriesOfTheirOwnAndCannotRewriteOwners() {
    Obj live = made("{'spec':{'replicas':1}}");
    Obj next =
        live.withAt(Json.of(1), "status", "replicas")
            .withAt(json("[{}]"), "metadata", "managedFields");
    Obj stored =
        STATUS.written(Optional.of(live), next, new Writer("creator", "apps/v1", "status"), T0);
    assertThat(managers(stored)).containsExactly("creator", "creator");
    assertThat(stored.items("metadata", "managedFields").get(1).text("subresource"))
        .isEqualTo("status");
    assertThat(fields(stored, 1)).isEqualTo(json("{'f:status':{'.':{},'f:replicas':{}}}"));
  }

  @Test
  void theOldestOfManyUpdatersBecomeOneEntry() {
    Obj live = made("{'metadata':{'labels':{'l':'0'}}}");
    for (int i = 1; i <= 30; i++) {
      Obj next = live.withAt(Json.of("v"), "metadata", "labels", "l" + i);
      live = MAIN.written(Optional.of(live), next, writer("m" + i), T0.plusSeconds(i));
    }
    assertThat(managers(live))
        .hasSize(ManagedFields.MAX_UPDATERS)
        .contains("ancient-changes", "m30");
    FieldSet all = ManagedFields.read(live).orElseThrow().all();
    assertThat(all.paths()).hasSize(32).contains(".metadata.labels.l", ".metadata.labels.l7");
  }
}
