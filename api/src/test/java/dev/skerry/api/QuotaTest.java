package dev.skerry.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.collect.CollectController;
import dev.skerry.control.namespace.NamespaceController;
import dev.skerry.control.quota.QuotaController;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Quotas and limit ranges by kubectl.
final class QuotaTest {
  private static final String LIMITS =
      """
      apiVersion: v1
      kind: LimitRange
      metadata: {name: sizes}
      spec:
        limits:
        - type: Container
          max: {cpu: "1"}
          defaultRequest: {cpu: 100m}
      """;

  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(strings = {"1.30", "1.33"})
  void aNamespaceHoldsWhatItsQuotaAllows(String version) throws Exception {
    var controllers =
        List.of(new NamespaceController(false), new QuotaController(), new CollectController());
    try (var api = TestApi.with(controllers, "default")) {
      var kubectl = new Kubectl(version, home, api.kubeconfig(home));
      kubectl.run("create", "quota", "small", "--hard=pods=1,configmaps=2,limits.cpu=3").ok();
      kubectl.runWith(LIMITS, "apply", "-f", "-").ok();
      kubectl.run("run", "one", "--image=a:1").ok();
      assertThat(kubectl.run("get", "pod", "one", "-o", "yaml").ok().out())
          .contains("LimitRanger plugin set", "cpu: 100m");
      refused(
          kubectl.run("run", "two", "--image=a:1"),
          "pods \"two\" is forbidden: exceeded quota: small, requested: pods=1, used: pods=1,"
              + " limited: pods=1");
      refused(
          kubectl.run("run", "two", "--image=a:1", "--dry-run=server"),
          "Error from server (Forbidden): pods \"two\" is forbidden: exceeded quota: small");
      kubectl.run("create", "configmap", "first").ok();
      kubectl.run("create", "configmap", "second").ok();
      refused(kubectl.run("create", "configmap", "third"), "requested: configmaps=1");
      assertThat(kubectl.run("get", "quota").ok().out())
          .containsPattern("NAME +REQUEST +LIMIT +AGE")
          .containsPattern("small +configmaps: 2/2, pods: 1/1 +limits.cpu: 1/3");
      assertThat(kubectl.run("describe", "quota", "small").ok().out())
          .containsPattern("pods +1 +1")
          .containsPattern("limits.cpu +1 +3");
      assertThat(kubectl.run("get", "limits").ok().out()).containsPattern("NAME +CREATED AT");
      assertThat(kubectl.run("describe", "ns", "default").ok().out())
          .contains("Resource Quotas", "Resource Limits")
          .containsPattern("pods +1 +1")
          .containsPattern("Container +cpu +- +1 +100m +1 +-");
      kubectl.run("delete", "pod", "one", "--now").ok();
      kubectl.run("run", "two", "--image=a:1").ok();
      kubectl.run("delete", "quota", "small").ok();
      kubectl.run("create", "configmap", "third").ok();
    }
  }

  private static void refused(Kubectl.Said said, String why) {
    assertThat(said.exit()).as(said.out()).isEqualTo(1);
    assertThat(said.err()).contains("is forbidden: ", why);
  }
}
