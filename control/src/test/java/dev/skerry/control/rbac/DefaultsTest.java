package dev.skerry.control.rbac;

import static dev.skerry.control.story.Objects.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.access.Access;
import dev.skerry.control.access.Ask;
import dev.skerry.control.access.User;
import dev.skerry.control.story.Objects;
import dev.skerry.control.story.Story;
import dev.skerry.control.workload.KindNames;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DefaultsTest {
  private final Story plane =
      new Story("core", new PolicyController(), new AggregationController());

  private static ObjectKey role(String name) {
    return ObjectKey.of(KindNames.CLUSTER_ROLE, "", name);
  }

  private boolean may(String verb, String group, String resource) {
    var ask = new Ask(verb, "", group, resource, "shop", "");
    return Access.allows(plane.view(), new User("ada", List.of()), ask);
  }

  private void bind(String role) {
    plane.put(Objects.namespace("shop"));
    plane.put(
        json(
            """
            {'apiVersion': 'rbac.authorization.k8s.io/v1', 'kind': 'RoleBinding',
             'metadata': {'name': 'ada', 'namespace': 'shop'},
             'subjects': [{'apiGroup': 'rbac.authorization.k8s.io', 'kind': 'User', 'name': 'ada'}],
             'roleRef': {'apiGroup': 'rbac.authorization.k8s.io', 'kind': 'ClusterRole', 'name': '%s'}}
            """
                .formatted(role)));
    plane.settle();
  }

  @Test
  void whoViewsReadsAndSeesNoSecret() {
    bind("view");
    assertThat(may("list", "", "pods")).isTrue();
    assertThat(may("get", "", "pods/log")).isTrue();
    assertThat(may("watch", "apps", "deployments")).isTrue();
    assertThat(may("get", "", "secrets")).isFalse();
    assertThat(may("create", "", "pods")).isFalse();
    assertThat(may("create", "", "pods/exec")).isFalse();
  }

  @Test
  void whoEditsMakesWorkloadsAndNoRoles() {
    bind("edit");
    assertThat(may("list", "", "pods")).isTrue();
    assertThat(may("create", "apps", "deployments")).isTrue();
    assertThat(may("patch", "apps", "deployments/scale")).isTrue();
    assertThat(may("create", "", "pods/exec")).isTrue();
    assertThat(may("get", "", "secrets")).isTrue();
    assertThat(may("create", "skerry.dev", "placements")).isTrue();
    assertThat(may("create", "rbac.authorization.k8s.io", "roles")).isFalse();
    assertThat(may("delete", "", "nodes")).isFalse();
  }

  @Test
  void whoAdministersANamespaceMakesRolesInIt() {
    bind("admin");
    assertThat(may("create", "apps", "deployments")).isTrue();
    assertThat(may("create", "rbac.authorization.k8s.io", "rolebindings")).isTrue();
    assertThat(may("delete", "", "nodes")).isFalse();
  }

  @Test
  void aRoleCanBeAddedToTheOnesForPeople() {
    bind("view");
    assertThat(may("get", "harbour.dev", "boats")).isFalse();
    plane.put(
        json(
            """
            {'apiVersion': 'rbac.authorization.k8s.io/v1', 'kind': 'ClusterRole',
             'metadata': {'name': 'boats', 'labels':
              {'rbac.authorization.k8s.io/aggregate-to-view': 'true'}},
             'rules': [{'verbs': ['get'], 'apiGroups': ['harbour.dev'], 'resources': ['boats']}]}
            """));
    plane.settle();
    assertThat(may("get", "harbour.dev", "boats")).isTrue();
    plane.delete(role("boats"));
    plane.settle();
    assertThat(may("get", "harbour.dev", "boats")).isFalse();
    assertThat(may("list", "", "pods")).isTrue();
  }

  @Test
  void whatIsTakenFromADefaultComesBackUnlessItSaysOtherwise() {
    plane.settle();
    ObjectKey basic = role("system:basic-user");
    Obj whole = plane.get(basic);
    Json mine = json("{'verbs': ['get'], 'apiGroups': [''], 'resources': ['sites']}");
    plane.put(whole.with("rules", Json.array(List.of(mine))));
    plane.settle();
    assertThat(plane.get(basic).items("rules")).containsAll(whole.items("rules")).contains(mine);
    Obj left =
        whole
            .with("rules", Json.array(List.of(mine)))
            .withAt(Json.of("false"), "metadata", "annotations", DefaultPolicy.AUTO_UPDATE);
    plane.put(left);
    plane.settle();
    assertThat(plane.get(basic).items("rules")).containsExactly(mine);
    plane.delete(role("view"));
    plane.settle();
    assertThat(plane.get(role("view")).items("rules")).isNotEmpty();
  }
}
