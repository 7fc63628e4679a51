package dev.skerry.control.replication;

import static dev.skerry.control.story.Objects.json;
import static dev.skerry.control.story.Objects.namespace;
import static dev.skerry.control.story.Objects.node;
import static dev.skerry.control.story.Objects.site;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.control.namespace.NamespaceController;
import dev.skerry.control.policy.PolicyStatusController;
import dev.skerry.control.story.Story;
import dev.skerry.control.workload.KindNames;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import org.junit.jupiter.api.Test;

/// Policies on writes on their way from a core to its sites.
final class PoliciesTravelTest {
  private static final ObjectKey POLICY = ObjectKey.of(KindNames.POLICY, "", "p");

  private final Story core =
      new Story(
          "core",
          new NamespaceController(false),
          new PolicyStatusController(),
          new DownController());
  private final Story s1 =
      new Story(
          "s1", new NamespaceController(true), new PolicyStatusController(), new UpController());

  private void live() {
    for (int round = 0; round < 4; round++) {
      core.settle();
      core.ship("site:s1", s1);
      s1.settle();
      s1.ship("parent", core);
    }
    core.settle();
  }

  private void bind(String labels) {
    core.put(
        json(
            """
            {'apiVersion': 'admissionregistration.k8s.io/v1', 'kind': 'ValidatingAdmissionPolicyBinding',
             'metadata': {'name': 'b', 'labels': {%s}},
             'spec': {'policyName': 'p', 'validationActions': ['Deny']}}
            """
                .formatted(labels)));
    live();
  }

  private static Obj map(String name) {
    return json(
        """
        {'apiVersion': 'v1', 'kind': 'ConfigMap', 'metadata': {'name': '%s', 'namespace': 'local'}}
        """
            .formatted(name));
  }

  @Test
  void aPolicyIsAskedAtSitesWhereItsBindingIsForThem() {
    s1.put(node("s1-1", "4"));
    core.put(site("s1", true));
    core.put(namespace("local"));
    live();
    core.put(
        json(
            """
            {'apiVersion': 'admissionregistration.k8s.io/v1', 'kind': 'ValidatingAdmissionPolicy', 'metadata': {'name': 'p'},
             'spec': {'matchConstraints': {'resourceRules': [
               {'apiGroups': [''], 'apiVersions': ['v1'], 'operations': ['CREATE'], 'resources': ['configmaps']}]},
              'validations': [{'expression': 'has(object.data)', 'message': 'empty'}]}}
            """));
    bind("");
    assertThat(s1.has(POLICY)).isFalse();
    s1.put(map("before"));
    assertThatThrownBy(() -> core.put(map("m"))).hasMessageEndingWith("denied request: empty");

    bind("'skerry.dev/at-sites': 'all'");
    assertThat(s1.has(POLICY)).isTrue();
    assertThatThrownBy(() -> s1.put(map("m"))).hasMessageEndingWith("denied request: empty");

    bind("'skerry.dev/at-sites': 'none'");
    assertThat(s1.has(POLICY)).as("nothing binds it there").isFalse();
    s1.put(map("m"));
  }
}
