package dev.skerry.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// The life of small objects.
record Maps(Kubectl kubectl) {
  private static final String NOTE =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: note}
      data: {colour: %s}
      """;

  void run() throws Exception {
    create();
    get();
    change();
    watch();
    end();
  }

  private void create() throws Exception {
    assertThat(kubectl.ok("create", "configmap", "one", "--from-literal=colour=red"))
        .contains("configmap/one created");
    assertThat(kubectl.fails("create", "configmap", "one")).contains("already exists");
    assertThat(kubectl.ok("create", "secret", "generic", "key", "--from-literal=word=herring"))
        .contains("secret/key created");
    assertThat(kubectl.ok("create", "serviceaccount", "till")).contains("created");
    assertThat(kubectl.ok("create", "configmap", "dry", "--dry-run=server", "-o", "name"))
        .contains("configmap/dry");
    assertThat(kubectl.ok("create", "configmap", "dry", "--dry-run=client", "-o", "yaml"))
        .contains("kind: ConfigMap");
    assertThat(kubectl.fails("get", "configmap", "dry")).contains("NotFound");
    Path wrong = kubectl.file("wrong.yaml", NOTE.formatted("red") + "dta: {}\n");
    assertThat(kubectl.fails("create", "-f", wrong.toString())).contains("unknown field \"dta\"");
    assertThat(kubectl.run("", "create", "--validate=warn", "-f", wrong.toString()).err())
        .contains("Warning: unknown field \"dta\"");
    kubectl.ok("delete", "configmap", "note");
  }

  private void get() throws Exception {
    assertThat(kubectl.ok("get", "cm", "one", "-o", "yaml"))
        .contains("colour: red", "resourceVersion:", "uid:")
        .doesNotContain("managedFields");
    assertThat(kubectl.ok("get", "cm", "one", "-o", "json", "--show-managed-fields"))
        .contains("\"fieldsType\": \"FieldsV1\"", "\"f:colour\"", "\"kubectl-create\"");
    assertThat(kubectl.ok("get", "cm", "one", "-o", "jsonpath={.data.colour}")).isEqualTo("red");
    assertThat(kubectl.ok("get", "cm", "-o", "custom-columns=N:.metadata.name,C:.data.colour"))
        .contains("N ", "one ", "red");
    assertThat(kubectl.ok("get", "secret", "key", "-o", "go-template={{.data.word}}"))
        .isEqualTo("aGVycmluZw==");
    kubectl.ok("label", "configmap", "one", "shop=yes");
    kubectl.ok("create", "configmap", "two");
    kubectl.ok("create", "configmap", "three");
    assertThat(kubectl.ok("get", "cm", "-l", "shop=yes", "-o", "name"))
        .isEqualTo("configmap/one\n");
    assertThat(kubectl.ok("get", "cm", "-l", "shop notin (yes)", "-o", "name"))
        .isEqualTo("configmap/kube-root-ca.crt\nconfigmap/three\nconfigmap/two\n");
    assertThat(kubectl.ok("get", "cm", "--field-selector", "metadata.name=two", "-o", "name"))
        .isEqualTo("configmap/two\n");
    assertThat(kubectl.ok("get", "cm", "--chunk-size=1", "--no-headers").lines()).hasSize(4);
    assertThat(kubectl.ok("get", "cm", "-A", "--sort-by=.metadata.name")).contains("NAMESPACE");
    assertThat(kubectl.ok("get", "cm", "--show-labels")).contains("shop=yes");
    assertThat(kubectl.ok("get", "cm,secret,sa", "-o", "name").lines()).hasSize(7);
    assertThat(kubectl.ok("describe", "cm", "one")).contains("Name:         one", "red");
    assertThat(kubectl.ok("describe", "secret", "key")).contains("word:  7 bytes");
  }

  private void change() throws Exception {
    kubectl.ok("annotate", "configmap", "one", "why=test");
    kubectl.ok("label", "configmap", "one", "shop-");
    kubectl.ok("patch", "configmap", "one", "-p", "{\"data\":{\"a\":\"1\"}}");
    kubectl.ok("patch", "configmap", "one", "--type=merge", "-p", "{\"data\":{\"b\":\"2\"}}");
    kubectl.ok(
        "patch",
        "configmap",
        "one",
        "--type=json",
        "-p",
        "[{\"op\":\"replace\",\"path\":\"/data/b\",\"value\":\"3\"}]");
    assertThat(kubectl.ok("get", "cm", "one", "-o", "jsonpath={.data.a}{.data.b}")).isEqualTo("13");
    assertThat(kubectl.ok("edit", "configmap", "one")).contains("edited");
    assertThat(kubectl.ok("get", "cm", "one", "-o", "jsonpath={.data.colour}")).isEqualTo("edited");
    Path note = kubectl.file("note.yaml", NOTE.formatted("red"));
    assertThat(kubectl.ok("create", "-f", note.toString())).contains("created");
    String stale = kubectl.ok("get", "cm", "note", "-o", "yaml");
    kubectl.file("note.yaml", NOTE.formatted("blue"));
    assertThat(kubectl.ok("replace", "-f", note.toString())).contains("replaced");
    Path old = kubectl.file("old.yaml", stale);
    assertThat(kubectl.fails("replace", "-f", old.toString())).contains("Conflict");
  }

  private void watch() throws Exception {
    Process get = kubectl.start("get", "configmaps", "-w", "--output-watch-events");
    try (var printed = get.inputReader(StandardCharsets.UTF_8)) {
      assertThat(printed.readLine()).startsWith("EVENT");
      for (String name : new String[] {"kube-root-ca.crt", "note", "one", "three", "two"}) {
        assertThat(printed.readLine()).matches("ADDED +" + name + " .*");
      }
      kubectl.ok("delete", "configmap", "two");
      assertThat(printed.readLine()).matches("DELETED +two .*");
    } finally {
      get.destroy();
    }
  }

  private void end() throws Exception {
    Process wait = kubectl.start("wait", "--for=delete", "configmap/three", "--timeout=60s");
    assertThat(kubectl.ok("delete", "configmap", "three", "--wait=false")).contains("deleted");
    assertThat(wait.waitFor()).isZero();
    assertThat(kubectl.ok("delete", "configmap", "-l", "none=such")).contains("No resources found");
    assertThat(kubectl.ok("delete", "configmaps", "--all")).contains("\"one\" deleted");
    assertThat(kubectl.ok("delete", "cm", "one", "--ignore-not-found")).isEmpty();
    assertThat(kubectl.fails("delete", "cm", "one")).contains("NotFound");
  }
}
