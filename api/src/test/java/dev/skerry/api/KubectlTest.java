package dev.skerry.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The commands that people use, by the programs that people have.
final class KubectlTest {
  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web
      spec:
        replicas: 2
        selector:
          matchLabels: {app: web}
        template:
          metadata:
            labels: {app: web}
          spec:
            containers:
            - name: web
              image: web:v1
              ports:
              - containerPort: 80
      """;

  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(strings = {"1.30", "1.33"})
  void aDeploymentLivesThroughEveryCommand(String version) throws Exception {
    try (var api = TestApi.start()) {
      var kubectl = new Kubectl(version, home, api.kubeconfig(home));
      looksAround(kubectl);
      Path file = Files.writeString(home.resolve("web.yaml"), DEPLOYMENT);
      applies(kubectl, file);
      changes(kubectl, file);
      ends(kubectl);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.30", "1.33"})
  void aKindThatIsNotServedIsNamedAndTheRestOfTheFileIsApplied(String version) throws Exception {
    String chart =
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: before}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec: {ports: [{port: 80}]}
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: web}
        ---
        """
            + DEPLOYMENT;
    try (var api = TestApi.start()) {
      var kubectl = new Kubectl(version, home, api.kubeconfig(home));
      Kubectl.Said said = kubectl.runWith(chart, "apply", "-f", "-");
      assertThat(said.exit()).isEqualTo(1);
      assertThat(said.err())
          .contains("no matches for kind \"Service\" in version \"v1\"")
          .contains("no matches for kind \"Ingress\"");
      assertThat(said.out()).contains("configmap/before created", "deployment.apps/web created");
    }
  }

  private static void looksAround(Kubectl kubectl) throws Exception {
    assertThat(kubectl.run("version").ok().out()).contains("v1.33.0+skerry.0.1.0");
    assertThat(kubectl.run("api-resources").ok().out()).contains("deployments", "sites", "cm");
    assertThat(kubectl.run("explain", "deployment.spec.replicas").ok().out()).contains("integer");
    assertThat(kubectl.run("explain", "site").ok().out()).contains("skerry.dev");
    assertThat(kubectl.run("get", "namespaces").ok().out()).contains("default", "Active");
    assertThat(kubectl.run("create", "namespace", "team").ok().out()).contains("created");
    kubectl.run("create", "configmap", "note", "--from-literal=colour=red").ok();
    assertThat(kubectl.run("get", "cm", "note", "-o", "jsonpath={.data.colour}").ok().out())
        .isEqualTo("red");
    assertThat(kubectl.run("auth", "can-i", "delete", "pods").ok().out()).contains("yes");
    assertThat(kubectl.run("auth", "whoami").ok().out()).contains("admin");
  }

  private static void applies(Kubectl kubectl, Path file) throws Exception {
    assertThat(kubectl.run("apply", "-f", file.toString()).ok().out()).contains("created");
    assertThat(kubectl.run("apply", "-f", file.toString()).ok().out()).contains("unchanged");
    assertThat(kubectl.run("diff", "-f", file.toString()).ok().out()).isEmpty();
    Files.writeString(file, DEPLOYMENT.replace("web:v1", "web:v2"));
    assertThat(kubectl.run("diff", "-f", file.toString()).out()).contains("+      - image: web:v2");
    assertThat(kubectl.run("apply", "-f", file.toString()).ok().out()).contains("configured");
    assertThat(kubectl.run("apply", "--server-side", "-f", file.toString()).ok().out())
        .contains("serverside-applied");
    assertThat(kubectl.run("get", "deploy", "-o", "wide").ok().out()).contains("web:v2");
    assertThat(kubectl.run("describe", "deploy", "web").ok().out()).contains("web:v2");
  }

  private static void changes(Kubectl kubectl, Path file) throws Exception {
    kubectl.run("set", "image", "deployment/web", "web=web:v3").ok();
    kubectl.run("scale", "deployment/web", "--replicas=5").ok();
    assertThat(
            kubectl
                .run(
                    "get",
                    "deploy",
                    "web",
                    "-o",
                    "jsonpath={.spec.replicas} {.spec.template.spec.containers[0].image}")
                .ok()
                .out())
        .isEqualTo("5 web:v3");
    kubectl.run("label", "deployment/web", "tier=front").ok();
    kubectl
        .run(
            "patch",
            "deployment",
            "web",
            "--type=json",
            "-p",
            "[{\"op\":\"remove\",\"path\":\"/metadata/labels/tier\"}]")
        .ok();
    assertThat(kubectl.run("get", "deploy", "-l", "tier=front").ok().err())
        .contains("No resources");
    var conflict =
        kubectl.runWith(DEPLOYMENT, "apply", "--server-side", "--field-manager=other", "-f", "-");
    assertThat(conflict.exit()).isEqualTo(1);
    assertThat(conflict.err()).contains("conflict");
    assertThat(file).exists();
  }

  private static void ends(Kubectl kubectl) throws Exception {
    kubectl
        .run("wait", "--for=jsonpath={.spec.replicas}=5", "deployment/web", "--timeout=10s")
        .ok();
    assertThat(kubectl.run("delete", "deployment", "web").ok().out()).contains("deleted");
    assertThat(kubectl.run("get", "deploy", "web").err()).contains("NotFound");
    kubectl.run("delete", "configmap", "--all").ok();
  }
}
