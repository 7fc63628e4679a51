package dev.skerry.api.body;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.skerry.api.status.Refused;
import dev.skerry.control.write.Refusal;
import dev.skerry.model.json.Obj;
import io.kubernetes.client.proto.Meta;
import io.kubernetes.client.proto.Runtime;
import io.kubernetes.client.proto.V1;
import io.kubernetes.client.proto.V1Admissionregistration;
import io.kubernetes.client.proto.V1Apps;
import io.kubernetes.client.proto.V1Authentication;
import io.kubernetes.client.proto.V1Authorization;
import io.kubernetes.client.proto.V1Autoscaling;
import io.kubernetes.client.proto.V1Certificates;
import io.kubernetes.client.proto.V1Coordination;
import io.kubernetes.client.proto.V1Rbac;
import java.util.Arrays;
import java.util.Optional;

/// Kubernetes' protobuf bodies: four magic bytes, then `runtime.Unknown` around the object's own
/// message. Any kind of the groups below, by its descriptor.
final class Protobuf {
  private static final byte[] MAGIC = {'k', '8', 's', 0};

  private Protobuf() {}

  static Obj object(byte[] body) throws Refused {
    if (body.length < MAGIC.length
        || !Arrays.equals(body, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw bad("it does not begin with k8s\\0");
    }
    try {
      var envelope = Runtime.Unknown.parseFrom(Arrays.copyOfRange(body, MAGIC.length, body.length));
      String apiVersion = envelope.getTypeMeta().getApiVersion();
      String kind = envelope.getTypeMeta().getKind();
      Descriptor descriptor =
          descriptor(apiVersion, kind)
              .orElseThrow(
                  () -> bad(apiVersion + " " + kind + " is not known in this form; send JSON"));
      DynamicMessage message = DynamicMessage.parseFrom(descriptor, envelope.getRaw());
      return ProtoJson.object(message).with("apiVersion", apiVersion).with("kind", kind);
    } catch (InvalidProtocolBufferException broken) {
      throw bad(String.valueOf(broken.getMessage()));
    }
  }

  private static Refused bad(String why) {
    return Refused.because(
        Refusal.Reason.BAD_REQUEST, "the body is not acceptable protobuf: " + why);
  }

  private static Optional<Descriptor> descriptor(String apiVersion, String kind) {
    if (kind.equals("DeleteOptions")) {
      return Optional.of(Meta.DeleteOptions.getDescriptor());
    }
    return file(apiVersion).flatMap(file -> Optional.ofNullable(file.findMessageTypeByName(kind)));
  }

  private static Optional<FileDescriptor> file(String apiVersion) {
    return switch (apiVersion) {
      case "v1" -> Optional.of(V1.getDescriptor());
      case "admissionregistration.k8s.io/v1" ->
          Optional.of(V1Admissionregistration.getDescriptor());
      case "apps/v1" -> Optional.of(V1Apps.getDescriptor());
      case "authentication.k8s.io/v1" -> Optional.of(V1Authentication.getDescriptor());
      case "authorization.k8s.io/v1" -> Optional.of(V1Authorization.getDescriptor());
      case "autoscaling/v1" -> Optional.of(V1Autoscaling.getDescriptor());
      case "rbac.authorization.k8s.io/v1" -> Optional.of(V1Rbac.getDescriptor());
      case "certificates.k8s.io/v1" -> Optional.of(V1Certificates.getDescriptor());
      case "coordination.k8s.io/v1" -> Optional.of(V1Coordination.getDescriptor());
      default -> Optional.empty();
    };
  }
}
