package dev.skerry.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

/// Limits of a namespace, wherever that is.
record Quotas(Kubectl kubectl) {
  private static final String SIZES =
      """
      apiVersion: v1
      kind: LimitRange
      metadata: {name: sizes}
      spec:
        limits:
        - type: Container
          max: {cpu: 500m}
          defaultRequest: {cpu: 10m}
      """;

  void run() throws Exception {
    String roles = "count/roles.rbac.authorization.k8s.io";
    kubectl.ok("create", "quota", "small", "--hard=" + roles + "=1");
    kubectl.ok("create", "role", "first", "--verb=get", "--resource=pods");
    assertThat(kubectl.fails("create", "role", "second", "--verb=get", "--resource=pods"))
        .contains("is forbidden: exceeded quota: small, requested: " + roles + "=1, used: ");
    kubectl.ok("wait", "quota/small", "--for=jsonpath={.status.used}", "--timeout=60s");
    assertThat(kubectl.ok("describe", "quota", "small")).containsPattern(roles + " +1 +1");
    kubectl.ok("apply", "-f", kubectl.file("sizes.yaml", SIZES).toString());
    assertThat(kubectl.ok("run", "plain", "--image=a:1", "--dry-run=server", "-o", "yaml"))
        .contains("LimitRanger plugin set: cpu request", "cpu: 10m", "cpu: 500m");
    kubectl.ok("delete", "quota/small", "limits/sizes", "role/first");
  }
}
