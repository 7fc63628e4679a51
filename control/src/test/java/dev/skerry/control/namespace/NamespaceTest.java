package dev.skerry.control.namespace;

import static dev.skerry.control.story.Objects.deployment;
import static dev.skerry.control.story.Objects.namespace;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.replication.UpController;
import dev.skerry.control.state.Entry;
import dev.skerry.control.story.Objects;
import dev.skerry.control.story.Story;
import dev.skerry.control.workload.Conditions;
import dev.skerry.control.workload.KindNames;
import dev.skerry.control.workload.Shares;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.Body;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.model.record.Version;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NamespaceTest {
  private static final SiteName CORE = new SiteName("core");

  private static ObjectKey key(String name) {
    return ObjectKey.of(KindNames.NAMESPACE, "", name);
  }

  private static List<String> names(Story story) {
    return story.all(KindNames.NAMESPACE).stream().map(e -> e.key().name()).toList();
  }

  /// An object of the core arrives.
  private static Uid receive(Story site, int number, Obj object) {
    var uid = new Uid("00000000-0000-4000-8000-%012x".formatted(number));
    Obj complete =
        object
            .withAt(dev.skerry.model.json.Json.of(uid.value()), "metadata", "uid")
            .without("status");
    var part = new PartKey(uid, Part.SPEC, CORE);
    var body = new Body.Present(complete);
    site.receive(new PartRecord(part, new Version(1, 1), Objects.key(object), CORE, body));
    return uid;
  }

  @Test
  void everyStoreMakesItsOwnNamespacesEachWithAServiceAccount() {
    var core = new Story("core", new NamespaceController(false));
    core.settle();
    assertThat(names(core))
        .containsExactly("default", "kube-node-lease", "kube-public", "kube-system");
    assertThat(core.all(KindNames.SERVICE_ACCOUNT)).hasSize(4);
    var site = new Story("s1", new NamespaceController(true));
    site.settle();
    assertThat(names(site)).contains("local").doesNotContain("default");
  }

  @Test
  void aDeletedNamespaceEndsAfterItsContent() {
    var core = new Story("core", new NamespaceController(false));
    core.put(namespace("till"));
    core.settle();
    Obj slow =
        Objects.json(
            "{'apiVersion': 'v1', 'kind': 'ConfigMap', 'metadata': {'name': 'm', 'namespace':"
                + " 'till', 'finalizers': ['example.com/slow']}}");
    core.put(slow);
    core.delete(key("till"));
    core.settle();
    assertThat(core.get(key("till")).text("status", "phase")).isEqualTo("Terminating");
    ObjectKey map = ObjectKey.of(GroupKind.core("ConfigMap"), "till", "m");
    assertThat(core.get(map).text("metadata", "deletionTimestamp")).isNotEmpty();
    core.remove(map, core.view().find(map).orElseThrow().uid());
    core.settle();
    assertThat(core.has(key("till"))).isFalse();
    assertThat(core.all(KindNames.SERVICE_ACCOUNT))
        .extracting(e -> e.key().namespace())
        .doesNotContain("till");
  }

  @Test
  void aNamespaceFromAboveNeverMergesWithOneOfTheSite() {
    var site = new Story("s1", new NamespaceController(true), new UpController());
    site.settle();
    receive(site, 1, Objects.site("s1", true));
    receive(site, 2, namespace("local"));
    Obj above =
        deployment("shop", 1, "a:1")
            .withAt(dev.skerry.model.json.Json.of("local"), "metadata", "namespace");
    Uid uid = receive(site, 3, above);
    var share = new PartKey(uid, Part.SHARE, new SiteName("s1"));
    var body = new Body.Present(Objects.json("{'replicas': 1}"));
    site.receive(new PartRecord(share, new Version(1, 1), Objects.key(above), CORE, body));
    site.settle();

    Entry shown = site.view().find(key("local")).orElseThrow();
    assertThat(shown.home()).isEqualTo(site.view().self());
    Entry shop = site.view().find(Objects.key(above)).orElseThrow();
    assertThat(Shares.executes(site.view(), shop)).isFalse();
    assertThat(Conditions.isTrue(site.get(Objects.site("s1")), "NamespaceConflict")).isTrue();
    assertThat(site.notes).extracting(n -> n.reason()).containsExactly("NamespaceConflict");
    assertThat(site.view().feed(UpController.PARENT).members().keySet())
        .anyMatch(p -> p.part() == Part.STATUS);
  }
}
