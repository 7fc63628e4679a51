package dev.skerry.control.replication;

import static dev.skerry.control.story.Objects.deployment;
import static dev.skerry.control.story.Objects.json;
import static dev.skerry.control.story.Objects.namespace;
import static dev.skerry.control.story.Objects.node;
import static dev.skerry.control.story.Objects.online;
import static dev.skerry.control.story.Objects.placement;
import static dev.skerry.control.story.Objects.running;
import static dev.skerry.control.story.Objects.site;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.binding.BindingController;
import dev.skerry.control.collect.CollectController;
import dev.skerry.control.controller.Controller;
import dev.skerry.control.custom.DefinitionController;
import dev.skerry.control.deployment.DeploymentController;
import dev.skerry.control.fold.FoldController;
import dev.skerry.control.kind.Catalog;
import dev.skerry.control.placement.PlacementController;
import dev.skerry.control.replicaset.ReplicaSetController;
import dev.skerry.control.report.ReportController;
import dev.skerry.control.schedule.ScheduleController;
import dev.skerry.control.state.Entry;
import dev.skerry.control.story.Story;
import dev.skerry.control.workload.Conditions;
import dev.skerry.control.workload.KindNames;
import dev.skerry.control.workload.Level;
import dev.skerry.control.workload.PodSpecs;
import dev.skerry.control.workload.Pods;
import dev.skerry.control.workload.Shares;
import dev.skerry.model.custom.Definition;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.TenantName;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A core and three sites, with the real controllers at both ends and feeds carried by hand.
final class FleetTest {
  private static final ObjectKey SHOP = deployment("shop");
  private static final String PER_SITE = "'replicasPerSite': 1";

  private final Story core =
      new Story(
          "core",
          new DefinitionController(),
          new PlacementController(),
          new BindingController(),
          new DownController(),
          new DeploymentController(Level.CORE),
          new ReplicaSetController(Level.CORE),
          new FoldController(),
          new CollectController());
  private final List<Story> sites = List.of(edge("s1"), edge("s2"), edge("s3"));

  private static Story edge(String name) {
    Controller[] all = {
      new DefinitionController(),
      new DeploymentController(Level.SITE),
      new ReplicaSetController(Level.SITE),
      new ScheduleController(),
      new UpController(),
      new NodeController(),
      new ReportController(),
      new CollectController()
    };
    var story = new Story(name, all);
    story.put(node(name + "-1", "4"));
    return story;
  }

  FleetTest() {
    core.put(namespace("default"));
    sites.forEach(s -> core.put(site(name(s), true)));
  }

  private static ObjectKey siteKey(String name) {
    return dev.skerry.control.story.Objects.site(name);
  }

  private static String name(Story site) {
    return site.view().self().value();
  }

  /// Everything settles; sites that are cut neither hear nor are heard.
  private void live(String... cut) {
    for (int round = 0; round < 12; round++) {
      core.settle();
      for (Story site : sites) {
        boolean up = !List.of(cut).contains(name(site));
        if (up) {
          core.ship("site:" + name(site), site);
        }
        site.settle();
        for (Entry pod : site.all(KindNames.POD)) {
          boolean bound = !Pods.node(pod.json()).isEmpty();
          if (bound && Pods.deleting(pod.json())) {
            site.remove(pod.key(), pod.uid());
          } else if (bound && !Pods.ready(pod.json())) {
            site.merge(pod.key(), running(site.now().toString()));
          }
        }
        site.settle();
        if (up) {
          site.ship("parent", core);
        }
      }
    }
    core.settle();
  }

  private List<String> images(Story at) {
    return at.all(KindNames.POD).stream()
        .map(p -> PodSpecs.images(p.json().obj("spec")).getFirst())
        .distinct()
        .toList();
  }

  private Json condition(String type) {
    return Conditions.find(core.get(SHOP), type).orElseThrow();
  }

  private long count(String counter) {
    return core.get(SHOP).obj("status").integer(counter).orElse(-1);
  }

