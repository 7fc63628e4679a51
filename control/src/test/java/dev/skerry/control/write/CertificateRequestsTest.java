package dev.skerry.control.write;

import static dev.skerry.control.story.Objects.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.access.User;
import dev.skerry.control.rbac.PolicyController;
import dev.skerry.control.signing.Signers;
import dev.skerry.control.story.Story;
import dev.skerry.model.chance.Chance;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Kinds;
import dev.skerry.model.meta.ObjectKey;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Ada asks; Bob may approve what example.com signs and Carl may sign it.
final class CertificateRequestsTest {
  private static final String ADA =
      "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlIbk1JR1BBZ0VBTUMweEREQUtC"
          + "Z05WQkFNTUEyRmtZVEVOTUFzR0ExVUVDZ3dFWTNKbGR6RU9NQXdHQTFVRQpDZ3dGZEdsc2JITXdX"
          + "VEFUQmdjcWhrak9QUUlCQmdncWhrak9QUU1CQndOQ0FBUUViSjdOVTYrMWtpY2c5NXR5Ck1aUFhV"
          + "UW5vMjViYTV3V0JnTzl6WGNLb2I3cGNFUEU1OGhlTWVwRFVhbmY1TXcvYkdNcDVzMDMzRG9XU25K"
          + "NVQKTWVWcW9BQXdDZ1lJS29aSXpqMEVBd0lEUndBd1JBSWdJTjNkaW5JTW5jdWxRTWVlVFRuY2Ru"
          + "VFYydXhaelJaTgo0TnBSaVFCSVoza0NJRkF1QVd0NmFLUUNxRGlUbGdvR1pwSzcxeXVzS0tjaTFw"
          + "dzdubzRkTmdhMgotLS0tLUVORCBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0K";

  private static final String MASTER =
      "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlIaE1JR0pBZ0VBTUNjeEREQUtC"
          + "Z05WQkFNTUEyVjJaVEVYTUJVR0ExVUVDZ3dPYzNsemRHVnRPbTFoYzNSbApjbk13V1RBVEJnY3Fo"
          + "a2pPUFFJQkJnZ3Foa2pPUFFNQkJ3TkNBQVNSVjdBK2FXT1ZibFdsOTEwM0RUNG04Y2N6ClBRTWNv"
          + "TlZ1MnV3YTM4NFhSNzUvOUUxekd0TGlESmJ5TUhqbW1DWllMYkRhYkNrMXNON1czeXVMVWs2bG9B"
          + "QXcKQ2dZSUtvWkl6ajBFQXdJRFJ3QXdSQUlnQTA4Z0svN3ZIY1p6a3EvVVVtdVNUOU8xOWgwcUYy"
          + "bXlocnM3c0JMbAoxL01DSUdjcEIzbzY4L1FTRTFIcDB2dVU4TWtaaHRyeEFoZjdnVFpVNGh3Vm1s"
          + "UGwKLS0tLS1FTkQgQ0VSVElGSUNBVEUgUkVRVUVTVC0tLS0tCg==";

  private static final String NODE =
      "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlIVE1Ic0NBUUF3R1RFWE1CVUdB"
          + "MVVFQXd3T2MzbHpkR1Z0T201dlpHVTZiakV3V1RBVEJnY3Foa2pPUFFJQgpCZ2dxaGtqT1BRTUJC"
          + "d05DQUFUMkZjN2pHbFR1enRmY2lxc0V3RGd2U2F2eldZMDhldGY1UzAxUXZURTMwQjhhCnRLY0hK"
          + "K3dRdVZoVytXd1JZRmlrTHFjb1NYWlJTNEN6T2NMeHYwWXdvQUF3Q2dZSUtvWkl6ajBFQXdJRFNB"
          + "QXcKUlFJZ09XWlRnbEdmNnJOMEdIb2IvQ1BJNmpiYzZvdEFrYXd5SzVzb0lldXFIY2tDSVFDeU9M"
          + "UWQvd2hKK21iZQpRNVhyWStnZVpoL1VSdDkrU0x3QTlYTlFVRGNXcHc9PQotLS0tLUVORCBDRVJU"
          + "SUZJQ0FURSBSRVFVRVNULS0tLS0K";

  private static final String TILL = "example.com/till";
  private static final ObjectKey KEY = ObjectKey.of(Signers.REQUEST, "", "ada");

