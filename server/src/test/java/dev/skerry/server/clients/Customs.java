package dev.skerry.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

/// A kind of people's own, from its definition to its end.
///
/// @param group no two places define the same
record Customs(Kubectl kubectl, String group) {
  private static final String DEFINITION =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: boats.GROUP}
      spec:
        group: GROUP
        scope: Namespaced
        names: {plural: boats, kind: Boat, shortNames: [bt], categories: [all]}
        versions:
        - name: v1
          served: true
          storage: true
          schema:
            openAPIV3Schema:
              type: object
              description: A Boat lies in the harbour.
              properties:
                spec:
                  type: object
                  required: [sails]
                  properties:
                    sails: {type: integer, minimum: 1}
                    colour: {type: string, default: white}
                status:
                  type: object
                  properties: {knots: {type: integer}, sails: {type: integer}}
          subresources:
            status: {}
            scale: {specReplicasPath: .spec.sails, statusReplicasPath: .status.sails}
          additionalPrinterColumns:
          - {name: Sails, type: integer, jsonPath: .spec.sails}
          - {name: Knots, type: integer, jsonPath: .status.knots}
      """;

  private static final String BOAT =
      """
      apiVersion: GROUP/v1
      kind: Boat
      metadata: {name: anna}
      spec: {sails: 2}
      """;

  void run() throws Exception {
    String boats = "boats." + group;
    define();
    assertThat(kubectl.ok("api-resources", "--api-group=" + group)).contains("boats", "bt");
    assertThat(kubectl.ok("explain", boats)).contains("A Boat lies in the harbour");
    String file = boat();
    assertThat(kubectl.ok("apply", "-f", file)).contains("anna created");
    assertThat(kubectl.ok("apply", "-f", file)).contains("unchanged");
    assertThat(kubectl.ok("get", boats)).containsPattern("NAME +SAILS +KNOTS");
    String status = "{\"status\":{\"knots\":7}}";
    kubectl.ok("patch", boats, "anna", "--subresource=status", "--type=merge", "-p", status);
    kubectl.ok("scale", boats, "anna", "--replicas=3");
    assertThat(kubectl.ok("get", boats, "anna")).containsPattern("anna +3 +7");
    assertThat(kubectl.ok("get", boats, "anna", "-o", "jsonpath={.spec.colour}"))
        .isEqualTo("white");
    String wrong =
        kubectl
            .file("wrong.yaml", text(BOAT).replace("anna", "wrong").replace("sails: 2", "sials: 2"))
            .toString();
    assertThat(kubectl.fails("create", "-f", wrong)).contains("unknown field \"spec.sials\"");
    assertThat(kubectl.fails("create", "--validate=ignore", "-f", wrong))
        .contains("spec.sails: Required value");
    assertThat(kubectl.ok("delete", boats, "anna")).contains("deleted");
    kubectl.ok("apply", "-f", file);
    assertThat(kubectl.ok("delete", "crd", boats)).contains("deleted");
    assertThat(kubectl.fails("get", boats)).contains("the server doesn't have a resource type");
  }

  void define() throws Exception {
    String file = kubectl.file("crd.yaml", text(DEFINITION)).toString();
    assertThat(kubectl.ok("apply", "-f", file)).contains("created");
    kubectl.ok("wait", "--for=condition=Established", "crd/boats." + group, "--timeout=60s");
  }

  /// The file of an object.
  String boat() throws Exception {
    return kubectl.file("boat.yaml", text(BOAT)).toString();
  }

  private String text(String template) {
    return template.replace("GROUP", group);
  }
}
