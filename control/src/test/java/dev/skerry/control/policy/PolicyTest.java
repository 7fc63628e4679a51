package dev.skerry.control.policy;

import static dev.skerry.control.story.Objects.deployment;
import static dev.skerry.control.story.Objects.json;
import static dev.skerry.control.story.Objects.namespace;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.access.User;
import dev.skerry.control.kind.Catalog;
import dev.skerry.control.story.Objects;
import dev.skerry.control.story.Story;
import dev.skerry.control.workload.KindNames;
import dev.skerry.control.write.Decision;
import dev.skerry.control.write.Pipeline;
import dev.skerry.control.write.Refusal;
import dev.skerry.control.write.Request;
import dev.skerry.control.write.StandardPipeline;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Policies on writes.
final class PolicyTest {
  private static final User ADA = new User("ada", List.of("devs"));
  private static final String ALL_OPERATIONS = "'CREATE', 'UPDATE', 'DELETE'";

  private final Story plane = new Story("core", new PolicyStatusController());
  private final Pipeline pipeline = new StandardPipeline(new Catalog()::at);
  private long draws;

  PolicyTest() {
    plane.put(namespace("default"));
  }

  private static Obj policy(String resources, String spec) {
    return json(
        """
        {'apiVersion': 'admissionregistration.k8s.io/v1', 'kind': 'ValidatingAdmissionPolicy', 'metadata': {'name': 'p'},
         'spec': {'matchConstraints': {'resourceRules': [
           {'apiGroups': ['', 'apps'], 'apiVersions': ['v1'], 'operations': [%s], 'resources': [%s]}]}, %s}}
        """
            .formatted(ALL_OPERATIONS, resources, spec));
  }

  private static Obj binding(String spec) {
    return json(
        """
        {'apiVersion': 'admissionregistration.k8s.io/v1', 'kind': 'ValidatingAdmissionPolicyBinding', 'metadata': {'name': 'b'},
         'spec': {'policyName': 'p', %s}}
        """
            .formatted(spec));
  }

  private void inForce(String resources, String spec) {
    plane.put(policy(resources, spec));
    plane.put(binding("'validationActions': ['Deny']"));
    plane.settle();
  }

  private Decision asked(User user, ObjectKey key, String subresource, Request.Verb verb) {
    var options =
        new Request.Options("kubectl", true, false, Request.FieldValidation.STRICT, List.of());
    return pipeline.decide(
        plane.view(),
        new Request(user, key, subresource, verb, options),
        plane.now(),
        _ -> ++draws * 0x9E3779B97F4A7C15L);
  }

  private Decision create(Obj object) {
    return asked(ADA, Objects.key(object), "", new Request.Verb.Create(object));
  }

  private static Obj map(String name, String data) {
    return json(
        """
        {'apiVersion': 'v1', 'kind': 'ConfigMap', 'metadata': {'name': '%s', 'namespace': 'default'}, 'data': {%s}}
        """
            .formatted(name, data));
  }

  private static String refusal(Decision decision) {
    assertThat(decision).isInstanceOf(Decision.Refused.class);
    return ((Decision.Refused) decision).refusal().message();
  }

  private static void accepted(Decision decision) {
    assertThat(decision).isInstanceOf(Decision.Accepted.class);
  }

  @Test
  void whatBreaksAPolicyInForceIsRefusedInItsWords() {
    plane.put(
        policy("'deployments'", "'validations': [{'expression': 'object.spec.replicas <= 5'}]"));
    accepted(create(deployment("web", 6, "web:v1")));
    plane.put(binding("'validationActions': ['Deny']"));
    Decision refused = create(deployment("web", 6, "web:v1"));
    assertThat(refusal(refused))
        .isEqualTo(
            "deployments.apps \"web\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b'"
                + " denied request: failed expression: object.spec.replicas <= 5");
    assertThat(((Decision.Refused) refused).refusal().reason()).isEqualTo(Refusal.Reason.INVALID);
    accepted(create(deployment("web", 5, "web:v1")));
    plane.settle();
    Obj status = plane.get(ObjectKey.of(KindNames.POLICY, "", "p")).obj("status");
    assertThat(status).isEqualTo(json("{'observedGeneration': 1, 'typeChecking': {}}"));
  }

