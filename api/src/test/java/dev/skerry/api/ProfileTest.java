package dev.skerry.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Kind;
import dev.skerry.model.kind.Kinds;
import dev.skerry.pki.Keys;
import dev.skerry.pki.issue.CertificateRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The manual's page of what is served, asked of a running API: every cell is an answer.
final class ProfileTest {
  private static final Path PAGE = Path.of("../docs/manual/kubernetes-profile.md");
  private static final String BEGIN = "<!-- what ProfileTest asked and got -->";
  private static final String END = "<!-- end -->";
  private static final String NAMESPACE = "/namespaces/default";

  private static TestApi api;

  @BeforeAll
  static void start() throws Exception {
    api = TestApi.start();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  /// One kind's object `profile` and where it is.
  private record Sample(Kind kind) {
    String many() {
      String root = kind.group().isEmpty() ? "/api/" : "/apis/" + kind.group() + "/";
      return root + kind.version() + (kind.namespaced() ? NAMESPACE : "") + "/" + kind.plural();
    }

    String one() {
      return many() + "/" + name();
    }

    String name() {
      return kind.kind().equals("CustomResourceDefinition") ? "profiles.example.test" : "profile";
    }

    Obj object() {
      String pod = "{\"containers\":[{\"name\":\"c\",\"image\":\"i\"}]}";
      Obj named =
          Json.object()
              .put("apiVersion", kind.apiVersion())
              .put("kind", kind.kind())
              .put("metadata", Obj.EMPTY.with("name", name()))
              .build();
      return switch (kind.kind()) {
        case "Pod" -> named.with("spec", json(pod));
        case "Deployment", "ReplicaSet" ->
            named.with(
                "spec",
                json(
                    "{\"selector\":{\"matchLabels\":{\"a\":\"b\"}},\"template\":{\"metadata\":"
                        + "{\"labels\":{\"a\":\"b\"}},\"spec\":"
                        + pod
                        + "}}"));
        case "LimitRange" -> named.with("spec", json("{\"limits\":[]}"));
        case "ValidatingAdmissionPolicy" ->
            named.with(
                "spec",
                json(
                    "{\"matchConstraints\":{\"resourceRules\":[{\"apiGroups\":[\"example.test\"],"
                        + "\"apiVersions\":[\"v1\"],\"operations\":[\"CREATE\"],\"resources\":"
                        + "[\"profiles\"]}]},\"validations\":[{\"expression\":\"true\"}]}"));
        case "ValidatingAdmissionPolicyBinding" ->
            named.with("spec", json("{\"policyName\":\"none\",\"validationActions\":[\"Deny\"]}"));
        case "RoleBinding", "ClusterRoleBinding" ->
            named.with("roleRef", json("{\"kind\":\"ClusterRole\",\"name\":\"view\"}"));
        case "CertificateSigningRequest" -> named.with("spec", request());
        case "CustomResourceDefinition" ->
            named.with(
                "spec",
                json(
                    "{\"group\":\"example.test\",\"scope\":\"Cluster\",\"names\":{\"plural\":"
                        + "\"profiles\",\"kind\":\"Profile\"},\"versions\":[{\"name\":\"v1\","
                        + "\"served\":true,\"storage\":true,\"schema\":{\"openAPIV3Schema\":"
                        + "{\"type\":\"object\"}}}]}"));
        case "Event" -> named.with("involvedObject", json("{\"namespace\":\"default\"}"));
        default -> named.with("spec", Obj.EMPTY);
      };
    }
  }

  private static Obj request() {
    var chance = new SecureRandom();
    String pem = CertificateRequest.create(Keys.generate(chance), chance);
    byte[] bytes = pem.getBytes(StandardCharsets.US_ASCII);
    return json("{\"signerName\":\"example.test/profile\",\"usages\":[\"client auth\"]}")
        .with("request", Base64.getEncoder().encodeToString(bytes));
  }

  private static Obj json(String text) {
    return JsonText.stored(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String told(TestApi.Reply reply, String what) {
    return switch (reply.status()) {
      case 200, 201 -> "yes";
      case 404, 405, 415 -> "no";
      default -> throw new AssertionError(what + ": " + reply.text());
    };
  }

  @Test
  void thePageSaysWhatIsServed() throws Exception {
    var text = new StringBuilder(BEGIN).append("\n\n").append(verbs()).append('\n');
    text.append(patches()).append('\n').append(subresources()).append('\n');
    text.append(new Parameters(api).table()).append('\n').append(END);
    Path now = Path.of("target/kubernetes-profile.md");
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END) + END.length();
    assertThat(begin).as(PAGE + " lacks the line " + BEGIN).isNotNegative();
    Files.writeString(now, page.substring(0, begin) + text + page.substring(end));
    assertThat(page)
        .as("copy api/target/kubernetes-profile.md to docs/manual/ when the change is meant")
        .isEqualTo(Files.readString(now));
  }

  private static String verbs() throws Exception {
    var table =
        new StringBuilder(
            "| resource | scope | create | get | list | watch | update | delete |"
                + " deletecollection |\n|---|---|---|---|---|---|---|---|---|\n");
    for (Kind kind : Kinds.builtIn().all()) {
      var sample = new Sample(kind);
      String name = kind.resource();
      String create = told(api.post(sample.many(), sample.object().toString()), "create " + name);
      var cells = new ArrayList<>(List.of(create));
      cells.add(told(api.get(sample.one()), "get " + name));
      cells.add(told(api.get(sample.many()), "list " + name));
      cells.add(told(api.get(sample.many() + "?watch=true&timeoutSeconds=1"), "watch " + name));
      String live = api.get(sample.one()).text();
      cells.add(told(api.send("PUT", sample.one() + "?dryRun=All", live), "update " + name));
      cells.add(told(api.send("DELETE", sample.one() + "?dryRun=All", ""), "delete " + name));
      cells.add(told(api.send("DELETE", sample.many() + "?dryRun=All", ""), "collection " + name));
      row(table, name, kind.namespaced() ? "namespace" : "cluster", String.join(" | ", cells));
    }
    return table.toString();
  }

  private static void row(StringBuilder table, String... cells) {
    table.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static final List<String> PATCHES =
      List.of(
          "application/json-patch+json",
          "application/merge-patch+json",
          "application/strategic-merge-patch+json",
          "application/apply-patch+yaml");

  private static String patches() throws Exception {
    var table = new StringBuilder("| resource | patched |");
    PATCHES.forEach(type -> table.append(" `").append(type).append("` |"));
    table.append("\n|---|---|---|---|---|---|\n");
    for (Kind kind : Kinds.builtIn().all()) {
      var sample = new Sample(kind);
      row(table, kind.resource(), "object", patched(sample, ""));
      for (String sub : List.of("status", "scale", "approval")) {
        if (kind.has(sub)) {
          row(table, kind.resource(), sub, patched(sample, "/" + sub));
        }
      }
    }
    return table.toString();
  }

  private static String patched(Sample sample, String sub) throws Exception {
    var cells = new ArrayList<String>();
    for (String type : PATCHES) {
      boolean scale = sub.equals("/scale");
      String named =
          Json.object()
              .put("apiVersion", scale ? "autoscaling/v1" : sample.kind().apiVersion())
              .put("kind", scale ? "Scale" : sample.kind().kind())
              .put("metadata", Obj.EMPTY)
              .build()
              .toString();
      String body = type.contains("json-patch") ? "[]" : named;
      String path = sample.one() + sub + "?dryRun=All&fieldManager=profile";
      cells.add(told(api.send("PATCH", path, body, "Content-Type", type), path + " " + type));
    }
    return String.join(" | ", cells);
  }

  /// What discovery lists, and what of the rest a kind declares.
  private static String subresources() throws Exception {
    var table = new StringBuilder("| subresource | verbs |\n|---|---|\n");
    for (String group :
        List.of(
            "/api/v1",
            "/apis/apps/v1",
            "/apis/certificates.k8s.io/v1",
            "/apis/skerry.dev/v1alpha1")) {
      for (Json resource : api.get(group).json().items("resources")) {
        if (resource.text("name").contains("/")) {
          String verbs =
              resource.items("verbs").stream()
                  .flatMap(v -> v.string().stream())
                  .collect(Collectors.joining(", "));
          row(table, "`" + resource.text("name") + "`", verbs);
        }
      }
    }
    return table.toString();
  }
}
