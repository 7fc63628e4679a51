package dev.skerry.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.collect.CollectController;
import dev.skerry.control.custom.DefinitionController;
import dev.skerry.control.namespace.NamespaceController;
import dev.skerry.control.policy.PolicyStatusController;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Policies on writes by kubectl.
final class PolicyTest {
  private static final String POLICY =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata: {name: few}
      spec:
        matchConstraints:
          resourceRules:
          - {apiGroups: [apps], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [deployments]}
        validations:
        - expression: "object.spec.replicas <= 5"
      """;

  private static final String BINDING =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicyBinding
      metadata: {name: few}
      spec: {policyName: few, validationActions: [Deny]}
      """;

  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(strings = {"1.30", "1.33"})
  void whatAPolicyDeniesIsNotMade(String version) throws Exception {
    var controllers =
        List.of(
            new NamespaceController(false),
            new DefinitionController(),
            new PolicyStatusController(),
            new CollectController());
    try (var api = TestApi.with(controllers, "default")) {
      var kubectl = new Kubectl(version, home, api.kubeconfig(home));
      kubectl.runWith(POLICY, "apply", "-f", "-").ok();
      kubectl.runWith(BINDING, "apply", "-f", "-").ok();
      assertThat(kubectl.run("explain", "validatingadmissionpolicy.spec").ok().out())
          .contains("matchConstraints");
      assertThat(
              kubectl
                  .run("get", "validatingadmissionpolicy", "few", "-o", "jsonpath={.status}")
                  .ok()
                  .out())
          .isEqualTo("{\"observedGeneration\":1,\"typeChecking\":{}}");
      assertThat(kubectl.run("get", "validatingadmissionpolicybindings").ok().out())
          .containsPattern("NAME +POLICYNAME +PARAMREF +AGE")
          .containsPattern("few +few +<unset>");
      Kubectl.Said many = kubectl.run("create", "deployment", "web", "--image=a:1", "--replicas=6");
      assertThat(many.exit()).isEqualTo(1);
      assertThat(many.err())
          .contains(
              "ValidatingAdmissionPolicy 'few' with binding 'few' denied request: failed expression:"
                  + " object.spec.replicas <= 5");
      kubectl.run("create", "deployment", "web", "--image=a:1", "--replicas=5").ok();
      assertThat(kubectl.run("set", "image", "deployment/web", "a=b:1").exit()).isZero();
      String more = "{\"spec\":{\"replicas\":7}}";
      assertThat(kubectl.run("patch", "deployment", "web", "-p", more).err())
          .contains("denied request");

      kubectl.runWith(BINDING.replace("[Deny]", "[Warn, Audit]"), "apply", "-f", "-").ok();
      Kubectl.Said warned = kubectl.run("patch", "deployment", "web", "-p", more).ok();
      assertThat(warned.err())
          .contains(
              "Warning: Validation failed for ValidatingAdmissionPolicy 'few' with binding 'few'");
      Kubectl.Said wrong =
          kubectl.runWith(
              POLICY.replace("object.spec.replicas <= 5", "authorizer == null"),
              "apply",
              "-f",
              "-");
      assertThat(wrong.err()).contains("undeclared reference to 'authorizer'");
    }
  }
}