  @Test
  void anExpressionLooksAtTheWriteAndAtWhoWrites() {
    inForce(
        "'configmaps'",
        """
        'matchConditions': [{'name': 'people', 'expression': '!(\\"admins\\" in request.userInfo.groups)'}],
        'variables': [
          {'name': 'kept', 'expression': 'has(oldObject.data) ? oldObject.data : {}'},
          {'name': 'lost', 'expression': 'variables.kept.filter(k, !(has(object.data) && k in object.data))'}],
        'validations': [
          {'expression': 'request.operation != \\"UPDATE\\" || variables.lost.size() == 0',
           'messageExpression': '\\"lost in \\" + namespaceObject.metadata.name + \\": \\" + variables.lost.join(\\",\\")',
           'reason': 'Forbidden'},
          {'expression': 'request.operation != \\"DELETE\\" || request.name != \\"kept\\"', 'message': 'it is kept'}]
        """);
    accepted(create(map("kept", "'a': 'b', 'c': 'd'")));
    plane.put(map("kept", "'a': 'b', 'c': 'd'"));
    ObjectKey key = ObjectKey.of(KindNames.CONFIG_MAP, "default", "kept");
    Obj less = plane.get(key).withoutAt("data", "c");
    Decision update = asked(ADA, key, "", new Request.Verb.Update(less));
    assertThat(refusal(update)).endsWith("denied request: lost in default: c");
    assertThat(((Decision.Refused) update).refusal().reason()).isEqualTo(Refusal.Reason.FORBIDDEN);
    accepted(asked(new User("eve", List.of("admins")), key, "", new Request.Verb.Update(less)));
    var delete = new Request.Verb.Delete(Optional.empty(), Optional.empty(), Optional.empty(), "");
    assertThat(refusal(asked(ADA, key, "", delete))).endsWith("denied request: it is kept");
  }

  @Test
  void aQuestionWithoutAnAnswerCountsAsThePolicySays() {
    String validations = "'validations': [{'expression': 'object.data.colour == \\'red\\''}]";
    inForce("'configmaps'", validations.replace("\\'", "\\\""));
    assertThat(refusal(create(map("m", "'size': '1'"))))
        .contains("expression 'object.data.colour == \"red\"' resulted in error: ");
    plane.put(
        policy("'configmaps'", "'failurePolicy': 'Ignore', " + validations.replace("\\'", "\\\"")));
    accepted(create(map("m", "'size': '1'")));
    assertThat(refusal(create(map("m", "'colour': 'blue'")))).contains("failed expression");
  }

  @Test
  void aBindingSaysWhereAndHow() {
    inForce("'configmaps'", "'validations': [{'expression': 'false', 'message': 'no'}]");
    refusal(create(map("m", "")));
    plane.put(
        binding(
            "'validationActions': ['Deny'], 'matchResources': {'namespaceSelector':"
                + " {'matchLabels': {'kubernetes.io/metadata.name': 'other'}}}"));
    accepted(create(map("m", "")));
    plane.put(
        binding(
            "'validationActions': ['Deny'], 'matchResources': {'objectSelector':"
                + " {'matchLabels': {'strict': 'yes'}}}"));
    accepted(create(map("m", "")));
    refusal(create(map("m", "").withAt(json("{'strict': 'yes'}"), "metadata", "labels")));
    plane.put(
        binding(
            "'validationActions': ['Deny'], 'matchResources': {'excludeResourceRules':"
                + " [{'apiGroups': ['*'], 'apiVersions': ['*'], 'operations': ['*'],"
                + " 'resources': ['configmaps'], 'resourceNames': ['free']}]}"));
    accepted(create(map("free", "")));
    refusal(create(map("m", "")));
    plane.put(binding("'validationActions': ['Warn']"));
    Decision warned = create(map("m", ""));
    accepted(warned);
    assertThat(((Decision.Accepted) warned).warnings())
        .containsExactly(
            "Validation failed for ValidatingAdmissionPolicy 'p' with binding 'b': no");
  }

  @Test
  void aPolicyTakesItsParametersFromObjects() {
    plane.put(
        policy(
            "'deployments'",
            "'paramKind': {'apiVersion': 'v1', 'kind': 'ConfigMap'}, 'validations':"
                + " [{'expression': 'object.spec.replicas <= int(params.data.most)'}]"));
    plane.put(
        binding(
            "'validationActions': ['Deny'], 'paramRef': {'name': 'sizes',"
                + " 'parameterNotFoundAction': 'Deny'}"));
    assertThat(refusal(create(deployment("web", 2, "web:v1"))))
        .endsWith("no params found for policy binding with `Deny` parameterNotFoundAction");
    plane.put(map("sizes", "'most': '3'"));
    accepted(create(deployment("web", 3, "web:v1")));
    assertThat(refusal(create(deployment("web", 4, "web:v1")))).contains("params.data.most");
    plane.put(
        binding(
            "'validationActions': ['Deny'], 'paramRef': {'name': 'none',"
                + " 'parameterNotFoundAction': 'Allow'}"));
    accepted(create(deployment("web", 4, "web:v1")));
  }