  private final Pipeline pipeline = new StandardPipeline(Kinds::builtIn);
  private final Chance chance = _ -> 7;
  private final Story core = new Story("core", new PolicyController());

  @BeforeEach
  void roles() {
    for (String line : List.of("bob approve", "carl sign")) {
      String[] words = line.split(" ", -1);
      core.put(
          json(
              """
              {'apiVersion': 'rbac.authorization.k8s.io/v1', 'kind': 'ClusterRole',
               'metadata': {'name': '%s'},
               'rules': [{'verbs': ['%s'], 'apiGroups': ['certificates.k8s.io'],
                 'resources': ['signers'], 'resourceNames': ['example.com/*']}]}
              """
                  .formatted(words[0], words[1])));
      core.put(
          json(
              """
              {'apiVersion': 'rbac.authorization.k8s.io/v1', 'kind': 'ClusterRoleBinding',
               'metadata': {'name': '%s'}, 'subjects': [{'kind': 'User', 'name': '%s'}],
               'roleRef': {'apiGroup': 'rbac.authorization.k8s.io', 'kind': 'ClusterRole',
                 'name': '%s'}}
              """
                  .formatted(words[0], words[0], words[0])));
    }
    core.settle();
  }

  private static Obj request(String pem, String signer, String usages, long seconds) {
    return json(
        """
        {'apiVersion': 'certificates.k8s.io/v1', 'kind': 'CertificateSigningRequest',
         'metadata': {'name': 'ada'},
         'spec': {'request': '%s', 'signerName': '%s', 'usages': %s, 'expirationSeconds': %d,
           'username': 'admin', 'groups': ['system:masters'], 'uid': 'x', 'extra': {'a': ['b']}},
         'status': {'conditions': [{'type': 'Approved', 'status': 'True'}]}}
        """
            .formatted(pem, signer, usages, seconds));
  }

  private Decision decide(String user, String subresource, Request.Verb verb) {
    var options =
        new Request.Options(user, false, false, Request.FieldValidation.STRICT, List.of());
    var who = new User(user, List.of("crew"));
    return pipeline.decide(
        core.view(), new Request(who, KEY, subresource, verb, options), core.now(), chance);
  }

  private Decision create(String pem, String signer, String usages, long seconds) {
    return decide("ada", "", new Request.Verb.Create(request(pem, signer, usages, seconds)));
  }

  private static Obj accepted(Decision decision) {
    if (decision instanceof Decision.Accepted(Proposal(var _, var _, var _, var action), var _)
        && action instanceof Proposal.Action.Put(Obj object)) {
      return object;
    }
    throw new AssertionError(decision.toString());
  }

  private static Refusal refused(Decision decision) {
    if (decision instanceof Decision.Refused(Refusal refusal, var _)) {
      return refusal;
    }
    throw new AssertionError(decision.toString());
  }

  private void there() {
    core.put(request(ADA, TILL, "['client auth']", 3600));
    core.merge(KEY, json("{'status': {'conditions': []}}"));
  }

  private static Obj condition(String type) {
    return json("{'type': '%s', 'status': 'True', 'reason': 'Test'}".formatted(type));
  }

  private Request.Verb with(Obj... conditions) {
    return new Request.Verb.Update(
        core.get(KEY).withAt(Json.array(List.of(conditions)), "status", "conditions"));
  }

  @Test
  void theServerSaysWhoMadeIt() {
    Obj made = accepted(create(ADA, TILL, "['client auth']", 3600));
    assertThat(made.text("spec", "username")).isEqualTo("ada");
    assertThat(made.items("spec", "groups")).containsExactly(Json.of("crew"));
    assertThat(made.at("spec", "uid")).isEmpty();
    assertThat(made.at("spec", "extra")).isEmpty();
    assertThat(made.at("status")).isEmpty();
  }

  @Test
  void nothingOfItsSpecChanges() {
    there();
    Obj live = core.get(KEY);
    Obj other = live.withAt(Json.of("kubernetes.io/kube-apiserver-client"), "spec", "signerName");
    assertThat(decide("ada", "", new Request.Verb.Update(other)))
        .isInstanceOf(Decision.Unchanged.class);
    Obj labelled = other.withAt(Json.of("b"), "metadata", "labels", "a");
    assertThat(accepted(decide("ada", "", new Request.Verb.Update(labelled))).obj("spec"))
        .isEqualTo(live.obj("spec"));
  }

