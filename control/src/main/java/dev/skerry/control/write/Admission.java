package dev.skerry.control.write;

import dev.skerry.control.quota.LimitRanges;
import dev.skerry.model.custom.Definition;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// What a kind gets besides its schema's defaults, and what of it may not change.
final class Admission {
  static final String ZONE = "topology.kubernetes.io/zone";

  private Admission() {}

  static Obj admit(Case about, Optional<Obj> live, Obj object) throws Rejected {
    return switch (about.kind().groupKind().toString()) {
      case "Namespace" -> namespace(about, live, object);
      case "Pod" -> pod(about, live, object);
      case "LimitRange" -> LimitRanges.completed(object);
      case "Secret" -> {
        checkImmutable(about, live, object, "data", "type");
        yield secret(object);
      }
      case "ConfigMap" -> {
        checkImmutable(about, live, object, "data", "binaryData");
        yield object;
      }
      case "Deployment.apps", "ReplicaSet.apps" -> {
        checkSelector(about, live, object);
        yield object;
      }
      case "CustomResourceDefinition.apiextensions.k8s.io" ->
          new Definition(object).completed(live.isEmpty());
      case "CertificateSigningRequest.certificates.k8s.io" ->
          CertificateRequests.admit(about, live, object);
      default -> {
        if (Roles.isOne(about.kind().groupKind())) {
          Roles.check(about, live, object);
        }
        yield object;
      }
    };
  }

  /// What a kind's status gets besides, and who may write it.
  static Obj admitStatus(Case about, Optional<Obj> live, Obj object) throws Rejected {
    return live.isPresent() && CertificateRequests.isOne(about)
        ? CertificateRequests.admitStatus(about, live.get(), object)
        : object;
  }

  private static Obj namespace(Case about, Optional<Obj> live, Obj object) {
    Obj named =
        object.withAt(
            Json.of(about.key().name()), "metadata", "labels", "kubernetes.io/metadata.name");
    boolean finalizing = about.request().subresource().equals(Namespaces.FINALIZE);
    return live.isPresent() && !finalizing ? Namespaces.finalized(named, live.get()) : named;
  }

  /// What the server adds to an object at its birth in nobody's name.
  static Obj born(Case about, Obj object) {
    return about.key().kind().equals(Namespaces.KIND) ? Namespaces.born(object) : object;
  }

  /// A pod has what the namespace's LimitRanges give it. One that is made where it will run carries
  /// the zone it runs in.
  private static Obj pod(Case about, Optional<Obj> live, Obj object) {
    if (live.isPresent()) {
      return object;
    }
    Obj out =
        object.text("spec", "serviceAccountName").isEmpty()
            ? object.withAt(Json.of("default"), "spec", "serviceAccountName")
            : object;
    out = LimitRanges.filled(about.view(), about.key(), out);
    out = out.withAt(Json.of("Pending"), "status", "phase");
    boolean owned = !object.items("metadata", "ownerReferences").isEmpty();
    return owned
        ? out.withAt(Json.of(about.view().self().value()), "metadata", "labels", ZONE)
        : out;
  }

  private static Obj secret(Obj object) {
    Obj data = object.obj("data");
    for (String key : object.obj("stringData").keys()) {
      String text = object.text("stringData", key);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      data = data.with(key, Base64.getEncoder().encodeToString(bytes));
    }
    Obj out = object.without("stringData");
    return data.isEmpty() ? out : out.with("data", data);
  }

  private static void checkImmutable(Case about, Optional<Obj> live, Obj object, String... fields)
      throws Rejected {
    if (live.isEmpty() || !live.get().isTrue("immutable")) {
      return;
    }
    if (!object.isTrue("immutable")) {
      throw Rejected.invalid(
          about, "immutable", "Forbidden: field is immutable when `immutable` is set");
    }
    for (String field : fields) {
      if (!live.get().at(field).equals(object.at(field))) {
        throw Rejected.invalid(
            about, field, "Forbidden: field is immutable when `immutable` is set");
      }
    }
  }

  private static void checkSelector(Case about, Optional<Obj> live, Obj object) throws Rejected {
    Optional<Json> selector = object.at("spec", "selector");
    if (live.isPresent() && !live.get().at("spec", "selector").equals(selector)) {
      throw Rejected.invalid(about, "spec.selector", "Invalid value: field is immutable");
    }
    Obj labels = object.obj("spec", "template", "metadata", "labels");
    Obj wanted = object.obj("spec", "selector", "matchLabels");
    for (String key : wanted.keys()) {
      if (!labels.find(key).equals(wanted.find(key))) {
        throw Rejected.invalid(
            about,
            "spec.template.metadata.labels",
            "Invalid value: `selector` does not match template `labels`");
      }
    }
  }
}