  private boolean rolledOut() {
    Obj shop = core.get(SHOP);
    long wanted = shop.integer("spec", "replicas").orElse(1);
    return count("observedGeneration") == shop.integer("metadata", "generation").orElse(0)
        && count("updatedReplicas") >= wanted
        && count("replicas") <= count("updatedReplicas")
        && count("availableReplicas") >= count("updatedReplicas");
  }

  @Test
  void aPlacedWorkloadRunsAtEverySiteAndShowsAtTheCore() {
    core.put(placement(PER_SITE));
    core.put(deployment("shop", 1, "shop:v1"));
    live();
    sites.forEach(s -> assertThat(images(s)).containsExactly("shop:v1"));
    assertThat(core.all(KindNames.POD)).hasSize(3).allMatch(Entry::projected);
    assertThat(core.all(KindNames.NODE)).extracting(e -> e.key().name()).contains("s1-1", "s3-1");
    assertThat(rolledOut()).isTrue();
    assertThat(condition("Available").text("status")).isEqualTo("True");
    assertThat(condition("SitesPending").text("status")).isEqualTo("False");
    assertThat(core.all(KindNames.REPLICA_SET)).hasSize(1);
  }

  @Test
  void aCutSiteKeepsWhatItHasAndBlocksNobody() {
    core.put(placement(PER_SITE));
    core.put(deployment("shop", 1, "shop:v1"));
    live();
    core.merge(siteKey("s2"), online(false));
    core.put(deployment("shop", 1, "shop:v2"));
    live("s2");
    assertThat(images(sites.get(0))).containsExactly("shop:v2");
    assertThat(images(sites.get(1))).containsExactly("shop:v1");
    assertThat(Shares.of(core.view(), core.view().find(SHOP).orElseThrow().uid())).hasSize(3);
    assertThat(rolledOut()).isTrue();
    assertThat(condition("SitesPending").text("reason")).isEqualTo("SitesUnreachable");
    assertThat(condition("SitesPending").text("message"))
        .isEqualTo("s2 not heard since 2026-11-20T08:59:00Z");

    core.merge(siteKey("s2"), online(true));
    live();
    assertThat(images(sites.get(1))).containsExactly("shop:v2");
    assertThat(condition("SitesPending").text("status")).isEqualTo("False");
  }

  @Test
  void aTotalIsDividedAndAbsentSharesCountAsKept() {
    core.put(placement("'replicas': 5"));
    core.put(deployment("shop", 5, "shop:v1"));
    live();
    assertThat(sites.stream().map(s -> s.all(KindNames.POD).size()).sorted())
        .containsExactly(1, 2, 2);
    core.merge(siteKey("s3"), online(false));
    core.put(deployment("shop", 5, "shop:v2"));
    live("s3");
    assertThat(rolledOut()).isTrue();
    assertThat(count("readyReplicas")).isEqualTo(5 - sites.get(2).all(KindNames.POD).size());
    assertThat(condition("SitesPending").text("message")).contains("counted as kept");
  }

  @Test
  void anUpdateIsNotDoneBeforeEveryHeardSiteIsDone() {
    core.put(placement(PER_SITE));
    core.put(deployment("shop", 1, "shop:v1"));
    live();
    core.put(deployment("shop", 1, "shop:v2"));
    live("s2");
    assertThat(rolledOut()).isFalse();
    assertThat(condition("Progressing").text("reason")).isEqualTo("ReplicaSetUpdated");
  }