  @Test
  void theScaleOfAnObjectIsAWriteOfItsOwn() {
    inForce("'deployments/scale'", "'validations': [{'expression': 'object.spec.replicas < 3'}]");
    Obj web = deployment("web", 5, "web:v1");
    accepted(create(web));
    plane.put(web);
    var patch = new Request.Verb.Patch(Request.PatchType.MERGE, json("{'spec': {'replicas': 4}}"));
    assertThat(refusal(asked(ADA, Objects.key(web), "scale", patch))).contains("replicas < 3");
  }

  @Test
  void aPolicyStopsNeitherTheMachineryNorItsOwnEnd() {
    inForce("'*', '*/*'", "'validations': [{'expression': 'false', 'message': 'no'}]");
    Obj pod = Objects.pod("web", "");
    assertThat(refusal(create(pod))).endsWith("no");
    User controller = User.controller("replicaset-controller");
    var make = new Request.Verb.Create(pod);
    assertThat(refusal(asked(controller, Objects.key(pod), "", make)))
        .as("what controllers make in a namespace of people")
        .endsWith("no");
    Obj note =
        json(
            "{'apiVersion': 'v1', 'kind': 'Event', 'metadata': {'name': 'e', 'namespace': 'default'}, 'involvedObject': {'namespace': 'default'}}");
    accepted(asked(controller, Objects.key(note), "", new Request.Verb.Create(note)));
    ObjectKey space = ObjectKey.of(KindNames.NAMESPACE, "", "default");
    Obj status = plane.get(space).withAt(json("{'phase': 'Terminating'}"), "status");
    accepted(asked(controller, space, "status", new Request.Verb.Update(status)));
    assertThat(refusal(asked(ADA, space, "status", new Request.Verb.Update(status))))
        .endsWith("no");
    var delete = new Request.Verb.Delete(Optional.empty(), Optional.empty(), Optional.empty(), "");
    accepted(asked(ADA, ObjectKey.of(KindNames.POLICY, "", "p"), "", delete));
    accepted(asked(ADA, ObjectKey.of(KindNames.POLICY_BINDING, "", "b"), "", delete));
  }

  private String wrong(Obj object) {
    return refusal(create(object));
  }

  @Test
  void aPolicyThatCannotBeAskedIsRefused() {
    assertThat(wrong(policy("'pods'", "'validations': [{'expression': 'object.spec.'}]")))
        .contains("spec.validations[0].expression: Invalid value", "compilation failed");
    assertThat(wrong(policy("'pods'", "'validations': [{'expression': '1 + 1'}]")))
        .contains("must evaluate to bool");
    assertThat(
            wrong(
                policy(
                    "'pods'",
                    "'validations': [{'expression': 'authorizer.path(\\\"/\\\") == null'}]")))
        .contains("undeclared reference to 'authorizer'");
    assertThat(wrong(policy("'pods'", "'validations': [{'expression': 'variables.x == 1'}]")))
        .contains("spec.validations[0].expression");
    assertThat(
            wrong(
                policy(
                    "'pods'",
                    "'variables': [{'name': 'y', 'expression': '1'}], 'validations':"
                        + " [{'expression': 'variables.x == 1'}]")))
        .contains("undefined field 'x'");
    assertThat(wrong(policy("'pods'", "'validations': []")))
        .contains("validations or auditAnnotations must contain at least one item");
    assertThat(wrong(binding("'validationActions': ['Deny', 'Warn']")))
        .contains("must not contain both Deny and Warn");
    assertThat(wrong(binding("'validationActions': []")))
        .contains("at least one validation action is required");
    assertThat(wrong(binding("'validationActions': ['Deny'], 'paramRef': {'name': 'x'}")))
        .contains("spec.paramRef.parameterNotFoundAction: Required value");
    Decision unheeded = create(binding("'validationActions': ['Audit']"));
    accepted(unheeded);
    assertThat(((Decision.Accepted) unheeded).warnings())
        .anyMatch(w -> w.contains("Audit is kept"));
  }
}
