package dev.skerry.control.access;

import static dev.skerry.control.story.Objects.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.story.Objects;
import dev.skerry.control.story.Story;
import dev.skerry.model.json.Obj;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AccessTest {
  private static final User ADA = new User("ada", List.of("devs", User.AUTHENTICATED));
  private final Story plane = new Story("core");

  private void role(String kind, String namespace, String name, String rules) {
    plane.put(
        json(
            """
            {'apiVersion': 'rbac.authorization.k8s.io/v1', 'kind': '%s',
             'metadata': {'name': '%s'%s}, 'rules': [%s]}
            """
                .formatted(kind, name, in(namespace), rules)));
  }

  private void binding(String namespace, String name, String roleKind, String subject) {
    plane.put(bound(namespace, name, roleKind, subject));
  }

  private static Obj bound(String namespace, String name, String roleKind, String subject) {
    return json(
        """
        {'apiVersion': 'rbac.authorization.k8s.io/v1', 'kind': '%s',
         'metadata': {'name': '%s'%s}, 'subjects': [%s],
         'roleRef': {'apiGroup': 'rbac.authorization.k8s.io', 'kind': '%s', 'name': '%s'}}
        """
            .formatted(
                namespace.isEmpty() ? "ClusterRoleBinding" : "RoleBinding",
                name,
                in(namespace),
                subject,
                roleKind,
                name));
  }

  private static String in(String namespace) {
    return namespace.isEmpty() ? "" : ", 'namespace': '" + namespace + "'";
  }

  private static String group(String name) {
    return "{'apiGroup': 'rbac.authorization.k8s.io', 'kind': 'Group', 'name': '" + name + "'}";
  }

  private boolean may(User user, String verb, String group, String resource, String... where) {
    String namespace = where.length > 0 ? where[0] : "";
    String name = where.length > 1 ? where[1] : "";
    return Access.allows(plane.view(), user, new Ask(verb, "", group, resource, namespace, name));
  }

  @Test
  void aRoleInANamespaceSpeaksOfThatNamespace() {
    plane.put(Objects.namespace("shop"));
    role(
        "Role",
        "shop",
        "reader",
        "{'verbs': ['get', 'list'], 'apiGroups': [''], 'resources': ['pods', 'pods/log']}");
    binding("shop", "reader", "Role", group("devs"));
    assertThat(may(ADA, "get", "", "pods", "shop", "web")).isTrue();
    assertThat(may(ADA, "list", "", "pods", "shop")).isTrue();
    assertThat(may(ADA, "get", "", "pods/log", "shop", "web")).isTrue();
    assertThat(may(ADA, "get", "", "pods/exec", "shop", "web")).isFalse();
    assertThat(may(ADA, "delete", "", "pods", "shop", "web")).isFalse();
    assertThat(may(ADA, "get", "apps", "pods", "shop", "web")).isFalse();
    assertThat(may(ADA, "get", "", "pods", "other", "web")).isFalse();
    assertThat(may(ADA, "list", "", "pods")).isFalse();
    assertThat(may(new User("bob", List.of()), "get", "", "pods", "shop", "web")).isFalse();
  }

  @Test
  void namesStarsAndSubresourcesAreReadAsInKubernetes() {
    role(
        "ClusterRole",
        "",
        "odd",
        "{'verbs': ['get'], 'apiGroups': [''], 'resources': ['configmaps'], 'resourceNames': ['one']},"
            + " {'verbs': ['*'], 'apiGroups': ['*'], 'resources': ['*/scale']},"
            + " {'verbs': ['get'], 'nonResourceURLs': ['/sites/*', '/metrics']}");
    binding("", "odd", "ClusterRole", group("devs"));
    assertThat(may(ADA, "get", "", "configmaps", "any", "one")).isTrue();
    assertThat(may(ADA, "get", "", "configmaps", "any", "two")).isFalse();
    assertThat(may(ADA, "list", "", "configmaps", "any")).isFalse();
    assertThat(may(ADA, "patch", "apps", "deployments/scale", "any", "web")).isTrue();
    assertThat(may(ADA, "patch", "apps", "deployments", "any", "web")).isFalse();
    assertThat(Access.allows(plane.view(), ADA, Ask.path("get", "/sites/s1/api"))).isTrue();
    assertThat(Access.allows(plane.view(), ADA, Ask.path("get", "/metrics"))).isTrue();
    assertThat(Access.allows(plane.view(), ADA, Ask.path("get", "/metrics/more"))).isFalse();
    assertThat(Access.allows(plane.view(), ADA, Ask.path("create", "/metrics"))).isFalse();
  }

  @Test
  void aServiceAccountIsBoundByItsNamespaceAndName() {
    plane.put(Objects.namespace("shop"));
    role(
        "ClusterRole",
        "",
        "reader",
        "{'verbs': ['get'], 'apiGroups': [''], 'resources': ['secrets']}");
    binding(
        "shop",
        "reader",
        "ClusterRole",
        "{'kind': 'ServiceAccount', 'name': 'till', 'namespace': 'shop'}");
    assertThat(may(User.serviceAccount("shop", "till"), "get", "", "secrets", "shop", "x"))
        .isTrue();
    assertThat(may(User.serviceAccount("till", "shop"), "get", "", "secrets", "shop", "x"))
        .isFalse();
    assertThat(User.account("system:serviceaccount:shop:till"))
        .contains(new User.ServiceAccount("shop", "till"));
    assertThat(User.account("system:serviceaccount:shop")).isEmpty();
    assertThat(User.account("till")).isEmpty();
  }

  @Test
  void aBindingToARoleThatIsNotThereGivesNothingAndSaysSo() {
    plane.put(Objects.namespace("shop"));
    binding("shop", "gone", "Role", group("devs"));
    assertThat(
            Access.objection(plane.view(), ADA, new Ask("get", "", "", "pods", "shop", ""))
                .orElseThrow())
        .isEqualTo(
            "User \"ada\" cannot get resource \"pods\" in API group \"\" in the namespace \"shop\":"
                + " RBAC: role.rbac.authorization.k8s.io \"gone\" not found");
  }

  @Test
  void aSiteAndANodeHaveTheirWayInAndNoRoleGivesThemMore() {
    role("ClusterRole", "", "all", "{'verbs': ['*'], 'apiGroups': ['*'], 'resources': ['*']}");
    binding("", "all", "ClusterRole", group(User.SITES) + ", " + group(User.AUTHENTICATED));
    var site = new User("skerry:site:s1", List.of(User.SITES, User.AUTHENTICATED));
    assertThat(may(site, "get", "", "secrets", "shop", "x")).isFalse();
    assertThat(Access.allows(plane.view(), site, Ask.path("get", "/skerry/link"))).isTrue();
    assertThat(may(ADA, "get", "", "secrets", "shop", "x")).isTrue();
  }

  @Test
  void nobodyGivesAwayWhatTheyDoNotHave() {
    plane.put(Objects.namespace("shop"));
    role(
        "ClusterRole",
        "",
        "boss",
        "{'verbs': ['create', 'update'], 'apiGroups': ['rbac.authorization.k8s.io'], 'resources': ['roles', 'rolebindings']},"
            + " {'verbs': ['get', 'list'], 'apiGroups': [''], 'resources': ['pods']}");
    binding("shop", "boss", "ClusterRole", group("devs"));
    assertThat(writes("Role", "{'verbs': ['get'], 'apiGroups': [''], 'resources': ['pods']}"))
        .isEmpty();
    assertThat(
            writes(
                "Role",
                "{'verbs': ['get'], 'apiGroups': [''], 'resources': ['pods'], 'resourceNames': ['a']}"))
        .isEmpty();
    assertThat(
            writes("Role", "{'verbs': ['get', 'delete'], 'apiGroups': [''], 'resources': ['pods']}")
                .orElseThrow())
        .isEqualTo(
            "user \"ada\" (groups=[\"devs\" \"system:authenticated\"]) is attempting to grant RBAC"
                + " permissions not currently held:\n"
                + "{APIGroups:[\"\"], Resources:[\"pods\"], Verbs:[\"delete\"]}");
    role("ClusterRole", "", "wide", "{'verbs': ['*'], 'apiGroups': ['*'], 'resources': ['*']}");
    assertThat(binds("wide")).isPresent();
    assertThat(binds("nothing").orElseThrow()).contains("\"nothing\" not found");
    role(
        "ClusterRole",
        "",
        "binder",
        "{'verbs': ['bind'], 'apiGroups': ['rbac.authorization.k8s.io'], 'resources': ['clusterroles'], 'resourceNames': ['wide']}");
    binding("shop", "binder", "ClusterRole", group("devs"));
    assertThat(binds("wide")).isEmpty();
    assertThat(binds("boss")).isEmpty();
  }

  @Test
  void whoMayNotBindARoleCannotSpreadABindingOverTheSites() {
    role("ClusterRole", "", "wide", "{'verbs': ['*'], 'apiGroups': ['*'], 'resources': ['*']}");
    Obj live = bound("", "wide", "ClusterRole", group("others"));
    Obj labels = json("{'colour': 'red'}");
    assertThat(changes(live, live.withAt(labels, "metadata", "labels"))).isEmpty();
    Obj spread = live.withAt(labels.with(Grants.AT_SITES, "all"), "metadata", "labels");
    assertThat(changes(live, spread).orElseThrow()).contains("not currently held");
    assertThat(changes(spread, spread)).isEmpty();
  }

  private Optional<String> changes(Obj live, Obj object) {
    return Escalation.objection(plane.view(), ADA, Objects.key(object), Optional.of(live), object);
  }

  private Optional<String> writes(String kind, String rules) {
    Obj role =
        json(
            """
            {'apiVersion': 'rbac.authorization.k8s.io/v1', 'kind': '%s',
             'metadata': {'name': 'mine', 'namespace': 'shop'}, 'rules': [%s]}
            """
                .formatted(kind, rules));
    return Escalation.objection(plane.view(), ADA, Objects.key(role), Optional.empty(), role);
  }

  private Optional<String> binds(String role) {
    Obj binding = bound("shop", role, "ClusterRole", group("devs"));
    return Escalation.objection(plane.view(), ADA, Objects.key(binding), Optional.empty(), binding);
  }
}
