package dev.skerry.control.write;

import dev.skerry.control.policy.PolicyRules;
import dev.skerry.control.quota.LimitRules;
import dev.skerry.control.rule.RuleBook;
import dev.skerry.model.custom.Definition;
import dev.skerry.model.custom.DefinitionRules;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Custom;
import dev.skerry.model.kind.Naming;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.schema.Cause;
import dev.skerry.model.schema.FieldPath;
import dev.skerry.model.schema.Typing;
import dev.skerry.model.schema.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Types, names and whatever the schema demands. A wrong type is a bad request for a built-in kind,
/// as in Kubernetes, where decoding fails; everything else that is wrong is 422.
final class Validity {
  private Validity() {}

  /// Every value in its one canonical form.
  static Obj typed(Case about, Obj object) throws Rejected {
    Typing.Typed typed = Typing.type(about.kind().schema(), object);
    if (typed.causes().isEmpty()) {
      return typed.value();
    }
    if (about.kind().custom().isPresent()) {
      List<Cause> told = about.kind().custom().get().rules().checkTypes(object);
      throw Rejected.invalid(about, causes(told.isEmpty() ? typed.causes() : told));
    }
    List<String> sentences = typed.causes().stream().map(Cause::toString).toList();
    throw Rejected.because(
        about,
        Refusal.Reason.BAD_REQUEST,
        about.kind().kind()
            + " in version \""
            + about.kind().version()
            + "\" cannot be handled as a "
            + about.kind().kind()
            + ": "
            + String.join("; ", sentences));
  }

  static void check(Case about, RuleBook rules, Optional<Obj> live, Obj object) throws Rejected {
    var wrong = new ArrayList<Refusal.Cause>();
    if (live.isEmpty()) {
      name(about).ifPresent(wrong::add);
    }
    wrong.addAll(causes(Validation.check(about.kind().schema(), object)));
    about.kind().custom().ifPresent(custom -> wrong.addAll(causes(fresh(custom, live, object))));
    if (about.key().kind().equals(Definition.KIND) && wrong.isEmpty()) {
      wrong.addAll(causes(DefinitionRules.check(live, object)));
      wrong.addAll(causes(unreadable(live, object)));
    }
    if (wrong.isEmpty()) {
      wrong.addAll(causes(LimitRules.check(about.key().kind(), live, object)));
      wrong.addAll(causes(PolicyRules.check(about.key().kind(), live, object)));
    }
    if (CertificateRequests.isOne(about) && wrong.isEmpty()) {
      wrong.addAll(CertificateRequests.check(live, object));
    }
    wrong.addAll(owners(object));
    if (wrong.isEmpty()) {
      // A rule may count on what the schema says.
      wrong.addAll(causes(rules.check(about.kind(), live, object)));
    }
    if (!wrong.isEmpty()) {
      throw Rejected.invalid(about, wrong);
    }
  }

  /// Rules that cannot be read, in versions whose schema is another than before.
  private static List<Cause> unreadable(Optional<Obj> live, Obj definition) {
    List<Obj> known = live.map(Validity::schemas).orElse(List.of());
    List<Obj> schemas = schemas(definition);
    var wrong = new ArrayList<Cause>();
    for (int i = 0; i < schemas.size(); i++) {
      if (!known.contains(schemas.get(i))) {
        FieldPath version = FieldPath.ROOT.field("spec").field("versions").index(i);
        FieldPath path = version.field("schema").field("openAPIV3Schema");
        wrong.addAll(RuleBook.problems(schemas.get(i), path));
      }
    }
    return wrong;
  }

  private static List<Obj> schemas(Obj definition) {
    return definition.items("spec", "versions").stream()
        .map(version -> version.obj("schema", "openAPIV3Schema"))
        .toList();
  }

  /// What was wrong already, and stays as it was, holds nobody up: a definition may have become
  /// stricter since (KEP-4008).
  private static List<Cause> fresh(Custom custom, Optional<Obj> live, Obj object) {
    var wrong = new ArrayList<>(custom.rules().check(object));
    if (!wrong.isEmpty() && live.isPresent()) {
      wrong.removeAll(custom.rules().check(live.get()));
    }
    return wrong;
  }

  /// An owner that no object can be would be neither found nor ever seen to be gone.
  private static List<Refusal.Cause> owners(Obj object) {
    var wrong = new ArrayList<Refusal.Cause>();
    List<Json> owners = object.items("metadata", "ownerReferences");
    for (int i = 0; i < owners.size(); i++) {
      String uid = owners.get(i).text("uid");
      if (!Uid.isUid(uid)) {
        wrong.add(
            new Refusal.Cause(
                "FieldValueInvalid",
                "Invalid value: \"" + uid + "\": must be a UUID in lower case",
                "metadata.ownerReferences[" + i + "].uid"));
      }
    }
    return wrong;
  }

  private static Optional<Refusal.Cause> name(Case about) {
    String name = about.key().name();
    Naming naming = about.kind().naming();
    int limit = naming.limit();
    return naming.allows(name)
        ? Optional.empty()
        : Optional.of(
            new Refusal.Cause(
                "FieldValueInvalid",
                "Invalid value: \""
                    + (name.length() > limit ? name.substring(0, limit) + "…" : name)
                    + "\": "
                    + naming.rule(),
                "metadata.name"));
  }

  private static List<Refusal.Cause> causes(List<Cause> causes) {
    return causes.stream()
        .map(c -> new Refusal.Cause(c.reason().text(), c.message(), c.field()))
        .toList();
  }
}
