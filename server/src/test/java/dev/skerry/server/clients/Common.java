package dev.skerry.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

/// What every version does.
///
/// @param commands whether commands run in pods through this API
record Common(Kubectl kubectl, int minor, boolean commands) {
  /// Older ones want a schema in protobuf before they write.
  private static final int SCHEMA_IN_JSON = 29;

  void run() throws Exception {
    assertThat(kubectl.ok("version")).contains("v1.33.0+skerry.0.1.0");
    assertThat(kubectl.ok("api-resources")).contains("deployments", "sites");
    assertThat(kubectl.ok("get", "nodes", "-o", "wide")).contains("s1-1");
    assertThat(kubectl.ok("describe", "nodes")).contains("Conditions:");
    assertThat(kubectl.ok("auth", "can-i", "create", "pods")).contains("yes");
    if (minor >= SCHEMA_IN_JSON) {
      assertThat(kubectl.ok("auth", "whoami")).contains("admin");
      assertThat(kubectl.ok("explain", "deployment.spec.replicas")).contains("integer");
    }
    kubectl.ok("create", "configmap", "note", "--from-literal=colour=red");
    kubectl.ok("label", "configmap", "note", "a=b");
    assertThat(kubectl.ok("get", "cm", "-l", "a=b", "-o", "jsonpath={..colour}")).isEqualTo("red");
    kubectl.ok("patch", "cm", "note", "--type=merge", "-p", "{\"data\":{\"colour\":\"blue\"}}");
    assertThat(kubectl.ok("describe", "cm", "note")).contains("blue");
    if (minor >= SCHEMA_IN_JSON) {
      applies();
    }
    kubectl.ok("delete", "configmap", "note");
  }

  private void applies() throws Exception {
    String file = kubectl.file("web.yaml", Workloads.WEB).toString();
    assertThat(kubectl.ok("apply", "-f", file)).contains("created");
    assertThat(kubectl.ok("apply", "--server-side", "-f", file)).contains("serverside-applied");
    assertThat(kubectl.ok("diff", "-f", file)).isEmpty();
    kubectl.ok("rollout", "status", "deployment/web", "--timeout=100s");
    assertThat(kubectl.ok("get", "deploy,rs,pods")).contains("1/1", "Running");
    assertThat(kubectl.ok("logs", "deployment/web")).contains("ready");
    if (commands) {
      assertThat(kubectl.ok("exec", "deployment/web", "--", "sh", "-c", "echo hi"))
          .isEqualTo("hi\n");
    }
    kubectl.ok("set", "env", "deployment/web", "COLOUR=red");
    assertThat(kubectl.ok("rollout", "history", "deployment/web")).contains("2");
    kubectl.ok("scale", "deployment/web", "--replicas=0");
    assertThat(kubectl.ok("delete", "-f", file)).contains("deleted");
  }
}
