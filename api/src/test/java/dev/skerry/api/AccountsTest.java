package dev.skerry.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.collect.CollectController;
import dev.skerry.control.namespace.NamespaceController;
import dev.skerry.control.rbac.PolicyController;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Service accounts and their tokens.
final class AccountsTest {
  private static final String ACCOUNTS = "/api/v1/namespaces/default/serviceaccounts";
  private static final String TILL = ACCOUNTS + "/till";
  private static final String REVIEWS = "/apis/authentication.k8s.io/v1/tokenreviews";

  @TempDir Path home;

  private static TestApi start() throws Exception {
    TestApi api =
        TestApi.with(
            List.of(
                new NamespaceController(false), new PolicyController(), new CollectController()),
            "default");
    api.post(
        ACCOUNTS,
        "{\"apiVersion\":\"v1\",\"kind\":\"ServiceAccount\",\"metadata\":{\"name\":\"till\"}}");
    return api;
  }

  private static String token(TestApi api, String spec) throws Exception {
    TestApi.Reply made = api.post(TILL + "/token", request(spec));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.json().text("status", "token");
  }

  private static String request(String spec) {
    return "{\"apiVersion\":\"authentication.k8s.io/v1\",\"kind\":\"TokenRequest\",\"spec\":"
        + spec
        + "}";
  }

  private static Obj review(TestApi api, String token) throws Exception {
    String body =
        Json.object()
            .put("apiVersion", "authentication.k8s.io/v1")
            .put("kind", "TokenReview")
            .put("spec", Obj.EMPTY.with("token", token))
            .build()
            .toString();
    return api.post(REVIEWS, body).json().obj("status");
  }

  @Test
  void aTokenIsProofUntilItsAccountGoes() throws Exception {
    try (var api = start()) {
      String token = token(api, "{}");
      Obj said = review(api, token);
      assertThat(said.isTrue("authenticated")).as(said.toString()).isTrue();
      assertThat(said.text("user", "username")).isEqualTo("system:serviceaccount:default:till");
      assertThat(said.items("user", "groups"))
          .contains(Json.of("system:serviceaccounts:default"), Json.of("system:authenticated"));
      api.send("DELETE", TILL, "");
      assertThat(review(api, token).isTrue("authenticated")).isFalse();
      api.post(
          ACCOUNTS,
          "{\"apiVersion\":\"v1\",\"kind\":\"ServiceAccount\",\"metadata\":{\"name\":\"till\"}}");
      assertThat(review(api, token).isTrue("authenticated")).as("its successor").isFalse();
      assertThat(review(api, "nonsense").isTrue("authenticated")).isFalse();
    }
  }

  @Test
  void aTokenForOthersIsNoProofHere() throws Exception {
    try (var api = start()) {
      String token = token(api, "{\"audiences\":[\"https://vault.example\"]}");
      assertThat(review(api, token).isTrue("authenticated")).isFalse();
    }
  }

  @Test
  void aBoundTokenEndsWithWhatItIsBoundTo() throws Exception {
    try (var api = start()) {
      String pods = "/api/v1/namespaces/default/pods";
      api.post(
          pods,
          "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"web\"},\"spec\":"
              + "{\"serviceAccountName\":\"till\",\"containers\":[{\"name\":\"c\",\"image\":\"i\"}]}}");
      String bound =
          "{\"boundObjectRef\":{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"name\":\"web\"}}";
      String token = token(api, bound);
      assertThat(review(api, token).isTrue("authenticated")).isTrue();
      assertThat(api.post(TILL.replace("till", "default") + "/token", request(bound)).status())
          .as("the pod runs as another account")
          .isEqualTo(400);
      api.send("DELETE", pods + "/web?gracePeriodSeconds=0", "");
      assertThat(review(api, token).isTrue("authenticated")).isFalse();
    }
  }

  @Test
  void aTokenThatCannotBeIsRefused() throws Exception {
    try (var api = start()) {
      TestApi.Reply brief = api.post(TILL + "/token", request("{\"expirationSeconds\":60}"));
      assertThat(brief.status()).isEqualTo(422);
      assertThat(brief.json().text("message")).contains("less than 10 minutes");
      TestApi.Reply nobody = api.post(ACCOUNTS + "/nobody/token", request("{}"));
      assertThat(nobody.status()).isEqualTo(404);
      assertThat(nobody.json().text("message")).isEqualTo("serviceaccounts \"nobody\" not found");
      assertThat(api.get(TILL + "/token").status()).isEqualTo(405);
      String node =
          "{\"boundObjectRef\":{\"kind\":\"ConfigMap\",\"apiVersion\":\"v1\",\"name\":\"x\"}}";
      assertThat(api.post(TILL + "/token", request(node)).status()).isEqualTo(400);
    }
  }

  @Test
  void kubectlUsesAToken() throws Exception {
    try (var api = start()) {
      var admin = new Kubectl("1.33", home, api.kubeconfig(home));
      String token = admin.run("create", "token", "till", "--duration=1h").ok().out().strip();
      var till = new Kubectl("1.33", home, api.kubeconfig(home, token));
      assertThat(till.run("auth", "whoami").ok().out())
          .contains("system:serviceaccount:default:till", "system:serviceaccounts:default");
      assertThat(till.run("get", "secrets").err())
          .contains("User \"system:serviceaccount:default:till\" cannot list resource \"secrets\"");
      admin
          .run(
              "create",
              "rolebinding",
              "till",
              "--clusterrole=view",
              "--serviceaccount=default:till")
          .ok();
      admin
          .run(
              "create",
              "clusterrolebinding",
              "disc",
              "--clusterrole=cluster-admin",
              "--serviceaccount=default:till")
          .ok();
      assertThat(till.run("get", "secrets").exit()).isZero();
      assertThat(till.run("get", "--raw", "/openid/v1/jwks").ok().out()).contains("\"kty\":\"EC\"");
      assertThat(till.run("get", "--raw", "/.well-known/openid-configuration").ok().out())
          .contains("\"jwks_uri\"", "ES256");
    }
  }
}
