package dev.skerry.model.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class KindsTest {
  private final Kinds kinds = Kinds.builtIn();

  @Test
  void everyBuiltInSchemaLoadsToItsLastField() {
    for (Kind kind : kinds.all()) {
      var seen = new TreeSet<String>();
      walk(kind.schema(), kind.kind(), seen);
      assertThat(kind.schema().properties()).as(kind.kind()).containsKeys("apiVersion", "metadata");
      assertThat(kind.schema().definition().orElse("")).endsWith("." + kind.kind());
    }
    walk(Kinds.builtInSchema("autoscaling.Scale"), "Scale", new TreeSet<>());
    walk(Kinds.builtInSchema("meta.DeleteOptions"), "DeleteOptions", new TreeSet<>());
    walk(Kinds.builtInSchema("meta.Status"), "Status", new TreeSet<>());
  }

  /// Walks each shared definition once; fails on a key or a required field that does not exist.
  private static void walk(Schema schema, String path, Set<String> seen) {
    if (!schema.definition().map(seen::add).orElse(true)) {
      return;
    }
    assertThat(schema.properties().keySet()).as(path).containsAll(schema.required());
    schema
        .properties()
        .forEach((name, place) -> {
          String inner = path + "." + name;
          if (place.items().isPresent() && !place.listKeys().isEmpty()) {
            assertThat(place.items().get().properties().keySet())
                .as(inner)
                .containsAll(place.listKeys());
          }
          walk(place, inner, seen);
        });
    schema.items().ifPresent(items -> walk(items, path + "[]", seen));
    schema.values().ifPresent(values -> walk(values, path + "{}", seen));
  }

  @Test
  void listsAndObjectsMergeAsInKubernetes() {
    Schema spec =
        kinds.require(new GroupKind("apps", "Deployment")).schema().at("spec").orElseThrow();
    assertThat(spec.at("strategy").orElseThrow().retainKeys()).isTrue();
    assertThat(spec.at("selector").orElseThrow().atomicMap()).isTrue();
    Schema pod = spec.at("template").orElseThrow().at("spec").orElseThrow();
    assertThat(keys(pod, "containers")).containsExactly("name");
    assertThat(keys(pod, "topologySpreadConstraints"))
        .containsExactly("topologyKey", "whenUnsatisfiable");
    assertThat(pod.at("volumes").orElseThrow().retainKeys()).isTrue();
    assertThat(pod.at("tolerations").orElseThrow().listType()).isEqualTo(Schema.ListType.ATOMIC);
    Schema container = pod.at("containers").orElseThrow().inside();
    assertThat(keys(container, "ports")).containsExactly("containerPort", "protocol");
    assertThat(container.at("ports").orElseThrow().mergeKey()).contains("containerPort");
    assertThat(container.at("volumeMounts").orElseThrow().mergeKey()).contains("mountPath");
    Schema meta = kinds.require(GroupKind.core("Pod")).schema().at("metadata").orElseThrow();
    assertThat(meta.at("finalizers").orElseThrow().listType()).isEqualTo(Schema.ListType.SET);
    assertThat(meta.at("ownerReferences").orElseThrow().mergeKey()).contains("uid");
  }

  private static List<String> keys(Schema schema, String field) {
    return schema.at(field).orElseThrow().listKeys();
  }

  @Test
  void aPodHasTheFieldsOfKubernetes133() {
    Schema pod = kinds.require(GroupKind.core("Pod")).schema().at("spec").orElseThrow();
    assertThat(pod.properties()).hasSize(40).containsKeys("resourceClaims", "schedulingGates");
    Schema container = pod.at("containers").orElseThrow().inside();
    assertThat(container.properties()).hasSize(24).containsKeys("resizePolicy", "restartPolicy");
  }

  @Test
  void peopleNameAKindInAnyOfItsWays() {
    assertThat(kinds.named("deploy")).containsExactlyElementsOf(kinds.named("Deployment"));
    assertThat(kinds.named("deployments.apps")).hasSize(1);
    assertThat(kinds.named("po").getFirst().resource()).isEqualTo("pods");
    assertThat(kinds.named("gizmos")).isEmpty();
    assertThat(kinds.find("apps", "v1", "deployments")).isPresent();
    assertThat(kinds.findObject("apps/v1", "Deployment")).isPresent();
    assertThat(kinds.groups())
        .containsExactly(
            "",
            "admissionregistration.k8s.io",
            "apiextensions.k8s.io",
            "apps",
            "certificates.k8s.io",
            "coordination.k8s.io",
            "rbac.authorization.k8s.io",
            "skerry.dev");
  }

  @Test
  void versionsComeStableFirstAndNewestFirst() {
    var versions = new ArrayList<>(List.of("v1alpha1", "v1", "v1beta1", "v10", "v1beta2", "x"));
    versions.sort(VersionOrder.PREFERRED_FIRST);
    assertThat(versions).containsExactly("v10", "v1", "v1beta2", "v1beta1", "v1alpha1", "x");
  }
}
