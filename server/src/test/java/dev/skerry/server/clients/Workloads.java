package dev.skerry.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

/// Deployments and what runs of them.
///
/// @param commands whether commands run in pods through this API
record Workloads(Kubectl kubectl, boolean commands) {
  static final String WEB =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 1
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            terminationGracePeriodSeconds: 1
            containers:
            - name: web
              image: box:v1
              command: [sh, -c, "echo ready $COLOUR; exec sleep 3600"]
      """;

  void run() throws Exception {
    comesUp();
    isSeen();
    rolls();
    scales();
    ends();
  }

  private void comesUp() throws Exception {
    String file = kubectl.file("web.yaml", WEB).toString();
    assertThat(kubectl.ok("apply", "-f", file)).contains("created");
    assertThat(kubectl.ok("rollout", "status", "deployment/web", "--timeout=100s"))
        .contains("successfully rolled out");
    assertThat(kubectl.ok("wait", "--for=condition=Available", "deployment/web", "--timeout=60s"))
        .contains("condition met");
    assertThat(
            kubectl.ok(
                "wait",
                "--for=jsonpath={.status.readyReplicas}=1",
                "deployment/web",
                "--timeout=60s"))
        .contains("condition met");
  }

  private void isSeen() throws Exception {
    assertThat(kubectl.ok("get", "deploy,rs,pods", "-o", "wide"))
        .contains("deployment.apps/web", "replicaset.apps/web-", "pod/web-", "Running", "box:v1");
    assertThat(kubectl.ok("get", "pods", "--field-selector=status.phase=Running", "-o", "name"))
        .startsWith("pod/web-");
    assertThat(kubectl.ok("describe", "deployment", "web"))
        .contains("1 desired | 1 updated | 1 total | 1 available", "NewReplicaSet:");
    assertThat(kubectl.ok("describe", "rs", "-l", "app=web")).contains("1 current / 1 desired");
    assertThat(kubectl.ok("describe", "pods", "-l", "app=web")).contains("Started:", "Ready:");
    assertThat(kubectl.ok("logs", "deployment/web")).contains("ready");
    assertThat(kubectl.ok("logs", "-l", "app=web", "--tail=1", "--timestamps"))
        .matches("(?s)20.*Z ready.*");
    if (commands) {
      execs();
    }
    kubectl.ok("get", "events");
    kubectl.ok("events");
  }

  private void execs() throws Exception {
    assertThat(kubectl.ok("exec", "deployment/web", "--", "sh", "-c", "echo said"))
        .isEqualTo("said\n");
    assertThat(kubectl.run("", "exec", "deployment/web", "--", "sh", "-c", "exit 7").exit())
        .isEqualTo(7);
    assertThat(kubectl.run("typed", "exec", "-i", "deployment/web", "--", "cat").out())
        .isEqualTo("typed");
  }

  private void rolls() throws Exception {
    kubectl.ok("set", "env", "deployment/web", "COLOUR=red");
    kubectl.ok("set", "resources", "deployment/web", "--requests=cpu=10m");
    kubectl.ok("set", "image", "deployment/web", "web=box:v2");
    kubectl.ok("rollout", "status", "deployment/web", "--timeout=100s");
    assertThat(kubectl.ok("get", "deploy", "web", "-o", "jsonpath={..containers[0].image}"))
        .isEqualTo("box:v2");
    assertThat(kubectl.ok("rollout", "history", "deployment/web")).contains("REVISION", "4");
    assertThat(kubectl.ok("rollout", "history", "deployment/web", "--revision=4"))
        .contains("box:v2");
    assertThat(kubectl.ok("rollout", "undo", "deployment/web")).contains("rolled back");
    kubectl.ok("rollout", "status", "deployment/web", "--timeout=100s");
    assertThat(kubectl.ok("get", "deploy", "web", "-o", "jsonpath={..containers[0].image}"))
        .isEqualTo("box:v1");
    assertThat(kubectl.ok("rollout", "pause", "deployment/web")).contains("paused");
    assertThat(kubectl.ok("rollout", "resume", "deployment/web")).contains("resumed");
    assertThat(kubectl.ok("rollout", "restart", "deployment/web")).contains("restarted");
    kubectl.ok("rollout", "status", "deployment/web", "--timeout=100s");
  }

  private void scales() throws Exception {
    assertThat(kubectl.ok("scale", "deployment/web", "--replicas=2")).contains("scaled");
    assertThat(kubectl.fails("scale", "deployment/web", "--current-replicas=9", "--replicas=3"))
        .contains("Expected replicas to be 9, was 2");
    kubectl.ok(
        "wait", "--for=jsonpath={.status.readyReplicas}=2", "deployment/web", "--timeout=100s");
    String patch = "{\"spec\":{\"replicas\":1}}";
    kubectl.ok("patch", "deployment", "web", "--subresource=scale", "--type=merge", "-p", patch);
    kubectl.ok("get", "deployment", "web", "--subresource=status");
    assertThat(kubectl.ok("get", "deploy", "web", "-o", "jsonpath={.spec.replicas}"))
        .isEqualTo("1");
  }

  private void ends() throws Exception {
    String sets = kubectl.ok("get", "rs", "-l", "app=web", "-o", "name");
    assertThat(kubectl.ok("delete", "deployment", "web", "--cascade=orphan")).contains("deleted");
    assertThat(kubectl.ok("get", "rs", "-l", "app=web", "-o", "name")).isEqualTo(sets);
    kubectl.ok("delete", "rs", "-l", "app=web", "--cascade=foreground");
    assertThat(kubectl.ok("get", "rs,pods", "-l", "app=web", "-o", "name")).isEmpty();
  }
}
