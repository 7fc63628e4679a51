package dev.skerry.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.skerry.model.json.Obj;
import io.kubernetes.client.proto.IntStr;
import io.kubernetes.client.proto.Meta;
import io.kubernetes.client.proto.Resource;
import io.kubernetes.client.proto.Runtime;
import io.kubernetes.client.proto.V1;
import io.kubernetes.client.proto.V1Apps;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;

/// Bodies as typed Go clients send them.
final class ProtobufTest {
  @Test
  void aDeploymentMeansTheSameInProtobufAsInJson() throws Exception {
    var pod =
        V1.PodSpec.newBuilder()
            .setTerminationGracePeriodSeconds(0)
            .addVolumes(
                V1.Volume.newBuilder()
                    .setName("scratch")
                    .setVolumeSource(
                        V1.VolumeSource.newBuilder()
                            .setEmptyDir(V1.EmptyDirVolumeSource.newBuilder().setMedium(""))))
            .addContainers(
                V1.Container.newBuilder()
                    .setName("web")
                    .setImage("web:v1")
                    .setWorkingDir("")
                    .setResources(
                        V1.ResourceRequirements.newBuilder()
                            .putLimits(
                                "memory", Resource.Quantity.newBuilder().setString("64Mi").build()))
                    .setReadinessProbe(
                        V1.Probe.newBuilder()
                            .setPeriodSeconds(3)
                            .setHandler(
                                V1.ProbeHandler.newBuilder()
                                    .setHttpGet(
                                        V1.HTTPGetAction.newBuilder()
                                            .setPath("/up")
                                            .setPort(
                                                IntStr.IntOrString.newBuilder()
                                                    .setType(0)
                                                    .setIntVal(80))))));
    var labels = Meta.ObjectMeta.newBuilder().putLabels("app", "web");
    var deployment =
        V1Apps.Deployment.newBuilder()
            .setMetadata(
                Meta.ObjectMeta.newBuilder()
                    .setName("web")
                    .setGenerateName("")
                    .setCreationTimestamp(Meta.Time.newBuilder()))
            .setSpec(
                V1Apps.DeploymentSpec.newBuilder()
                    .setReplicas(0)
                    .setMinReadySeconds(0)
                    .setSelector(Meta.LabelSelector.newBuilder().putMatchLabels("app", "web"))
                    .setTemplate(V1.PodTemplateSpec.newBuilder().setMetadata(labels).setSpec(pod)));
    try (var api = TestApi.start()) {
      var reply =
          TestApi.send(
              api.admin(),
              api.request(
                      "/apis/apps/v1/namespaces/default/deployments?fieldValidation=Strict",
                      "Content-Type",
                      "application/vnd.kubernetes.protobuf")
                  .POST(
                      HttpRequest.BodyPublishers.ofByteArray(
                          envelope(deployment.build().toByteString()))));
      assertThat(reply.status()).as(reply.text()).isEqualTo(201);
      Obj made = reply.json();
      assertThat(made.integer("spec", "replicas")).hasValue(0);
      Obj spec = made.obj("spec", "template", "spec");
      assertThat(spec.integer("terminationGracePeriodSeconds")).hasValue(0);
      assertThat(spec.items("volumes").getFirst().toString())
          .isEqualTo("{\"emptyDir\":{},\"name\":\"scratch\"}");
      assertThat(spec.items("containers").getFirst().text("resources", "limits", "memory"))
          .isEqualTo("64Mi");
      assertThat(spec.items("containers").getFirst().integer("readinessProbe", "httpGet", "port"))
          .hasValue(80);
    }
  }

  @Test
  void bytesThatAreNoProtobufAreABadRequest() throws Exception {
    try (var api = TestApi.start()) {
      var reply =
          api.post(
              "/api/v1/namespaces",
              "k8s\0nonsense",
              "Content-Type",
              "application/vnd.kubernetes.protobuf");
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.json().text("message")).contains("protobuf");
    }
  }

  private static byte[] envelope(ByteString raw) {
    var type = Runtime.TypeMeta.newBuilder().setApiVersion("apps/v1").setKind("Deployment");
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {'k', '8', 's', 0});
    out.writeBytes(
        Runtime.Unknown.newBuilder().setTypeMeta(type).setRaw(raw).build().toByteArray());
    return out.toByteArray();
  }
}
