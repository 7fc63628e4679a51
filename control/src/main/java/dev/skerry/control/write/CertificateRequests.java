package dev.skerry.control.write;

import dev.skerry.control.access.User;
import dev.skerry.control.signing.RequestState;
import dev.skerry.control.signing.RequestedName;
import dev.skerry.control.signing.Signers;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// What a CertificateSigningRequest says of who made it, who may approve and sign it, and what of
/// it may change. Source: Kubernetes, `pkg/registry/certificates`, `pkg/apis/certificates` and the
/// admission plugins CertificateApproval, CertificateSigning and CertificateSubjectRestriction.
final class CertificateRequests {
  static final String APPROVAL = "approval";
  private static final long SHORTEST_SECONDS = 600;
  private static final List<String> DECISIONS = List.of(RequestState.APPROVED, RequestState.DENIED);
  private static final List<String> LASTING =
      List.of(RequestState.APPROVED, RequestState.DENIED, RequestState.FAILED);
  private static final List<String> USAGES =
      List.of(
          "signing",
          "digital signature",
          "content commitment",
          "key encipherment",
          "key agreement",
          "data encipherment",
          "cert sign",
          "crl sign",
          "encipher only",
          "decipher only",
          "any",
          "server auth",
          "client auth",
          "code signing",
          "email protection",
          "s/mime",
          "ipsec end system",
          "ipsec tunnel",
          "ipsec user",
          "timestamping",
          "ocsp signing",
          "microsoft sgc",
          "netscape sgc");

  private CertificateRequests() {}

  static boolean isOne(Case about) {
    return about.key().kind().equals(Signers.REQUEST);
  }

  /// Says who made it; later nothing of its spec changes.
  static Obj admit(Case about, Optional<Obj> live, Obj object) throws Rejected {
    if (live.isPresent()) {
      return object.with("spec", live.get().obj("spec"));
    }
    User user = about.request().user();
    Obj spec =
        object
            .obj("spec")
            .without("uid")
            .without("extra")
            .with("username", user.name())
            .with("groups", Json.strings(user.groups()));
    if (spec.text("signerName").equals(Signers.CLIENT)) {
      Optional<String> objection = name(spec).flatMap(Signers::objection);
      if (objection.isPresent()) {
        throw forbidden(about, objection.get());
      }
    }
    return object.with("spec", spec);
  }

