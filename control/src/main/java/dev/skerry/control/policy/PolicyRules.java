package dev.skerry.control.policy;

import dev.skerry.control.rule.Expression;
import dev.skerry.control.workload.KindNames;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.schema.Cause;
import dev.skerry.model.schema.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What a policy and a binding must be beyond their schemas, expressions that can be read above
/// all. Source: `pkg/apis/admissionregistration/validation` of Kubernetes.
public final class PolicyRules {
  /// Of a policy, conditions, variables and validations together.
  private static final int MAX_EXPRESSIONS = 200;

  private static final FieldPath SPEC = FieldPath.ROOT.field("spec");
  private static final Pattern IDENTIFIER = Pattern.compile("[_a-zA-Z][_a-zA-Z0-9]*");
  private static final List<String> RULE_LISTS =
      List.of("apiGroups", "apiVersions", "operations", "resources");
  private static final List<String> ACTIONS = List.of("Audit", "Deny", "Warn");

  private final List<Cause> causes = new ArrayList<>();

  private PolicyRules() {}

  /// What is wrong with a policy or a binding; nothing is with any other kind.
  ///
  /// @param before as it was; empty for a new one
  public static List<Cause> check(GroupKind kind, Optional<Obj> before, Obj object) {
    boolean same = before.filter(was -> was.obj("spec").equals(object.obj("spec"))).isPresent();
    var rules = new PolicyRules();
    if (kind.equals(KindNames.POLICY) && !same) {
      rules.policy(object.obj("spec"));
    } else if (kind.equals(KindNames.POLICY_BINDING) && !same) {
      rules.binding(object.obj("spec"));
    }
    return List.copyOf(rules.causes);
  }

  /// What of a policy or a binding is kept and not acted on.
  public static List<String> unheeded(GroupKind kind, Obj object) {
    var told = new ArrayList<String>();
    if (kind.equals(KindNames.POLICY)) {
      if (!object.items("spec", "auditAnnotations").isEmpty()) {
        told.add(
            "spec.auditAnnotations is kept and not evaluated: the audit log has no such notes");
      }
      boolean connect =
          object.items("spec", "matchConstraints", "resourceRules").stream()
              .anyMatch(rule -> rule.items("operations").contains(Json.of("CONNECT")));
      if (connect) {
        told.add("policies are not asked about the operation CONNECT");
      }
    }
    if (kind.equals(KindNames.POLICY_BINDING)
        && object.items("spec", "validationActions").contains(Json.of("Audit"))) {
      told.add("spec.validationActions: Audit is kept and writes nothing into the audit log");
    }
    return told;
  }

  private void required(FieldPath path, String detail) {
    causes.add(Cause.required(path, detail));
  }

  private void invalid(FieldPath path, String value, String detail) {
    causes.add(Cause.invalid(path, JsonText.write(Json.of(value)), detail));
  }

  private void policy(Obj spec) {
    FieldPath constraints = SPEC.field("matchConstraints");
    if (spec.obj("matchConstraints").isEmpty()) {
      required(constraints, "");
    } else if (spec.items("matchConstraints", "resourceRules").isEmpty()) {
      required(constraints.field("resourceRules"), "");
    }
    resources(spec.obj("matchConstraints"), constraints);
    if (spec.items("validations").isEmpty() && spec.items("auditAnnotations").isEmpty()) {
      required(
          SPEC.field("validations"),
          "validations or auditAnnotations must contain at least one item");
    }
    int count =
        spec.items("matchConditions").size()
            + spec.items("variables").size()
            + spec.items("validations").size();
    if (count > MAX_EXPRESSIONS) {
      causes.add(
          new Cause(
              Cause.Reason.TOO_MANY,
              "spec",
              "Too many: " + count + ": must have at most " + MAX_EXPRESSIONS + " expressions"));
      return;
    }
    paramKind(spec.obj("paramKind"));
    expressions(spec);
  }

  private void paramKind(Obj kind) {
    for (String field : List.of("apiVersion", "kind")) {
      if (!kind.isEmpty() && kind.text(field).isEmpty()) {
        required(SPEC.field("paramKind").field(field), "");
      }
    }
  }

  private void expressions(Obj spec) {
    List<Json> conditions = spec.items("matchConditions");
    for (int i = 0; i < conditions.size(); i++) {
      FieldPath path = SPEC.field("matchConditions").index(i);
      read(conditions.get(i), "expression", path, Expression.Type.BOOL, List.of());
    }
    var names = new ArrayList<String>();
    List<Json> variables = spec.items("variables");
    for (int i = 0; i < variables.size(); i++) {
      FieldPath path = SPEC.field("variables").index(i);
      String name = variables.get(i).text("name");
      if (!IDENTIFIER.matcher(name).matches()) {
        invalid(path.field("name"), name, "name is not a valid CEL identifier");
      }
      read(variables.get(i), "expression", path, Expression.Type.ANYTHING, List.copyOf(names));
      names.add(name);
    }
    List<Json> validations = spec.items("validations");
    for (int i = 0; i < validations.size(); i++) {
      FieldPath path = SPEC.field("validations").index(i);
      read(validations.get(i), "expression", path, Expression.Type.BOOL, names);
      if (!validations.get(i).text("messageExpression").isEmpty()) {
        read(validations.get(i), "messageExpression", path, Expression.Type.STRING, names);
      }
    }
  }

  private void read(
      Json of, String field, FieldPath path, Expression.Type wanted, List<String> variables) {
    String text = of.text(field);
    Expression read = Expression.read(text, wanted, variables);
    if (!read.problem().isEmpty()) {
      invalid(path.field(field), text, read.problem());
    }
  }

  private void resources(Obj match, FieldPath path) {
    for (String list : List.of("resourceRules", "excludeResourceRules")) {
      List<Json> rules = match.items(list);
      for (int i = 0; i < rules.size(); i++) {
        for (String field : RULE_LISTS) {
          if (rules.get(i).items(field).isEmpty()) {
            required(path.field(list).index(i).field(field), "");
          }
        }
      }
    }
  }

  private void binding(Obj spec) {
    if (spec.text("policyName").isEmpty()) {
      required(SPEC.field("policyName"), "");
    }
    resources(spec.obj("matchResources"), SPEC.field("matchResources"));
    FieldPath path = SPEC.field("validationActions");
    var actions = new TreeSet<String>();
    spec.items("validationActions").forEach(a -> a.string().ifPresent(actions::add));
    if (actions.isEmpty()) {
      required(path, "at least one validation action is required");
    }
    for (String action : actions) {
      if (!ACTIONS.contains(action)) {
        causes.add(
            new Cause(
                Cause.Reason.NOT_SUPPORTED,
                path.toString(),
                "Unsupported value: "
                    + JsonText.write(Json.of(action))
                    + ": supported values: "
                    + JsonText.write(Json.strings(ACTIONS))));
      }
    }
    if (actions.containsAll(List.of("Deny", "Warn"))) {
      invalid(
          path,
          actions.toString(),
          "must not contain both Deny and Warn (repeating the same validation failure information"
              + " in the API response and headers serves no purpose)");
    }
    paramRef(spec.obj("paramRef"));
  }

  private void paramRef(Obj ref) {
    if (ref.isEmpty()) {
      return;
    }
    FieldPath path = SPEC.field("paramRef");
    boolean named = !ref.text("name").isEmpty();
    boolean selected = ref.at("selector").isPresent();
    if (named == selected) {
      required(path.field("name"), "one of name or selector must be specified");
    }
    if (ref.text("parameterNotFoundAction").isEmpty()) {
      required(path.field("parameterNotFoundAction"), "");
    }
  }
}
