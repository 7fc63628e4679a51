package dev.skerry.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

/// Commands that ask what is there.
record Looking(Kubectl kubectl, boolean core) {
  void run() throws Exception {
    discovery();
    explain();
    rights();
    kinds();
  }

  private void discovery() throws Exception {
    assertThat(kubectl.ok("version", "-o", "json")).contains("v1.33.0+skerry.0.1.0");
    assertThat(kubectl.ok("api-resources")).contains("deployments", "sites", "configmaps", "lease");
    assertThat(kubectl.ok("api-resources", "--verbs=watch", "-o", "name"))
        .contains("pods\n", "deployments.apps\n", "sites.skerry.dev\n")
        .doesNotContain("selfsubjectreviews");
    assertThat(kubectl.ok("api-versions")).contains("apps/v1\n", "skerry.dev/v1alpha1\n", "v1\n");
    assertThat(kubectl.fails("cluster-info"))
        .contains("the server doesn't have a resource type \"services\"");
    assertThat(kubectl.ok("get", "--raw", "/version")).contains("\"gitVersion\"");
    assertThat(kubectl.ok("get", "--raw", "/apis/apps/v1")).contains("deployments/scale");
    assertThat(kubectl.fails("get", "--raw", "/apis/nothing.here/v1")).contains("NotFound");
    assertThat(kubectl.fails("get", "services")).contains("doesn't have a resource type");
  }

  private void explain() throws Exception {
    assertThat(kubectl.ok("explain", "deployment"))
        .contains("GROUP:", "apps", "VERSION:", "v1", "spec\t<DeploymentSpec>");
    assertThat(kubectl.ok("explain", "deployment.spec", "--recursive"))
        .contains("containers\t<[]Container>", "maxUnavailable\t<");
    assertThat(kubectl.ok("explain", "pods.spec.containers.ports.protocol")).contains("<string>");
    assertThat(kubectl.ok("explain", "placement.spec")).contains("replicasPerSite");
    assertThat(kubectl.ok("explain", "lease")).contains("coordination.k8s.io");
    assertThat(kubectl.fails("explain", "deployment.spec.colour")).contains("does not exist");
  }

  private void rights() throws Exception {
    assertThat(kubectl.ok("auth", "can-i", "create", "pods")).contains("yes");
    assertThat(kubectl.ok("auth", "can-i", "get", "/version")).contains("yes");
    assertThat(kubectl.ok("auth", "can-i", "--list")).contains("*.*");
    assertThat(kubectl.ok("auth", "whoami")).contains("admin", "system:masters");
  }

  private void kinds() throws Exception {
    for (String kind : new String[] {"namespaces", "nodes", "sites"}) {
      kubectl.ok("get", kind);
      kubectl.ok("get", kind, "-o", "wide");
      kubectl.ok("describe", kind);
    }
    assertThat(kubectl.ok("get", "nodes", "-o", "wide")).contains("KERNEL-VERSION", "s1-1");
    assertThat(kubectl.ok("describe", "nodes")).contains("Conditions:", "Capacity:", "s1");
    assertThat(kubectl.ok("describe", "namespace", kubectl.namespace()))
        .contains("Status:       Active");
    assertThat(kubectl.ok("get", "all")).isEmpty();
    assertThat(kubectl.ok("get", "serviceaccounts", "-o", "name"))
        .contains("serviceaccount/default");
    assertThat(kubectl.ok("describe", "serviceaccount", "default")).contains("default");
    if (core) {
      assertThat(kubectl.ok("get", "site", "s1", "-o", "wide")).contains("ONLINE", "COUNTRY");
    }
  }
}