  @Test
  void aNamespaceComesWithItsConfigurationButSecretsOnlyWhenReferredTo() {
    core.put(namespace("default"));
    core.put(
        json(
            "{'apiVersion': 'v1', 'kind': 'ConfigMap', 'metadata': {'name': 'till', 'namespace':"
                + " 'default'}}"));
    for (String name : List.of("used", "unused")) {
      core.put(
          json(
              "{'apiVersion': 'v1', 'kind': 'Secret', 'metadata': {'name': '%s', 'namespace': 'default'}}"
                  .formatted(name)));
    }
    core.put(placement("'replicasPerSite': 1, 'sites': {'names': ['s1']}"));
    Json volumes =
        json("{'v': [{'name': 'k', 'secret': {'secretName': 'used'}}]}").at("v").orElseThrow();
    core.put(
        deployment("shop", 1, "shop:v1").withAt(volumes, "spec", "template", "spec", "volumes"));
    live();
    Story s1 = sites.getFirst();
    var secrets = GroupKind.core("Secret");
    assertThat(s1.all(secrets)).extracting(e -> e.key().name()).containsExactly("used");
    assertThat(s1.all(KindNames.CONFIG_MAP)).hasSize(1);
    assertThat(s1.all(KindNames.NAMESPACE)).hasSize(1);
    assertThat(s1.all(KindNames.SITE)).extracting(e -> e.key().name()).containsExactly("s1");
    assertThat(sites.get(1).all(KindNames.NAMESPACE)).isEmpty();
    assertThat(s1.view().feed("node:s1-1").members()).isNotEmpty();
  }

  @Test
  void aDefinitionGoesWhereObjectsOfItsKindGo() {
    var boat = new GroupKind("harbour.test", "Boat");
    core.put(
        json(
            "{'apiVersion': 'apiextensions.k8s.io/v1', 'kind': 'CustomResourceDefinition',"
                + " 'metadata': {'name': 'boats.harbour.test'}, 'spec': {'group': 'harbour.test',"
                + " 'scope': 'Namespaced', 'names': {'plural': 'boats', 'kind': 'Boat'},"
                + " 'versions': [{'name': 'v1', 'served': true, 'storage': true, 'schema':"
                + " {'openAPIV3Schema': {'type': 'object'}}}]}}"));
    core.put(placement("'replicasPerSite': 1, 'sites': {'names': ['s1']}"));
    core.put(deployment("shop", 1, "shop:v1"));
    live();
    Story s1 = sites.getFirst();
    assertThat(s1.all(Definition.KIND)).isEmpty();
    core.put(
        json(
            "{'apiVersion': 'harbour.test/v1', 'kind': 'Boat', 'metadata': {'name': 'anna',"
                + " 'namespace': 'default'}}"));
    live();
    assertThat(s1.all(boat)).hasSize(1);
    assertThat(new Catalog().at(s1.view()).find(boat)).isPresent();
    assertThat(sites.get(1).all(Definition.KIND)).isEmpty();
    core.delete(new ObjectKey(boat, TenantName.DEFAULT, "default", "anna"));
    live();
    assertThat(s1.all(boat)).isEmpty();
    assertThat(s1.all(Definition.KIND)).isEmpty();
  }

  @Test
  void whatIsNoLongerPlacedLeavesTheSiteWithItsNamespace() {
    core.put(placement(PER_SITE));
    core.put(deployment("shop", 1, "shop:v1"));
    live();
    core.put(placement("'replicasPerSite': 1, 'sites': {'names': ['s1', 's3']}"));
    live();
    Story s2 = sites.get(1);
    assertThat(s2.all(KindNames.DEPLOYMENT)).isEmpty();
    assertThat(s2.all(KindNames.REPLICA_SET)).isEmpty();
    assertThat(s2.all(KindNames.POD)).isEmpty();
    assertThat(s2.all(KindNames.NAMESPACE)).isEmpty();
    assertThat(core.all(KindNames.POD)).hasSize(2);
    assertThat(condition("SitesPending").text("status")).isEqualTo("False");
  }

  @Test
  void aDeletedDeploymentEndsEverywhere() {
    core.put(placement(PER_SITE));
    core.put(deployment("shop", 1, "shop:v1"));
    live();
    core.delete(SHOP);
    live();
    sites.forEach(s -> assertThat(s.all(KindNames.POD)).isEmpty());
    assertThat(core.all(KindNames.POD)).isEmpty();
    assertThat(core.all(KindNames.REPLICA_SET)).isEmpty();
  }

