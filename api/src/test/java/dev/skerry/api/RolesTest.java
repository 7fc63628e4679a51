package dev.skerry.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.collect.CollectController;
import dev.skerry.control.namespace.NamespaceController;
import dev.skerry.control.rbac.AggregationController;
import dev.skerry.control.rbac.PolicyController;
import dev.skerry.model.json.Json;
import dev.skerry.pki.Principal;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// People with roles, by their own certificates and by kubectl.
final class RolesTest {
  private static final String NEVER_HELD =
      "is attempting to grant RBAC permissions not currently held";

  @TempDir Path home;

  private static TestApi start() throws Exception {
    return TestApi.with(
        List.of(
            new NamespaceController(false),
            new PolicyController(),
            new AggregationController(),
            new CollectController()),
        "default");
  }

  private static Kubectl as(String version, Path home, TestApi api, Principal who)
      throws Exception {
    Path own = Files.createDirectories(home.resolve(who.user()));
    return new Kubectl(version, own, api.kubeconfig(own, who));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.30", "1.33"})
  void peopleDoWhatTheirRolesLetThem(String version) throws Exception {
    try (var api = start()) {
      var admin = new Kubectl(version, home, api.kubeconfig(home));
      Kubectl ada = as(version, home, api, Principal.user("ada", "devs"));
      admin.run("create", "namespace", "shop").ok();
      refused(ada.run("-n", "shop", "get", "pods"), "User \"ada\" cannot list resource \"pods\"");
      admin
          .run("-n", "shop", "create", "rolebinding", "devs", "--clusterrole=edit", "--group=devs")
          .ok();
      ada.run("-n", "shop", "create", "configmap", "note", "--from-literal=colour=red").ok();
      assertThat(ada.run("-n", "shop", "get", "cm", "-o", "name").ok().out()).contains("note");
      ada.run("get", "namespace", "shop").ok();
      refused(ada.run("get", "namespaces"), "at the cluster scope");
      refused(ada.run("create", "configmap", "note"), "in the namespace \"default\"");
      refused(
          ada.run("-n", "shop", "get", "cm", "--as", "bob"),
          "cannot impersonate resource \"users\"");
      canI(ada);
      assertThat(
              admin
                  .run("auth", "can-i", "get", "pods", "-n", "shop", "--as=ada", "--as-group=devs")
                  .ok()
                  .out())
          .contains("yes");
      assertThat(admin.run("get", "clusterrolebindings", "-o", "wide").ok().out())
          .contains("ClusterRole/cluster-admin", "system:masters");
    }
  }

  private static void canI(Kubectl ada) throws Exception {
    assertThat(ada.run("auth", "whoami").ok().out())
        .contains("ada", "devs", "system:authenticated");
    assertThat(ada.run("auth", "can-i", "create", "deployments", "-n", "shop").ok().out())
        .contains("yes");
    assertThat(ada.run("auth", "can-i", "create", "deployments").out()).contains("no");
    assertThat(ada.run("auth", "can-i", "--list", "-n", "shop").ok().out())
        .contains("pods/exec", "deployments.apps", "selfsubjectaccessreviews.authorization.k8s.io");
    assertThat(ada.run("auth", "can-i", "--list").ok().out()).doesNotContain("pods/exec");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.33"})
  void whoAdministersANamespaceGivesNothingAwayThatIsNotTheirs(String version) throws Exception {
    try (var api = start()) {
      var admin = new Kubectl(version, home, api.kubeconfig(home));
      Kubectl bob = as(version, home, api, Principal.user("bob"));
      admin.run("create", "namespace", "shop").ok();
      admin
          .run("-n", "shop", "create", "rolebinding", "boss", "--clusterrole=admin", "--user=bob")
          .ok();
      bob.run("-n", "shop", "create", "role", "reader", "--verb=get,list", "--resource=pods").ok();
      bob.run(
              "-n",
              "shop",
              "create",
              "rolebinding",
              "reader",
              "--role=reader",
              "--serviceaccount=shop:till")
          .ok();
      refused(
          bob.run("-n", "shop", "create", "role", "wide", "--verb=get", "--resource=nodes"),
          NEVER_HELD);
      refused(
          bob.run(
              "-n",
              "shop",
              "create",
              "rolebinding",
              "wide",
              "--clusterrole=cluster-admin",
              "--user=bob"),
          NEVER_HELD);
      refused(
          bob.run("create", "clusterrolebinding", "wide", "--clusterrole=view", "--user=bob"),
          "cluster scope");
      assertThat(
              bob.run(
                      "-n",
                      "shop",
                      "auth",
                      "can-i",
                      "list",
                      "pods",
                      "--as=system:serviceaccount:shop:till")
                  .ok()
                  .out())
          .contains("yes");
      assertThat(
              admin
                  .run(
                      "-n",
                      "shop",
                      "auth",
                      "can-i",
                      "delete",
                      "pods",
                      "--as=system:serviceaccount:shop:till")
                  .out())
          .contains("no");
      Kubectl.Said moved =
          admin.runWith(
              """
              apiVersion: rbac.authorization.k8s.io/v1
              kind: RoleBinding
              metadata: {name: boss, namespace: shop}
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
              """,
              "replace",
              "-f",
              "-");
      refused(moved, "cannot change roleRef");
    }
  }

  @Test
  void othersAreReviewedByWhomARoleLets() throws Exception {
    try (var api = start()) {
      String reviews = "/apis/authorization.k8s.io/v1/subjectaccessreviews";
      String review =
          """
          {"apiVersion": "authorization.k8s.io/v1", "kind": "SubjectAccessReview",
           "spec": {"user": "ada", "resourceAttributes": {"verb": "get", "resource": "pods"}}}
          """;
      var said = api.post(reviews, review);
      assertThat(said.status()).isEqualTo(201);
      assertThat(said.json().at("status", "allowed")).contains(Json.of(false));
      assertThat(said.json().text("status", "reason")).contains("User \"ada\" cannot get");
      var ada = api.client(Principal.user("ada"));
      var body = BodyPublishers.ofString(review);
      var asked =
          TestApi.send(
              ada, api.request(reviews).header("Content-Type", "application/json").POST(body));
      assertThat(asked.status()).isEqualTo(403);
      assertThat(asked.json().text("message"))
          .contains(
              "cannot create resource \"subjectaccessreviews\" in API group \"authorization.k8s.io\"");
      var both =
          api.post(
              reviews,
              review.replace(
                  "\"resourceAttributes\"",
                  "\"nonResourceAttributes\": {\"path\": \"/x\"}, \"resourceAttributes\""));
      assertThat(both.status()).isEqualTo(400);
    }
  }

  @Test
  void nobodyIsTreatedAsTheMachineryAndNoPartOfWhatIsAskedIsLeftOut() throws Exception {
    try (var api = start()) {
      var site =
          api.get("/api/v1/nodes", "Impersonate-User", "x", "Impersonate-Group", "skerry:sites");
      assertThat(site.status()).isEqualTo(403);
      assertThat(api.get("/api/v1/nodes", "Impersonate-User", "system:controller:x").status())
          .isEqualTo(403);
      assertThat(api.get("/api/v1/nodes", "Impersonate-Group", "devs").status()).isEqualTo(400);
      var extra =
          api.get("/api/v1/nodes", "Impersonate-User", "x", "Impersonate-Extra-scopes", "view");
      assertThat(extra.status()).isEqualTo(400);
      assertThat(extra.json().text("message"))
          .containsIgnoringCase("Impersonate-Extra-scopes is not served");
    }
  }

  private static void refused(Kubectl.Said said, String why) {
    assertThat(said.exit()).as(said.out()).isEqualTo(1);
    assertThat(said.err()).contains(why);
  }
}
