package dev.skerry.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kinds that people define, by kubectl and by what goes over the wire.
final class CustomTest {
  private static final String DEFINITION =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: boats.harbour.test}
      spec:
        group: harbour.test
        scope: Namespaced
        names: {plural: boats, kind: Boat, shortNames: [bt], categories: [fleet]}
        versions:
        - name: v1
          served: true
          storage: true
          schema:
            openAPIV3Schema:
              type: object
              description: A Boat lies in the harbour.
              required: [spec]
              properties:
                spec:
                  type: object
                  required: [sails]
                  x-kubernetes-validations:
                  - rule: "self.colour != 'red' || self.sails > 1"
                    messageExpression: "'a red boat has more than ' + string(self.sails) + ' sail'"
                  - rule: "self.sails >= oldSelf.sails"
                    message: sails are never taken down
                    fieldPath: .sails
                  properties:
                    sails: {type: integer, minimum: 1, maximum: 9}
                    colour: {type: string, default: white, enum: [white, red]}
                    crew:
                      type: array
                      x-kubernetes-list-type: map
                      x-kubernetes-list-map-keys: [name]
                      items:
                        type: object
                        required: [name]
                        properties: {name: {type: string}, role: {type: string}}
                status:
                  type: object
                  properties: {knots: {type: integer}, sails: {type: integer}}
          subresources:
            status: {}
            scale: {specReplicasPath: .spec.sails, statusReplicasPath: .status.sails}
          selectableFields: [{jsonPath: .spec.colour}]
          additionalPrinterColumns:
          - {name: Sails, type: integer, jsonPath: .spec.sails}
          - {name: Knots, type: integer, jsonPath: .status.knots}
        - name: v1beta1
          served: true
          storage: false
          schema:
            openAPIV3Schema:
              type: object
              x-kubernetes-preserve-unknown-fields: true
      """;

  private static final String ANNA =
      """
      apiVersion: harbour.test/v1
      kind: Boat
      metadata: {name: anna}
      spec: {sails: 2, crew: [{name: ada, role: mate}]}
      """;

  private static final String OBJECTS = "/apis/harbour.test/v1/namespaces/default/boats";

  @TempDir Path home;

  private static void define(Kubectl kubectl) throws Exception {
    assertThat(kubectl.runWith(DEFINITION, "apply", "-f", "-").ok().out())
        .contains("boats.harbour.test created");
    kubectl.run("wait", "--for=condition=Established", "crd/boats.harbour.test").ok();
  }

  @Test
  void aKindThatIsDefinedIsExplainedAppliedShownScaledAndDeleted() throws Exception {
    try (var api = TestApi.start()) {
      var kubectl = new Kubectl("1.33", home, api.kubeconfig(home));
      define(kubectl);
      assertThat(kubectl.run("explain", "boat").ok().out()).contains("A Boat lies in the harbour");
      assertThat(kubectl.run("explain", "boat.spec.colour").ok().out()).contains("white");
      Path file = Files.writeString(home.resolve("anna.yaml"), ANNA);
      assertThat(kubectl.run("apply", "-f", file.toString()).ok().out()).contains("anna created");
      assertThat(kubectl.run("apply", "-f", file.toString()).ok().out()).contains("unchanged");
      assertThat(kubectl.run("get", "bt").ok().out())
          .containsPattern("NAME +SAILS +KNOTS")
          .containsPattern("anna +2");
      assertThat(kubectl.run("get", "fleet", "-o", "name").ok().out())
          .contains("boat.harbour.test/anna");
      kubectl
          .run(
              "patch",
              "bt",
              "anna",
              "--subresource=status",
              "--type=merge",
              "-p",
              "{\"status\":{\"knots\":7}}")
          .ok();
      assertThat(kubectl.run("get", "bt", "anna").ok().out()).containsPattern("anna +2 +7");
      kubectl.run("scale", "bt", "anna", "--replicas=3").ok();
      assertThat(
              kubectl
                  .run(
                      "get",
                      "bt",
                      "anna",
                      "-o",
                      "jsonpath={.spec.sails} {.spec.colour}" + " {.metadata.generation}")
                  .ok()
                  .out())
          .isEqualTo("3 white 2");
      assertThat(kubectl.run("get", "bt", "--field-selector=spec.colour=red").ok().err())
          .contains("No resources found");
      assertThat(kubectl.run("get", "boats.v1beta1.harbour.test", "anna", "-o", "yaml").ok().out())
          .contains("apiVersion: harbour.test/v1beta1", "sails: 3");
      kubectl.run("delete", "crd", "boats.harbour.test").ok();
      assertThat(kubectl.run("get", "bt").exit()).isEqualTo(1);
      define(kubectl);
      assertThat(kubectl.run("get", "bt").ok().err()).contains("No resources found");
    }
  }

  @Test
  void whatIsWrongIsToldFieldByField() throws Exception {
    try (var api = TestApi.start()) {
      var kubectl = new Kubectl("1.33", home, api.kubeconfig(home));
      define(kubectl);
      String wrong = ANNA.replace("sails: 2", "sails: 12, colour: blue, keel: 1");
      assertThat(kubectl.runWith(wrong, "create", "-f", "-").err())
          .contains("unknown field \"spec.keel\"");
      assertThat(kubectl.runWith(wrong, "create", "--validate=ignore", "-f", "-").err())
          .contains(
              "spec.sails: Invalid value: 12: spec.sails in body should be less than or equal to 9",
              "spec.colour: Unsupported value: \"blue\": supported values: \"white\", \"red\"");
      String text = ANNA.replace("sails: 2", "sails: two");
      assertThat(kubectl.runWith(text, "create", "-f", "-").err())
          .contains("spec.sails in body must be of type integer: \"string\"");
      String strategic = "application/strategic-merge-patch+json";
      assertThat(kubectl.runWith(ANNA, "create", "-f", "-").ok().out()).contains("created");
      assertThat(api.send("PATCH", OBJECTS + "/anna", "{}", "Content-Type", strategic).status())
          .isEqualTo(415);
      String taken = DEFINITION.replace("harbour.test", "apps");
      assertThat(kubectl.runWith(taken, "create", "-f", "-").err())
          .contains("spec.group: Invalid value: \"apps\"");
    }
  }

  @Test
  void rulesAreReadWhenTheyAreWrittenAndAskedOfEveryObject() throws Exception {
    try (var api = TestApi.start()) {
      var kubectl = new Kubectl("1.33", home, api.kubeconfig(home));
      String wrong = DEFINITION.replace("self.sails > 1", "self.sales > 1");
      assertThat(kubectl.runWith(wrong, "create", "-f", "-").err())
          .contains(
              "properties[spec].x-kubernetes-validations[0].rule: Invalid value:",
              "compilation failed:",
              "undefined field 'sales'");
      define(kubectl);
      String red = ANNA.replace("sails: 2", "sails: 1, colour: red");
      assertThat(kubectl.runWith(red, "create", "-f", "-").err())
          .contains("spec: Invalid value: \"object\": a red boat has more than 1 sail");
      kubectl.runWith(ANNA, "create", "-f", "-").ok();
      assertThat(kubectl.run("scale", "bt", "anna", "--replicas=1").err())
          .contains("spec.sails: Invalid value: \"object\": sails are never taken down");
      kubectl.run("scale", "bt", "anna", "--replicas=3").ok();
    }
  }

  @Test
  void managersOwnWhatTheyApplyAndAWatchSeesItInItsVersion() throws Exception {
    try (var api = TestApi.start()) {
      var kubectl = new Kubectl("1.33", home, api.kubeconfig(home));
      define(kubectl);
      kubectl.runWith(ANNA, "apply", "--server-side", "-f", "-").ok();
      String eve = ANNA.replace("name: ada, role: mate", "name: eve, role: cook");
      kubectl.runWith(eve, "apply", "--server-side", "--field-manager=ci", "-f", "-").ok();
      assertThat(kubectl.run("get", "bt", "anna", "-o", "jsonpath={.spec.crew[*].name}").ok().out())
          .isEqualTo("ada eve");
      String other = ANNA.replace("sails: 2", "sails: 4");
      assertThat(
              kubectl
                  .runWith(other, "apply", "--server-side", "--field-manager=ci", "-f", "-")
                  .err())
          .contains("conflict with \"kubectl\"", ".spec.sails");
      String watched = OBJECTS.replace("/v1/", "/v1beta1/") + "?watch=true&timeoutSeconds=1";
      assertThat(api.get(watched).text())
          .contains("\"ADDED\"", "\"apiVersion\":\"harbour.test/v1beta1\"");
    }
  }
}