  @Test
  void withoutAPlacementANamespaceIsBoundToOneSiteAndStays() {
    core.put(deployment("shop", 2, "shop:v1"));
    core.put(deployment("bar", 1, "bar:v1"));
    live();
    List<Story> used = sites.stream().filter(s -> !s.all(KindNames.POD).isEmpty()).toList();
    assertThat(used).hasSize(1);
    assertThat(used.getFirst().all(KindNames.POD)).hasSize(3);
    core.merge(siteKey(name(used.getFirst())), online(false));
    live(name(used.getFirst()));
    assertThat(sites.stream().filter(s -> !s.all(KindNames.POD).isEmpty())).hasSize(1);
    assertThat(condition("Available").text("status")).isEqualTo("Unknown");
  }

  @Test
  void aBarePodIsBoundToASiteAndItsStatusComesBack() {
    core.put(dev.skerry.control.story.Objects.pod("job", ""));
    live();
    ObjectKey job = dev.skerry.control.story.Objects.pod("job");
    assertThat(core.get(job).text("status", "phase")).isEqualTo("Running");
    Story ran = sites.stream().filter(s -> s.has(job)).findFirst().orElseThrow();
    assertThat(Pods.node(ran.get(job))).isEqualTo(name(ran) + "-1");
  }

  @Test
  void aWorkloadThatNoSiteMayHaveSaysWhyOfEachSite() {
    core.put(
        placement("'replicas': 1, 'sites': {'labelSelector': {'matchLabels': {'tier': 'metro'}}}"));
    core.put(deployment("shop", 1, "shop:v1"));
    live();
    assertThat(condition("Placed").text("message"))
        .startsWith("no site may have it: s1: its labels do not match the placement's selector;");
    Obj placed = core.get(ObjectKey.of(KindNames.PLACEMENT, "default", "shop"));
    assertThat(placed.items("status", "decisions"))
        .extracting(d -> d.text("site") + " " + d.text("reason"))
        .containsExactly("s1 LabelsDiffer", "s2 LabelsDiffer", "s3 LabelsDiffer");
  }

  @Test
  void beforeTheFirstSiteJoinsAWorkloadWaitsAndNobodyIsWarned() {
    var early =
        new Story("core", new PlacementController(), new BindingController(), new FoldController());
    early.put(namespace("default"));
    early.put(deployment("shop", 1, "shop:v1"));
    early.settle();
    early.put(placement(PER_SITE));
    early.settle();
    Json placed = Conditions.find(early.get(SHOP), "Placed").orElseThrow();
    assertThat(placed.text("reason") + ": " + placed.text("message"))
        .isEqualTo("NoSiteYet: no site has joined yet");
    assertThat(early.notes).isEmpty();

    early.put(site("s1", true));
    early.settle();
    assertThat(Conditions.status(early.get(SHOP), "Placed")).isEqualTo("True");
    assertThat(early.notes).isEmpty();
  }

  @Test
  void aBarePodIsKnownWithItsNodeAtTheCore() {
    core.put(dev.skerry.control.story.Objects.pod("job", ""));
    live();
    Entry job = core.view().find(dev.skerry.control.story.Objects.pod("job")).orElseThrow();
    assertThat(Shares.nodeName(core.view(), job))
        .hasValueSatisfying(node -> assertThat(node).matches("s[123]-1"));
  }

  @Test
  void whatLosesTheLastSiteRunsNowhereAndWaits() {
    core.put(dev.skerry.control.story.Objects.pod("job", ""));
    live();
    ObjectKey job = dev.skerry.control.story.Objects.pod("job");
    assertThat(core.get(job).text("status", "phase")).isEqualTo("Running");
    for (Story each : sites) {
      core.remove(siteKey(name(each)), core.view().find(siteKey(name(each))).orElseThrow().uid());
    }
    live();
    assertThat(core.get(job).text("status", "phase")).isEqualTo("Pending");
    assertThat(core.get(job).items("status", "containerStatuses")).isEmpty();
    assertThat(Conditions.find(core.get(job), "PodScheduled").orElseThrow().text("reason"))
        .isEqualTo("NoSiteYet");
    assertThat(Shares.of(core.view(), core.view().find(job).orElseThrow().uid())).isEmpty();
    assertThat(sites.stream().filter(s -> s.has(job))).isEmpty();
  }
}