  @Test
  void whatIsNoRequestIsRefusedFieldByField() {
    Refusal refusal = refused(create("Zm9v", "till", "['client auth', 'client auth', 'x']", 599));
    assertThat(refusal.causes())
        .extracting(Refusal.Cause::field)
        .containsExactly(
            "spec.request",
            "spec.usages[1]",
            "spec.usages[2]",
            "spec.signerName",
            "spec.expirationSeconds");
    assertThat(refused(create(ADA, TILL, "[]", 600)).message()).contains("spec.usages: Required");
    assertThat(refused(create(ADA, "kubernetes.io/legacy-unknown", "['any']", 600)).message())
        .contains("the legacy signerName is not allowed");
  }

  @Test
  void nobodyBecomesMasterOrMachineryByARequest() {
    Refusal master = refused(create(MASTER, Signers.CLIENT, "['client auth']", 600));
    assertThat(master.reason()).isEqualTo(Refusal.Reason.FORBIDDEN);
    assertThat(master.message())
        .contains("use of kubernetes.io/kube-apiserver-client signer with system:masters group");
    assertThat(refused(create(NODE, Signers.CLIENT, "['client auth']", 600)).message())
        .contains("signer as system:node:n1 is not allowed");
    Obj _ = accepted(create(MASTER, TILL, "['client auth']", 600));
  }

  @Test
  void whoMayApproveDoesSoByApprovalOnly() {
    there();
    assertThat(refused(decide("ada", "approval", with(condition("Approved")))).message())
        .contains("user not permitted to approve requests with signerName \"example.com/till\"");
    Obj approved = accepted(decide("bob", "approval", with(condition("Approved"))));
    Json told = approved.items("status", "conditions").getFirst();
    String now = core.now().toString();
    assertThat(told.text("lastUpdateTime")).isEqualTo(now);
    assertThat(told.text("lastTransitionTime")).isEqualTo(now);
    Obj certified =
        core.get(KEY)
            .withAt(Json.array(List.of(condition("Approved"))), "status", "conditions")
            .withAt(Json.of("Zm9v"), "status", "certificate");
    assertThat(
            accepted(decide("bob", "approval", new Request.Verb.Update(certified)))
                .at("status", "certificate"))
        .isEmpty();
    assertThat(decide("carl", "status", with(condition("Approved"))))
        .isInstanceOf(Decision.Unchanged.class);
  }

  @Test
  void aDecisionStaysAndThereIsOneOnly() {
    there();
    assertThat(
            refused(decide("bob", "approval", with(condition("Approved"), condition("Denied"))))
                .message())
        .contains("Approved and Denied conditions are mutually exclusive");
    Obj no = condition("Denied").with("status", "False");
    assertThat(refused(decide("bob", "approval", with(no))).message())
        .contains("supported values: \"True\"");
    core.merge(
        KEY, Obj.EMPTY.withAt(Json.array(List.of(condition("Denied"))), "status", "conditions"));
    assertThat(refused(decide("bob", "approval", with())).message())
        .contains("updates may not remove a condition of type \"Denied\"");
  }

  @Test
  void whoMaySignGivesACertificateOnce() {
    there();
    String pem = "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t";
    Obj signed = core.get(KEY).withAt(Json.of(pem), "status", "certificate");
    assertThat(refused(decide("bob", "status", new Request.Verb.Update(signed))).message())
        .contains("user not permitted to sign requests with signerName \"example.com/till\"");
    assertThat(
            accepted(decide("carl", "status", new Request.Verb.Update(signed)))
                .text("status", "certificate"))
        .isEqualTo(pem);
    Obj odd = signed.withAt(Json.of("Zm9v"), "status", "certificate");
    assertThat(refused(decide("carl", "status", new Request.Verb.Update(odd))).message())
        .contains("must be one or more PEM blocks of type CERTIFICATE");
    core.merge(KEY, signed.without("metadata").without("spec"));
    Obj again = core.get(KEY).withAt(Json.of("Zm9v"), "status", "certificate");
    assertThat(refused(decide("carl", "status", new Request.Verb.Update(again))).message())
        .contains("updates may not modify existing certificate content");
  }
}
