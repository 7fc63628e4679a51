package dev.skerry.api.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.skerry.api.status.Refused;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import io.kubernetes.client.proto.IntStr;
import io.kubernetes.client.proto.Meta;
import io.kubernetes.client.proto.Runtime;
import io.kubernetes.client.proto.V1;
import io.kubernetes.client.proto.V1Apps;
import io.kubernetes.client.proto.V1Certificates;
import io.kubernetes.client.proto.V1Coordination;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// Bodies as Go writes them: every field that is no pointer is there, zero or not.
final class ProtobufTest {
  @Test
  void aSecretKeepsItsBytesAsBase64() throws Exception {
    var secret =
        V1.Secret.newBuilder()
            .setMetadata(meta("s"))
            .putData("k", ByteString.copyFromUtf8("v"))
            .putData("empty", ByteString.EMPTY)
            .setType("");
    assertThat(read("v1", "Secret", secret.build()))
        .isEqualTo(
            json(
                """
                {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "s"},
                 "data": {"k": "dg==", "empty": ""}}\
                """));
  }

  @Test
  void aDeploymentKeepsTheZeroReplicasThatWereAskedFor() throws Exception {
    var deployment =
        V1Apps.Deployment.newBuilder()
            .setMetadata(meta("d"))
            .setSpec(
                V1Apps.DeploymentSpec.newBuilder()
                    .setReplicas(0)
                    .setMinReadySeconds(0)
                    .setPaused(false));
    assertThat(read("apps/v1", "Deployment", deployment.build()).obj("spec"))
        .isEqualTo(json("{\"replicas\": 0}"));
  }

  @Test
  void whatGoEmbedsIsFlat() throws Exception {
    var probe =
        V1.Probe.newBuilder()
            .setHandler(
                V1.ProbeHandler.newBuilder()
                    .setHttpGet(
                        V1.HTTPGetAction.newBuilder()
                            .setPort(IntStr.IntOrString.newBuilder().setType(0).setIntVal(80))))
            .setPeriodSeconds(0);
    var volume =
        V1.Volume.newBuilder()
            .setName("v")
            .setVolumeSource(
                V1.VolumeSource.newBuilder()
                    .setConfigMap(
                        V1.ConfigMapVolumeSource.newBuilder()
                            .setLocalObjectReference(
                                V1.LocalObjectReference.newBuilder().setName("c"))
                            .setOptional(false)));
    var pod =
        V1.Pod.newBuilder()
            .setSpec(
                V1.PodSpec.newBuilder()
                    .addContainers(
                        V1.Container.newBuilder().setName("a").addArgs("").setLivenessProbe(probe))
                    .addVolumes(volume)
                    .setHostNetwork(false));
    assertThat(read("v1", "Pod", pod.build()).obj("spec"))
        .isEqualTo(
            json(
                """
                {"containers": [
                   {"name": "a", "args": [""], "livenessProbe": {"httpGet": {"port": 80}}}],
                 "volumes": [{"name": "v", "configMap": {"name": "c", "optional": false}}]}\
                """));
  }

  @Test
  void timesAreSecondsOrMicrosecondsAndAnEmptyOneIsNone() throws Exception {
    var lease =
        V1Coordination.Lease.newBuilder()
            .setMetadata(
                meta("l").setDeletionTimestamp(Meta.Time.newBuilder().setSeconds(0).setNanos(7)))
            .setSpec(
                V1Coordination.LeaseSpec.newBuilder()
                    .setLeaseTransitions(0)
                    .setRenewTime(Meta.MicroTime.newBuilder().setSeconds(1).setNanos(2_000)));
    assertThat(read("coordination.k8s.io/v1", "Lease", lease.build()))
        .isEqualTo(
            json(
                """
                {"apiVersion": "coordination.k8s.io/v1", "kind": "Lease",
                 "metadata": {"name": "l", "deletionTimestamp": "1970-01-01T00:00:00Z"},
                 "spec": {"leaseTransitions": 0, "renewTime": "1970-01-01T00:00:01.000002Z"}}\
                """));
  }

  @Test
  void aRequestForACertificateIsReadWithItsBytes() throws Exception {
    var request =
        V1Certificates.CertificateSigningRequest.newBuilder()
            .setMetadata(meta("c"))
            .setSpec(
                V1Certificates.CertificateSigningRequestSpec.newBuilder()
                    .setRequest(ByteString.copyFromUtf8("a"))
                    .setSignerName("example.com/till")
                    .setExpirationSeconds(600)
                    .addUsages("client auth"));
    assertThat(read("certificates.k8s.io/v1", "CertificateSigningRequest", request.build()))
        .isEqualTo(
            json(
                """
                {"apiVersion": "certificates.k8s.io/v1", "kind": "CertificateSigningRequest",
                 "metadata": {"name": "c"},
                 "spec": {"request": "YQ==", "signerName": "example.com/till",
                   "expirationSeconds": 600, "usages": ["client auth"]}}\
                """));
  }

  @Test
  void aTimeThatNoCalendarHasIsRefused() {
    var namespace =
        V1.Namespace.newBuilder()
            .setMetadata(
                meta("n").setDeletionTimestamp(Meta.Time.newBuilder().setSeconds(Long.MAX_VALUE)));
    assertThatThrownBy(() -> read("v1", "Namespace", namespace.build()))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("a time is out of range");
  }

  @Test
  void ownedFieldsAreTheJsonThatTheyHold() throws Exception {
    var entry =
        Meta.ManagedFieldsEntry.newBuilder()
            .setManager("m")
            .setFieldsV1(
                Meta.FieldsV1.newBuilder().setRaw(ByteString.copyFromUtf8("{\"f:data\":{}}")));
    var map = V1.ConfigMap.newBuilder().setMetadata(meta("c").addManagedFields(entry));
    assertThat(read("v1", "ConfigMap", map.build()).items("metadata", "managedFields"))
        .containsExactly(json("{\"manager\": \"m\", \"fieldsV1\": {\"f:data\": {}}}"));
  }

  @Test
  void aKindThatIsNotTakenAndABodyThatIsCutOffAreRefused() {
    assertThatThrownBy(() -> read("batch/v1", "Job", V1.ConfigMap.getDefaultInstance()))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("batch/v1 Job is not known in this form; send JSON");
    assertThatThrownBy(() -> Protobuf.object("k8s\0\n\177".getBytes(StandardCharsets.US_ASCII)))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("not acceptable protobuf");
    assertThatThrownBy(() -> Protobuf.object("{}".getBytes(StandardCharsets.US_ASCII)))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("does not begin with");
  }

  /// Go writes the texts that nobody set, and no time as an empty message.
  private static Meta.ObjectMeta.Builder meta(String name) {
    return Meta.ObjectMeta.newBuilder()
        .setName(name)
        .setNamespace("")
        .setUid("")
        .setGeneration(0)
        .setCreationTimestamp(Meta.Time.getDefaultInstance());
  }

  private static Obj read(String apiVersion, String kind, Message object) throws Exception {
    var body = new ByteArrayOutputStream();
    body.writeBytes("k8s\0".getBytes(StandardCharsets.US_ASCII));
    Runtime.Unknown.newBuilder()
        .setTypeMeta(Runtime.TypeMeta.newBuilder().setApiVersion(apiVersion).setKind(kind))
        .setRaw(object.toByteString())
        .build()
        .writeTo(body);
    return Protobuf.object(body.toByteArray());
  }

  private static Json json(String text) throws Exception {
    return JsonText.parse(text.getBytes(StandardCharsets.UTF_8), JsonLimits.REQUEST).value();
  }
}
