package dev.skerry.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

/// Both kinds of apply, and the way from one to the other.
record Owners(Kubectl kubectl) {
  private static final String APP =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: app
        labels: {colour: red}
      spec:
        replicas: 0
        selector: {matchLabels: {app: app}}
        template:
          metadata: {labels: {app: app}}
          spec:
            containers:
            - name: app
              image: box:v1
              env:
              - {name: WHO, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
              ports:
              - {containerPort: 80}
      """;

  private static final String NEXT = APP.replace("box:v1", "box:v2");

  void run() throws Exception {
    clientSide();
    migrate();
    conflict();
    kubectl.ok("delete", "deployment", "app");
  }

  private void clientSide() throws Exception {
    String file = kubectl.file("app.yaml", APP).toString();
    assertThat(kubectl.ok("apply", "-f", file)).contains("deployment.apps/app created");
    assertThat(kubectl.ok("apply", "-f", file)).contains("unchanged");
    assertThat(kubectl.ok("diff", "-f", file)).isEmpty();
    kubectl.file("app.yaml", NEXT.replace("colour: red", "tier: front"));
    Kubectl.Said diff = kubectl.run("", "diff", "-f", file);
    assertThat(diff.exit()).as(diff.toString()).isEqualTo(1);
    assertThat(diff.out()).contains("image: box:v2", "-    colour: red", "+    tier: front");
    assertThat(kubectl.ok("apply", "--dry-run=server", "-f", file)).contains("server dry run");
    assertThat(label("colour")).isEqualTo("red");
    assertThat(kubectl.ok("apply", "-f", file)).contains("configured");
    assertThat(label("colour")).isEmpty();
    assertThat(kubectl.ok("apply", "view-last-applied", "deployment/app")).contains("box:v2");
  }

  private String label(String name) throws Exception {
    return kubectl.ok("get", "deploy", "app", "-o", "jsonpath={.metadata.labels." + name + "}");
  }

  /// Client-side apply's own entry becomes one of server-side apply: what is then left out goes.
  private void migrate() throws Exception {
    Path file = kubectl.file("app.yaml", NEXT.replace("colour: red", "tier: front"));
    assertThat(kubectl.ok("apply", "--server-side", "-f", file.toString()))
        .contains("serverside-applied");
    String managers = "jsonpath={range .metadata.managedFields[*]}{.manager}/{.operation} {end}";
    assertThat(kubectl.ok("get", "deploy", "app", "-o", managers, "--show-managed-fields"))
        .contains("kubectl/Apply")
        .doesNotContain("kubectl-client-side-apply");
    kubectl.file("app.yaml", NEXT.replace("  labels: {colour: red}\n", ""));
    assertThat(kubectl.ok("apply", "--server-side", "-f", file.toString()))
        .contains("serverside-applied");
    assertThat(label("tier")).isEmpty();
    String before = version();
    kubectl.ok("apply", "--server-side", "-f", file.toString());
    assertThat(version()).isEqualTo(before);
    assertThat(kubectl.ok("diff", "--server-side", "-f", file.toString())).isEmpty();
  }

  private String version() throws Exception {
    return kubectl.ok("get", "deploy", "app", "-o", "jsonpath={.metadata.resourceVersion}");
  }

  private void conflict() throws Exception {
    Path same = kubectl.file("app.yaml", NEXT);
    assertThat(kubectl.ok("apply", "--server-side", "--field-manager=ci", "-f", same.toString()))
        .contains("serverside-applied");
    Path other = kubectl.file("other.yaml", NEXT.replace("box:v2", "box:v3"));
    String[] apply = {"apply", "--server-side", "--field-manager=ci", "-f", other.toString()};
    assertThat(kubectl.fails(apply))
        .contains("conflict with \"kubectl\"", "containers[name=\"app\"].image");
    String[] force = {
      "apply", "--server-side", "--force-conflicts", "--field-manager=ci", "-f", other.toString()
    };
    assertThat(kubectl.ok(force)).contains("serverside-applied");
    assertThat(kubectl.ok("get", "deploy", "app", "-o", "jsonpath={..containers[0].image}"))
        .isEqualTo("box:v3");
  }
}
