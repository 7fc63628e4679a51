package dev.skerry.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

/// A policy on writes, in one namespace of wherever that is.
///
/// @param namespace of the client
record Policies(Kubectl kubectl, String namespace) {
  private static final String POLICY =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata: {name: NAME}
      spec:
        matchConstraints:
          namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: NAME}}
          resourceRules:
          - {apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [secrets]}
        variables:
        - {name: keys, expression: "has(object.data) ? object.data.map(k, k) : []"}
        validations:
        - expression: "variables.keys.exists(k, k == 'colour')"
          messageExpression: "'a secret of ' + object.metadata.namespace + ' has a colour'"
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicyBinding
      metadata: {name: NAME}
      spec: {policyName: NAME, validationActions: [Deny]}
      """;

  void run() throws Exception {
    String file = kubectl.file("policy.yaml", POLICY.replace("NAME", namespace)).toString();
    assertThat(kubectl.ok("apply", "-f", file)).contains("created");
    assertThat(kubectl.ok("apply", "-f", file)).contains("unchanged");
    assertThat(kubectl.fails("create", "secret", "generic", "plain", "--from-literal=size=1"))
        .contains("denied request: a secret of " + namespace + " has a colour");
    kubectl.ok("create", "secret", "generic", "plain", "--from-literal=colour=red");
    assertThat(kubectl.ok("get", "validatingadmissionpolicies", namespace))
        .containsPattern("NAME +VALIDATIONS +PARAMKIND +AGE")
        .containsPattern(namespace + " +1 +<unset>");
    kubectl.ok("delete", "secret", "plain");
    assertThat(kubectl.ok("delete", "-f", file)).contains("deleted");
    kubectl.ok("create", "secret", "generic", "plain", "--from-literal=size=1");
    kubectl.ok("delete", "secret", "plain");
  }
}
