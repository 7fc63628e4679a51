package dev.skerry.control.replication;

import static dev.skerry.control.story.Objects.deployment;
import static dev.skerry.control.story.Objects.json;
import static dev.skerry.control.story.Objects.node;
import static dev.skerry.control.story.Objects.placement;
import static dev.skerry.control.story.Objects.site;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.access.Access;
import dev.skerry.control.access.Ask;
import dev.skerry.control.access.User;
import dev.skerry.control.binding.BindingController;
import dev.skerry.control.namespace.NamespaceController;
import dev.skerry.control.namespace.RootAuthority;
import dev.skerry.control.placement.PlacementController;
import dev.skerry.control.rbac.AggregationController;
import dev.skerry.control.rbac.PolicyController;
import dev.skerry.control.story.Story;
import dev.skerry.control.workload.KindNames;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Roles on their way from a core to its sites.
final class RolesTravelTest {
  private static final User ADA = new User("ada", List.of());
  private static final String AT_SITES = ", 'labels': {'skerry.dev/at-sites': 'all'}";

  private final Story core =
      new Story(
          "core",
          new NamespaceController(false),
          new RootAuthority("of the core"),
          new PolicyController(),
          new AggregationController(),
          new PlacementController(),
          new BindingController(),
          new DownController());
  private final Story s1 = edge("s1");
  private final Story s2 = edge("s2");

  private static Story edge(String name) {
    var story =
        new Story(
            name,
            new NamespaceController(true),
            new RootAuthority("of " + name),
            new PolicyController(),
            new UpController());
    story.put(node(name + "-1", "4"));
    return story;
  }

  RolesTravelTest() {
    core.put(site("s1", true));
    core.put(site("s2", true));
    live();
    core.put(placedAt("s1"));
    core.put(deployment("web", 1, "web:v1"));
    live();
  }

  private static Obj placedAt(String site) {
    return placement("'sites': {'names': ['%s']}, 'replicasPerSite': 1".formatted(site));
  }

  private void live() {
    for (int round = 0; round < 6; round++) {
      core.settle();
      for (Story each : List.of(s1, s2)) {
        core.ship("site:" + each.view().self().value(), each);
        each.settle();
        each.ship("parent", core);
      }
    }
    core.settle();
  }

  private void role(String name, String resource) {
    core.put(
        json(
            """
            {'apiVersion': 'rbac.authorization.k8s.io/v1', 'kind': 'ClusterRole', 'metadata': {'name': '%s'},
             'rules': [{'verbs': ['get'], 'apiGroups': [''], 'resources': ['%s']}]}
            """
                .formatted(name, resource)));
  }

  private void bind(String kind, String where, String role) {
    core.put(
        json(
            """
            {'apiVersion': 'rbac.authorization.k8s.io/v1', 'kind': '%s', 'metadata': {'name': 'b-%s'%s},
             'subjects': [{'apiGroup': 'rbac.authorization.k8s.io', 'kind': 'User', 'name': 'ada'}],
             'roleRef': {'apiGroup': 'rbac.authorization.k8s.io', 'kind': 'ClusterRole', 'name': '%s'}}
            """
                .formatted(kind, role, where, role)));
  }

  private static boolean may(Story at, String resource) {
    return Access.allows(at.view(), ADA, new Ask("get", "", "", resource, "default", "x"));
  }

  private static ObjectKey clusterRole(String name) {
    return ObjectKey.of(KindNames.CLUSTER_ROLE, "", name);
  }

  @Test
  void aRoleGoesWithTheBindingOfANamespaceToWhereThatIs() {
    role("pods", "pods");
    bind("RoleBinding", ", 'namespace': 'default'", "pods");
    live();
    assertThat(may(core, "pods")).isTrue();
    assertThat(may(s1, "pods")).isTrue();
    assertThat(may(s2, "pods")).isFalse();
    assertThat(s2.has(clusterRole("pods"))).isFalse();
    core.put(placedAt("s2"));
    live();
    assertThat(may(s2, "pods")).as("the namespace came").isTrue();
    assertThat(s1.has(clusterRole("pods"))).as("the namespace went").isFalse();
    core.delete(ObjectKey.of(KindNames.ROLE_BINDING, "default", "b-pods"));
    live();
    assertThat(may(s2, "pods")).isFalse();
    assertThat(s2.has(clusterRole("pods"))).as("nothing needs it").isFalse();
  }

  @Test
  void aBindingOfAllStaysUnlessItIsForSites() {
    role("nodes", "nodes");
    bind("ClusterRoleBinding", "", "nodes");
    live();
    assertThat(may(core, "nodes")).isTrue();
    assertThat(may(s1, "nodes")).isFalse();
    bind("ClusterRoleBinding", AT_SITES, "nodes");
    live();
    assertThat(may(s1, "nodes")).isTrue();
    assertThat(may(s2, "nodes")).isTrue();
    bind("ClusterRoleBinding", ", 'labels': {'skerry.dev/at-sites': 'none'}", "nodes");
    live();
    assertThat(may(s1, "nodes")).isFalse();
    assertThat(s1.has(clusterRole("nodes"))).isFalse();
  }

  @Test
  void theRolesThatComeWithTheProgramStayTheSitesOwn() {
    bind("RoleBinding", ", 'namespace': 'default'", "view");
    live();
    assertThat(s1.view().find(clusterRole("view")).orElseThrow().home())
        .isEqualTo(s1.view().self());
    assertThat(s1.view().shadowed().keySet()).doesNotContain(clusterRole("view"));
  }

  @Test
  void everyControlPlaneSaysItsOwnAuthority() {
    ObjectKey map = ObjectKey.of(KindNames.CONFIG_MAP, "default", RootAuthority.NAME);
    assertThat(core.get(map).text("data", "ca.crt")).isEqualTo("of the core");
    assertThat(s1.get(map).text("data", "ca.crt")).isEqualTo("of s1");
    assertThat(s2.has(map)).as("the namespace is not there").isFalse();
    core.put(placedAt("s2"));
    live();
    assertThat(s2.get(map).text("data", "ca.crt")).isEqualTo("of s2");
    assertThat(s1.has(map)).as("it left with the namespace").isFalse();
  }
}
