package dev.skerry.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// All OpenAPI documents that are served, as a strict reader takes them.
final class DocumentsTest {
  private static final String INDEX = "/openapi/v3";
  private static final List<String> METHODS = List.of("delete", "get", "patch", "post", "put");

  private static TestApi api;

  @BeforeAll
  static void start() throws Exception {
    api = TestApi.start();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  private static List<Obj> documents() throws Exception {
    var documents = new ArrayList<Obj>();
    Obj paths = api.get(INDEX).json().obj("paths");
    for (String path : paths.keys()) {
      documents.add(api.get(paths.text(path, "serverRelativeURL")).json());
    }
    assertThat(documents).hasSizeGreaterThan(3);
    return documents;
  }

  private static void operations(Obj document, BiConsumer<String, Json> each) {
    Obj paths = document.obj("paths");
    for (String path : paths.keys()) {
      for (String method : METHODS) {
        paths.at(path, method).ifPresent(it -> each.accept(method + " " + path, it));
      }
    }
  }

  @Test
  void anOperationIsNamedOnceInAllDocumentsAsKubernetesNamesIt() throws Exception {
    var ids = new ArrayList<String>();
    for (Obj document : documents()) {
      operations(document, (_, operation) -> ids.add(operation.text("operationId")));
    }
    assertThat(ids)
        .doesNotHaveDuplicates()
        .doesNotContain("")
        .contains(
            "readCoreV1NamespacedPod",
            "listCoreV1PodForAllNamespaces",
            "createAppsV1NamespacedDeployment",
            "patchAppsV1NamespacedDeploymentScale",
            "replaceCoreV1NamespaceFinalize",
            "deleteCoordinationV1CollectionNamespacedLease",
            "patchSkerryDevV1alpha1Site");
  }

  @Test
  void everyReferenceLeadsSomewhereAndEverySchemaIsUsed() throws Exception {
    for (Obj document : documents()) {
      var used = new ArrayList<String>();
      references(document, used);
      Obj schemas = document.obj("components", "schemas");
      assertThat(used.stream().distinct().sorted().toList())
          .isEqualTo(schemas.keys().stream().map(DocumentsTest::reference).sorted().toList());
    }
  }

  private static String reference(String name) {
    return "#/components/schemas/" + name;
  }

  private static void references(Json value, List<String> into) {
    if (value instanceof Obj object) {
      object.string("$ref").ifPresent(into::add);
      object.forEach((_, member) -> references(member, into));
    } else if (value instanceof Json.Arr list) {
      list.items().forEach(item -> references(item, into));
    }
  }

  @Test
  void everyWriteSaysThatItCanBeTriedAndIsValidated() throws Exception {
    for (Obj document : documents()) {
      operations(
          document,
          (name, operation) -> {
            List<String> parameters =
                operation.items("parameters").stream().map(p -> p.text("name")).toList();
            if (!name.startsWith("get")) {
              assertThat(parameters).as(name).contains("dryRun").doesNotHaveDuplicates();
            }
            if (name.matches("(patch|post|put) .*")) {
              assertThat(parameters).as(name).contains("fieldValidation", "fieldManager");
            }
            assertThat(operation.text("x-kubernetes-group-version-kind", "kind")).isNotEmpty();
          });
    }
  }

  @Test
  void everyPathParameterIsDeclared() throws Exception {
    for (Obj document : documents()) {
      Obj paths = document.obj("paths");
      for (String path : paths.keys()) {
        List<String> declared =
            paths.items(path, "parameters").stream().map(p -> "{" + p.text("name") + "}").toList();
        assertThat(List.of(path.split("/", -1)).stream().filter(s -> s.startsWith("{")).sorted())
            .as(path)
            .containsExactlyElementsOf(declared.stream().sorted().toList());
      }
    }
  }

  @Test
  void anUnchangedDocumentIsNotSentAgain() throws Exception {
    Obj paths = api.get(INDEX).json().obj("paths");
    for (String path : paths.keys()) {
      String url = paths.text(path, "serverRelativeURL");
      var first = api.get(url);
      assertThat(url).endsWith("?hash=" + first.header("ETag").replace("\"", ""));
      assertThat(first.header("Cache-Control")).contains("immutable");
      var again = api.get(url, "If-None-Match", first.header("ETag"));
      assertThat(again.status()).isEqualTo(304);
      assertThat(again.raw().body()).isEmpty();
    }
  }
}
