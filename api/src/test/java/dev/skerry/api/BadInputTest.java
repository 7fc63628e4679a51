package dev.skerry.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.api.TestApi.Reply;
import dev.skerry.model.meta.NodeName;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import dev.skerry.pki.Principal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What people and programs get wrong, and the answer that tells them so.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BadInputTest {
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";
  private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";
  private TestApi api;

  @BeforeAll
  void start() throws Exception {
    api = TestApi.start();
  }

  @AfterAll
  void stop() {
    api.close();
  }

  @Test
  void anUnknownFieldIsRefusedStrictlyAndElseWarnedOf() throws Exception {
    String body = TestApi.configMap("odd").replace("\"data\"", "\"colour\":1,\"data\"");
    Reply strict = api.post(MAPS + "?fieldValidation=Strict&dryRun=All", body);
    assertRefused(strict, 400, "BadRequest", "unknown field \"colour\"");
    Reply warned = api.post(MAPS + "?dryRun=All", body);
    assertThat(warned.status()).isEqualTo(201);
    assertThat(warned.header("Warning")).contains("299 - \"unknown field \\\"colour\\\"");
    Reply ignored = api.post(MAPS + "?fieldValidation=Ignore&dryRun=All", body);
    assertThat(ignored.header("Warning")).isEmpty();
  }

  @Test
  void aKeyThatIsSaidTwiceIsRefusedStrictlyAndElseWarnedOf() throws Exception {
    String body =
        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"twice\"},"
            + "\"data\":{\"a\":\"1\",\"a\":\"2\"}}";
    Reply strict = api.post(MAPS + "?fieldValidation=Strict&dryRun=All", body);
    assertRefused(strict, 400, "BadRequest", "duplicate field \"data.a\"");
    Reply warned = api.post(MAPS + "?dryRun=All", body);
    assertThat(warned.header("Warning")).contains("data.a");
    assertThat(warned.json().text("data", "a")).isEqualTo("2");
  }

  @Test
  void aWrongTypeIsABadRequest() throws Exception {
    String body = deployment("\"replicas\":\"many\",", "{}");
    assertRefused(api.post(DEPLOYMENTS, body), 400, "BadRequest", "spec.replicas");
  }

  @Test
  void aBadQuantityIsNamedWithItsField() throws Exception {
    String body = deployment("", "{\"limits\":{\"memory\":\"lots\"}}");
    Reply reply = api.post(DEPLOYMENTS, body);
    assertThat(reply.status()).isIn(400, 422);
    assertThat(reply.json().text("message")).contains("limits").contains("lots");
  }

  @Test
  void anUnknownKindIsNotFound() throws Exception {
    assertRefused(api.get("/apis/apps/v1/statefulsets"), 404, "NotFound", "could not find");
    assertRefused(api.post(MAPS, deployment("", "{}")), 400, "BadRequest", "Deployment");
  }

  @Test
  void aBodyOverThreeMebibytesIsTooLarge() throws Exception {
    Reply reply = api.post(MAPS, TestApi.configMap("huge", "k", "x".repeat(3 * 1024 * 1024)));
    assertRefused(reply, 413, "RequestEntityTooLarge", "3145728");
  }

  @Test
  void aBodyThatIsNestedTooDeepIsABadRequest() throws Exception {
    String body = "{\"a\":".repeat(65) + "1" + "}".repeat(65);
    assertRefused(api.post(MAPS, body), 400, "BadRequest", "64");
  }

  @Test
  void yamlWithTooManyAliasesIsABadRequest() throws Exception {
    String body =
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: laughs}\na: &a [x]\nb: ["
            + "*a,".repeat(51)
            + "]\n";
    Reply reply = api.post(MAPS, body, "Content-Type", "application/yaml");
    assertRefused(reply, 400, "BadRequest", "alias");
  }

  @Test
  void aNameThatIsTooLongIsInvalid() throws Exception {
    Reply reply = api.post(MAPS, TestApi.configMap("n".repeat(254)));
    assertRefused(reply, 422, "Invalid", "metadata.name");
    assertThat(reply.json().items("details", "causes")).isNotEmpty();
  }

  @Test
  void anOwnerThatNothingCanBeIsInvalid() throws Exception {
    String owned =
        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"owned\",\"ownerReferences\":"
            + "[{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"name\":\"a\",\"uid\":\"u\"}]}}";
    assertRefused(api.post(MAPS, owned), 422, "Invalid", "metadata.ownerReferences[0].uid");
  }

  @Test
  void aStaleRevisionIsAConflict() throws Exception {
    Reply made = api.post(MAPS, TestApi.configMap("stale", "k", "1"));
    String old = made.json().with("data", made.json().obj("data").with("k", "2")).toString();
    assertThat(api.send("PUT", MAPS + "/stale", old).status()).isEqualTo(200);
    String older = old.replace("\"2\"", "\"3\"");
    Reply reply = api.send("PUT", MAPS + "/stale", older);
    assertRefused(reply, 409, "Conflict", "modified");
    assertThat(reply.json().text("details", "kind")).isEqualTo("configmaps");
  }

  @Test
  void anUnknownMediaTypeIsNamedWithThoseThatWork() throws Exception {
    Reply post = api.post(MAPS, "x", "Content-Type", "text/csv");
    assertRefused(post, 415, "UnsupportedMediaType", "application/json");
    Reply patch = api.send("PATCH", MAPS + "/x", "{}", "Content-Type", "application/json");
    assertRefused(patch, 415, "UnsupportedMediaType", "application/merge-patch+json");
    Reply get = api.get(MAPS, "Accept", "image/png");
    assertRefused(get, 406, "NotAcceptable", "application/json");
  }

  @Test
  void whoeverShowsNothingIsUnauthorizedAndWhoeverMayNotIsForbidden() throws Exception {
    Reply nobody = TestApi.send(api.anonymous(), api.request(MAPS).GET());
    assertRefused(nobody, 401, "Unauthorized", "Unauthorized");
    Reply open = TestApi.send(api.anonymous(), api.request("/version").GET());
    assertThat(open.status()).isEqualTo(200);
    Principal site =
        Principal.site(new SiteName("s1"), new Uid("11111111-1111-4111-8111-111111111111"));
    for (Principal peer : new Principal[] {site, Principal.node(new NodeName("s1-1"))}) {
      Reply all = TestApi.send(api.client(peer), api.request(MAPS).GET());
      assertRefused(all, 403, "Forbidden", "configmaps is forbidden: User \"");
      assertThat(all.json().text("message"))
          .endsWith(
              "cannot list resource \"configmaps\" in API group \"\" in the namespace \"default\"");
      Reply one = TestApi.send(api.client(peer), api.request(MAPS + "/x").DELETE());
      assertRefused(one, 403, "Forbidden", "configmaps \"x\" is forbidden: User");
      Reply watch = TestApi.send(api.client(peer), api.request(MAPS + "?watch=1").GET());
      assertRefused(watch, 403, "Forbidden", "cannot watch resource");
    }
  }

  @Test
  void aCertificateOfAnotherAuthorityEndsTheHandshake() throws Exception {
    try (var other = TestApi.start()) {
      var stranger = other.stranger(api, Principal.user("admin", Principal.MASTERS));
      assertThatThrownBy(() -> TestApi.send(stranger, api.request(MAPS).GET()))
          .isInstanceOf(IOException.class);
    }
    assertThat(api.get(MAPS).status()).isEqualTo(200);
  }

  @Test
  void aTokenOfTheFileLetsItsUserIn(@TempDir Path directory) throws Exception {
    Path tokens = tokens(directory, "# people\ns3cret,ann,1,\"system:masters,ops\"\n");
    try (var own = TestApi.withTokens(tokens)) {
      Reply known =
          TestApi.send(own.anonymous(), own.request(MAPS, "Authorization", "Bearer s3cret").GET());
      assertThat(known.status()).isEqualTo(200);
      Reply guessed =
          TestApi.send(own.anonymous(), own.request(MAPS, "Authorization", "Bearer guess").GET());
      assertThat(guessed.status()).isEqualTo(401);
    }
  }

  private static Path tokens(Path directory, String lines) throws IOException {
    Path tokens = Files.writeString(directory.resolve("tokens"), lines);
    return Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw-------"));
  }

  private static int status(TestApi api, String token) throws Exception {
    var request = api.request(MAPS, "Authorization", "Bearer " + token).GET();
    return TestApi.send(api.anonymous(), request).status();
  }

  @Test
  void aTokenFileIsReadAgainWhenItChangesAndOnlyItsOwnerMayReadIt(@TempDir Path directory)
      throws Exception {
    Path file = tokens(directory, "old,ann,1,system:masters\n");
    try (var own = TestApi.withTokens(file)) {
      assertThat(status(own, "old")).isEqualTo(200);
      tokens(directory, "newer,ann,1,system:masters\n");
      assertThat(status(own, "newer")).isEqualTo(200);
      assertThat(status(own, "old")).isEqualTo(401);

      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
      assertThat(status(own, "newer")).isEqualTo(401);
      assertThatThrownBy(() -> TestApi.withTokens(file))
          .hasMessageContaining("rw-r-----")
          .hasMessageContaining("chmod 600");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      assertThat(status(own, "newer")).isEqualTo(200);
      Files.delete(file);
      assertThat(status(own, "newer")).isEqualTo(401);
      tokens(directory, "no comma\n");
      assertThat(status(own, "no comma")).isEqualTo(401);
    }
  }

  @Test
  void aFullDiskRefusesWritesKeepsReadingAndRecovers() throws Exception {
    try (var full = TestApi.start()) {
      full.plane.disk.fill();
      Reply refused = full.post(MAPS, TestApi.configMap("late"));
      assertRefused(refused, 507, "StorageFull", "no room");
      assertThat(full.get(MAPS).status()).isEqualTo(200);
      full.plane.disk.makeRoom();
      assertThat(full.post(MAPS, TestApi.configMap("late")).status()).isEqualTo(201);
    }
  }

  @Test
  void aQueryThatMakesNoSenseIsRefusedInWords() throws Exception {
    assertRefused(api.get(MAPS + "?limit=some"), 400, "BadRequest", "limit is 'some'");
    assertRefused(api.get(MAPS + "?continue=xyz"), 400, "BadRequest", "continue");
    assertRefused(api.get(MAPS + "?labelSelector=a%20in"), 400, "BadRequest", "selector");
    assertRefused(api.get(MAPS + "?fieldSelector=data.x%3D1"), 400, "BadRequest", "data.x");
    assertRefused(api.get(MAPS + "?resourceVersion=x"), 400, "BadRequest", "resourceVersion");
    assertRefused(
        api.get(MAPS + "?resourceVersion=1&resourceVersionMatch=Exact"), 410, "Expired", "old");
    assertRefused(api.post(MAPS + "?dryRun=Some", "{}"), 422, "Invalid", "dryRun");
  }

  private static void assertRefused(Reply reply, int status, String reason, String words) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(reply.json().text("kind")).isEqualTo("Status");
    assertThat(reply.json().text("reason")).isEqualTo(reason);
    assertThat(reply.json().text("message")).contains(words);
    assertThat(reply.text()).doesNotContain("at dev.skerry").doesNotContain("Exception");
  }

  private static String deployment(String spec, String resources) {
    return "{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"d\"},"
        + "\"spec\":{"
        + spec
        + "\"selector\":{\"matchLabels\":{\"a\":\"b\"}},\"template\":{\"metadata\":{\"labels\":"
        + "{\"a\":\"b\"}},\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"c:v1\","
        + "\"resources\":"
        + resources
        + "}]}}}}";
  }
}