  private static Optional<User> name(Obj spec) {
    try {
      return RequestedName.of(Base64.getDecoder().decode(spec.text("request")));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Rejected forbidden(Case about, String why) {
    return Rejected.because(
        about,
        Refusal.Reason.FORBIDDEN,
        about.kind().resource() + " \"" + about.key().name() + "\" is forbidden: " + why);
  }

  /// The live object with the conditions of another.
  static Obj conditionsOf(Obj live, Obj other) {
    return other
        .at("status", "conditions")
        .map(conditions -> live.withAt(conditions, "status", "conditions"))
        .orElse(live.withoutAt("status", "conditions"));
  }

  /// A status as it may be written: decisions change by `approval` only, and what is new has a
  /// time.
  static Obj admitStatus(Case about, Obj live, Obj object) throws Rejected {
    boolean approval = about.request().subresource().equals(APPROVAL);
    boolean decides = DECISIONS.stream().anyMatch(type -> !of(live, type).equals(of(object, type)));
    Obj kept = approval || !decides ? object : conditionsOf(object, live);
    Obj told = timed(about, live, kept);
    String signer = live.text("spec", "signerName");
    if (approval) {
      require(about, "approve", signer);
    } else if (!live.obj("status").equals(told.obj("status"))) {
      require(about, "sign", signer);
    }
    return told;
  }

  private static void require(Case about, String verb, String signer) throws Rejected {
    if (!Signers.may(about.view(), about.request().user(), verb, signer)) {
      throw forbidden(
          about, "user not permitted to " + verb + " requests with signerName \"" + signer + "\"");
    }
  }

  private static List<Json> of(Obj request, String type) {
    return request.items("status", "conditions").stream()
        .filter(condition -> condition.text("type").equals(type))
        .toList();
  }

  private static Obj timed(Case about, Obj live, Obj object) {
    if (object.at("status", "conditions").isEmpty()) {
      return object;
    }
    var timed = new ArrayList<Json>();
    for (Json each : object.items("status", "conditions")) {
      timed.add(each instanceof Obj condition ? timedCondition(about, live, condition) : each);
    }
    return object.withAt(Json.array(timed), "status", "conditions");
  }

  private static Obj timedCondition(Case about, Obj live, Obj condition) {
    Obj out =
        condition.text("lastUpdateTime").isEmpty()
            ? condition.with("lastUpdateTime", about.time())
            : condition;
    if (!out.text("lastTransitionTime").isEmpty()) {
      return out;
    }
    String since =
        of(live, out.text("type")).stream()
            .filter(before -> before.text("status").equals(out.text("status")))
            .map(before -> before.text("lastTransitionTime"))
            .filter(time -> !time.isEmpty())
            .findFirst()
            .orElse(about.time());
    return out.with("lastTransitionTime", since);
  }

  /// What is wrong with one that its schema takes.
  static List<Refusal.Cause> check(Optional<Obj> live, Obj object) {
    var wrong = new ArrayList<Refusal.Cause>();
    if (live.isEmpty()) {
      spec(object.obj("spec"), wrong);
    }
    conditions(object, wrong);
    live.ifPresent(before -> changes(before, object, wrong));
    return wrong;
  }

  private static void spec(Obj spec, List<Refusal.Cause> wrong) {
    if (name(spec).isEmpty()) {
      wrong.add(
          cause(
              "Invalid",
              "spec.request",
              "Invalid value: PEM block type must be CERTIFICATE REQUEST, with a PKCS #10 request"));
    }
    List<Json> usages = spec.items("usages");
    if (usages.isEmpty()) {
      wrong.add(cause("Required", "spec.usages", "Required value: usages are required"));
    }
    for (int i = 0; i < usages.size(); i++) {
      String field = "spec.usages[" + i + "]";
      String usage = usages.get(i).string().orElse("");
      if (!USAGES.contains(usage)) {
        wrong.add(cause("NotSupported", field, "Unsupported value: \"" + usage + "\""));
      } else if (usages.indexOf(usages.get(i)) < i) {
        wrong.add(cause("Duplicate", field, "Duplicate value: \"" + usage + "\""));
      }
    }
    signer(spec.text("signerName")).ifPresent(wrong::add);
    if (spec.integer("expirationSeconds").orElse(SHORTEST_SECONDS) < SHORTEST_SECONDS) {
      wrong.add(
          cause(
              "Invalid",
              "spec.expirationSeconds",
              "Invalid value: "
                  + spec.integer("expirationSeconds").orElse(0)
                  + ": may not specify a duration less than 600 seconds (10 minutes)"));
    }
  }

  private static Optional<Refusal.Cause> signer(String name) {
    String[] parts = name.split("/", -1);
    boolean good = parts.length == 2 && parts[0].contains(".") && !parts[1].isEmpty();
    String why =
        name.equals("kubernetes.io/legacy-unknown")
            ? "the legacy signerName is not allowed via this API version"
            : good
                ? ""
                : "must be a fully qualified domain and path of the form 'example.com/signer-name'";
    return why.isEmpty()
        ? Optional.empty()
        : Optional.of(
            cause("Invalid", "spec.signerName", "Invalid value: \"" + name + "\": " + why));
  }

  private static void conditions(Obj object, List<Refusal.Cause> wrong) {
    var state = new RequestState(object);
    List<Json> conditions = object.items("status", "conditions");
    for (int i = 0; i < conditions.size(); i++) {
      Json condition = conditions.get(i);
      if (LASTING.contains(condition.text("type")) && !condition.text("status").equals("True")) {
        wrong.add(
            cause(
                "NotSupported",
                "status.conditions[" + i + "].status",
                "Unsupported value: \""
                    + condition.text("status")
                    + "\": supported values: \"True\""));
      }
    }
    if (state.is(RequestState.APPROVED) && state.is(RequestState.DENIED)) {
      wrong.add(
          cause(
              "Invalid",
              "status.conditions",
              "Invalid value: Approved and Denied conditions are mutually exclusive"));
    }
  }

  private static void changes(Obj live, Obj object, List<Refusal.Cause> wrong) {
    var before = new RequestState(live);
    var after = new RequestState(object);
    for (String type : LASTING) {
      if (before.is(type) && !after.is(type)) {
        wrong.add(
            cause(
                "Forbidden",
                "status.conditions",
                "Forbidden: updates may not remove a condition of type \"" + type + "\""));
      }
    }
    if (before.issued()
        && !live.text("status", "certificate").equals(object.text("status", "certificate"))) {
      wrong.add(
          cause(
              "Forbidden",
              "status.certificate",
              "Forbidden: updates may not modify existing certificate content"));
    } else if (after.issued() && !before.issued() && !isPem(object)) {
      wrong.add(
          cause(
              "Invalid",
              "status.certificate",
              "Invalid value: must be one or more PEM blocks of type CERTIFICATE"));
    }
  }

  private static boolean isPem(Obj object) {
    byte[] text = Base64.getDecoder().decode(object.text("status", "certificate"));
    return new String(text, StandardCharsets.ISO_8859_1).contains("-----BEGIN CERTIFICATE-----");
  }

  private static Refusal.Cause cause(String reason, String field, String message) {
    return new Refusal.Cause("FieldValue" + reason, message, field);
  }
}
