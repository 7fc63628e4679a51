package dev.skerry.control.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.model.schema.Cause;
import dev.skerry.model.schema.FieldPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Reads the rules of a schema. Confined to one reading.
final class Compiling {
  /// Reading one takes some hundredths of a second while the process is young.
  private static final int MAX_RULES = 500;

  private static final String RULES = "x-kubernetes-validations";
  private static final List<String> REASONS =
      List.of(
          "FieldValueInvalid", "FieldValueForbidden", "FieldValueRequired", "FieldValueDuplicate");
  private static final Obj METADATA =
      text("generateName", text("name", Obj.EMPTY)).with("type", "object");

  private final List<Cause> causes = new ArrayList<>();
  private int count;

  private Compiling() {}

  static List<Cause> problems(Obj openApi, FieldPath path) {
    var compiling = new Compiling();
    compiling.place(whole(openApi), "Self", path);
    return List.copyOf(compiling.causes);
  }

  /// The rules that can be read, which are all of them where [#problems] found none.
  static Ruled ruled(Obj openApi) {
    return new Compiling().place(whole(openApi), "Self", FieldPath.ROOT);
  }

  private static Obj text(String property, Obj schema) {
    return schema.withAt(Json.of("string"), "properties", property, "type");
  }

  /// What every object has can be looked at, its metadata as far as it says its name.
  private static Obj whole(Obj openApi) {
    Obj named = text("kind", text("apiVersion", openApi));
    return named.withAt(METADATA, "properties", "metadata");
  }

  private Ruled place(Obj schema, String name, FieldPath path) {
    var properties = new TreeMap<String, Ruled>();
    schema
        .obj("properties")
        .forEach((property, place) -> {
          FieldPath here = path.field("properties").key(property);
          inner(place, name + "." + property, here).ifPresent(r -> properties.put(property, r));
        });
    Optional<Ruled> values =
        schema
            .find("additionalProperties")
            .flatMap(v -> inner(v, name + ".@values", path.field("additionalProperties")));
    Optional<Ruled> items =
        schema.find("items").flatMap(v -> inner(v, name + ".@items", path.field("items")));
    return new Ruled(
        schema,
        rules(schema, name, path),
        Collections.unmodifiableSortedMap(properties),
        values,
        items);
  }

  private Optional<Ruled> inner(Json schema, String name, FieldPath path) {
    return schema instanceof Obj place
        ? Optional.of(place(place, name, path)).filter(ruled -> !ruled.isEmpty())
        : Optional.empty();
  }

  private List<Ruled.Rule> rules(Obj schema, String name, FieldPath path) {
    List<Json> rules = schema.items(RULES);
    if (rules.isEmpty()) {
      return List.of();
    }
    count += rules.size();
    if (count > MAX_RULES) {
      causes.add(
          new Cause(
              Cause.Reason.FORBIDDEN,
              path.field(RULES).toString(),
              "Forbidden: a schema may have at most " + MAX_RULES + " rules"));
      return List.of();
    }
    var types = new Types();
    CelType self = types.of(schema, name);
    var read = new ArrayList<Ruled.Rule>();
    for (int i = 0; i < rules.size(); i++) {
      rule(rules.get(i), new Language(types, self), path.field(RULES).index(i))
          .ifPresent(read::add);
    }
    return List.copyOf(read);
  }

  private Optional<Ruled.Rule> rule(Json rule, Language language, FieldPath path) {
    boolean optional = rule.isTrue("optionalOldSelf");
    CelType self = language.self();
    CelType old = optional ? OptionalType.create(self) : self;
    Optional<CelAbstractSyntaxTree> judged =
        read(rule, "rule", language.compile(old, rule.text("rule")), path, SimpleType.BOOL);
    String expression = rule.text("messageExpression");
    Optional<CelAbstractSyntaxTree> message =
        expression.isEmpty()
            ? Optional.empty()
            : read(
                rule,
                "messageExpression",
                language.compile(old, expression),
                path,
                SimpleType.STRING);
    String reason = rule.text("reason");
    if (!reason.isEmpty() && !REASONS.contains(reason)) {
      causes.add(
          new Cause(
              Cause.Reason.NOT_SUPPORTED,
              path.field("reason").toString(),
              "Unsupported value: "
                  + JsonText.write(Json.of(reason))
                  + ": supported values: "
                  + JsonText.write(Json.strings(REASONS))));
    }
    String said = rule.text("message");
    return judged.map(tree ->
        new Ruled.Rule(
            program(tree),
            old(tree, optional),
            message.map(Compiling::program),
            said.isEmpty() ? "failed rule: " + rule.text("rule").strip() : said,
            reason(reason),
            rule.text("fieldPath")));
  }

  private static Ruled.Old old(CelAbstractSyntaxTree tree, boolean optional) {
    boolean used =
        tree.getReferenceMap().values().stream().anyMatch(r -> r.name().equals("oldSelf"));
    return !used ? Ruled.Old.UNUSED : optional ? Ruled.Old.OPTIONAL : Ruled.Old.REQUIRED;
  }

  private Optional<CelAbstractSyntaxTree> read(
      Json rule, String field, CelValidationResult result, FieldPath path, CelType wanted) {
    try {
      CelAbstractSyntaxTree tree = result.getAst();
      boolean fits = tree.getResultType().equals(wanted);
      if (fits || tree.getResultType().equals(SimpleType.DYN)) {
        return Optional.of(tree);
      }
      String type = wanted.equals(SimpleType.BOOL) ? "bool" : "string";
      wrong(rule, field, path, "cel expression must evaluate to a " + type);
    } catch (CelValidationException unreadable) {
      wrong(rule, field, path, "compilation failed: " + unreadable.getMessage());
    }
    return Optional.empty();
  }

  private void wrong(Json rule, String field, FieldPath path, String sentence) {
    String shown = JsonText.write(Json.of(rule.text(field)));
    causes.add(Cause.invalid(path.field(field), shown, sentence));
  }

  private static Cause.Reason reason(String name) {
    return switch (name) {
      case "FieldValueForbidden" -> Cause.Reason.FORBIDDEN;
      case "FieldValueRequired" -> Cause.Reason.REQUIRED;
      case "FieldValueDuplicate" -> Cause.Reason.DUPLICATE;
      default -> Cause.Reason.INVALID;
    };
  }

  private static CelRuntime.Program program(CelAbstractSyntaxTree tree) {
    try {
      return Language.RUNTIME.createProgram(tree);
    } catch (CelEvaluationException broken) {
      throw new IllegalStateException("a checked expression makes no program", broken);
    }
  }
}
