package dev.skerry.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Column;
import dev.skerry.model.kind.Custom;
import dev.skerry.model.kind.Kind;
import dev.skerry.model.kind.Kinds;
import dev.skerry.model.kind.Naming;
import dev.skerry.model.value.ValueRules;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A kind is data: one that is registered is served everywhere at once.
final class KindsTest {
  private static final Obj SHAPE = Obj.EMPTY.with("type", "object");

  @TempDir Path home;

  @Test
  void aRegisteredKindIsDiscoveredExplainedAndShownInATable() throws Exception {
    Kinds kinds = Kinds.builtIn().with(boat());
    try (var api = TestApi.start(_ -> kinds)) {
      var kubectl = new Kubectl("1.31", home, api.kubeconfig(home));
      assertThat(kubectl.run("api-resources", "--api-group=harbour.dev").ok().out())
          .contains("boats");
      assertThat(kubectl.run("explain", "boats").ok().out()).contains("harbour.dev");
      String made = "/apis/harbour.dev/v1/namespaces/default/boats";
      String body =
          "{\"apiVersion\":\"harbour.dev/v1\",\"kind\":\"Boat\",\"metadata\":{\"name\":\"anna\"}}";
      assertThat(api.post(made, body).status()).isEqualTo(201);
      assertThat(kubectl.run("get", "boats").ok().out()).contains("NAME", "anna");
      var document = api.get("/openapi/v3/apis/harbour.dev/v1");
      assertThat(document.json().obj("paths").keys())
          .contains("/apis/harbour.dev/v1/namespaces/{namespace}/boats/{name}");
      var again =
          api.get("/openapi/v3/apis/harbour.dev/v1", "If-None-Match", document.header("ETag"));
      assertThat(again.status()).isEqualTo(304);
    }
  }

  @Test
  void everyPatchSaysThatItValidatesAndWhichFormsItTakes() throws Exception {
    try (var api = TestApi.start()) {
      var paths = api.get("/openapi/v3/apis/apps/v1").json().obj("paths");
      Json patch =
          paths
              .at("/apis/apps/v1/namespaces/{namespace}/deployments/{name}", "patch")
              .orElseThrow();
      assertThat(patch.items("parameters").stream().map(p -> p.text("name")))
          .contains("dryRun", "fieldValidation", "force");
      assertThat(patch.obj("requestBody", "content").keys())
          .contains("application/strategic-merge-patch+json", "application/apply-patch+yaml");
      assertThat(patch.text("x-kubernetes-group-version-kind", "kind")).isEqualTo("Deployment");
    }
  }

  @Test
  void discoveryAnswersInTheVersionThatIsAskedFor() throws Exception {
    try (var api = TestApi.start()) {
      for (String version : List.of("v2", "v2beta1")) {
        String type =
            "application/json;g=apidiscovery.k8s.io;v=" + version + ";as=APIGroupDiscoveryList";
        var reply = api.get("/apis", "Accept", type);
        assertThat(reply.header("Content-Type")).isEqualTo(type);
        assertThat(reply.json().text("apiVersion")).isEqualTo("apidiscovery.k8s.io/" + version);
      }
      assertThat(api.get("/apis", "Accept", "application/json").json().text("kind"))
          .isEqualTo("APIGroupList");
    }
  }

  private static Kind boat() {
    Kind map = Kinds.builtIn().find("", "v1", "configmaps").orElseThrow();
    return new Kind(
        "harbour.dev",
        "v1",
        "Boat",
        "boats",
        "boat",
        List.of(),
        List.of(),
        true,
        List.of(),
        map.verbs(),
        Naming.SUBDOMAIN,
        true,
        Optional.of(new Custom("harbour.dev/v1", SHAPE, ValueRules.of(SHAPE), true, false, false)),
        Optional.empty(),
        List.of(),
        List.of(
            new Column("Name", "string", 0, new Column.Source.Path(".metadata.name"), "Its name.")),
        map.schema());
  }
}
