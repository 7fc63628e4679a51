package dev.skerry.control.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.model.custom.CustomKinds;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Kind;
import dev.skerry.model.schema.Cause;
import dev.skerry.model.schema.FieldPath;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RuleBookTest {
  private static final String PROPERTIES =
      """
      'n': {'type': 'integer'}, 'ratio': {'type': 'number'}, 'name': {'type': 'string'},
      'since': {'type': 'string', 'format': 'date-time'}, 'wait': {'type': 'string', 'format':
      'duration'}, 'port': {'x-kubernetes-int-or-string': true}, 'a-b': {'type': 'string'},
      'in': {'type': 'string'}, 'labels': {'type': 'object', 'additionalProperties': {'type':
      'string'}}, 'list': {'type': 'array', 'items': {'type': 'integer'}},
      'crew': {'type': 'array', 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys':
      ['name'], 'items': {'type': 'object', 'required': ['name'], 'properties': {'name': {'type':
      'string'}, 'age': {'type': 'integer'}}, 'x-kubernetes-validations': [{'rule':
      'self.age >= oldSelf.age', 'message': 'nobody grows younger'}]}}
      """;

  private final RuleBook book = new RuleBook();

  private static Obj obj(String text) {
    return JsonText.stored(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  /// A schema whose `spec` has these rules.
  private static Obj schema(String rules) {
    return obj(
        "{'type': 'object', 'properties': {'spec': {'type': 'object', 'properties': {"
            + PROPERTIES
            + "}, 'x-kubernetes-validations': ["
            + rules
            + "]}}}");
  }

  private static String rule(String text) {
    return "{'rule': '" + text + "'}";
  }

  private static Kind kind(String rules) {
    Obj definition =
        obj("{'spec': {'group': 'a.test', 'names': {'plural': 'boats', 'kind': 'Boat'}, 'versions':"
                + " [{'name': 'v1', 'served': true, 'storage': true}]}, 'status': {'conditions':"
                + " [{'type': 'Established', 'status': 'True'}]}}")
            .withAt(Json.array(List.of(version(rules))), "spec", "versions");
    return CustomKinds.of(definition).getFirst();
  }

  private static Obj version(String rules) {
    return obj("{'name': 'v1', 'served': true, 'storage': true}")
        .withAt(schema(rules), "schema", "openAPIV3Schema");
  }

  private List<String> broken(String rules, Optional<String> before, String spec) {
    return book
        .check(
            kind(rules), before.map(b -> obj("{'spec': " + b + "}")), obj("{'spec': " + spec + "}"))
        .stream()
        .map(Cause::toString)
        .toList();
  }

  private boolean holds(String rule, String spec) {
    return broken(rule(rule), Optional.empty(), spec).isEmpty();
  }

  private static List<String> problems(String rules) {
    return RuleBook.problems(schema(rules), FieldPath.ROOT).stream().map(Cause::toString).toList();
  }

  @Test
  void aRuleThatCannotBeReadIsRefusedWhereItStands() {
    assertThat(problems(rule("self.n > 1"))).isEmpty();
    assertThat(problems(rule("self.m > 1")))
        .singleElement()
        .asString()
        .startsWith(
            "properties[spec].x-kubernetes-validations[0].rule: Invalid value: \"self.m > 1\"")
        .contains("undefined field");
    assertThat(problems(rule("self.n")))
        .singleElement()
        .asString()
        .endsWith("cel expression must evaluate to a bool");
    assertThat(problems("{'rule': 'true', 'messageExpression': 'self.n'}"))
        .singleElement()
        .asString()
        .endsWith("cel expression must evaluate to a string");
    assertThat(problems("{'rule': 'true', 'reason': 'Because'}")).hasSize(1);
    assertThat(problems(rule("quantity(self.name).isLessThan(quantity(self.name))"))).isEmpty();
    assertThat(problems(rule("authorizer.path(self.name) == self.name"))).hasSize(1);
  }

  @Test
  void valuesHaveTheTypesThatTheirSchemaSays() {
    assertThat(holds("self.n + 1 == 3", "{'n': 2}")).isTrue();
    assertThat(holds("self.ratio > 0.5", "{'ratio': 1}")).isTrue();
    assertThat(
            holds(
                "self.since < timestamp(\\\"2027-01-01T00:00:00Z\\\")",
                "{'since': '2026-11-20T09:00:00Z'}"))
        .isTrue();
    assertThat(holds("self.wait == duration(\\\"90m\\\")", "{'wait': '1h30m'}")).isTrue();
    assertThat(holds("self.port == 80", "{'port': 80}")).isTrue();
    assertThat(holds("self.port == \\\"http\\\"", "{'port': 'http'}")).isTrue();
    assertThat(holds("self.a__dash__b == self.__in__", "{'a-b': 'x', 'in': 'x'}")).isTrue();
    assertThat(holds("self.labels.all(k, self.labels[k].startsWith(k))", "{'labels': {'a': 'ab'}}"))
        .isTrue();
    assertThat(
            holds(
                "self.list.isSorted() && self.list.sum() == 6 && self.list.max() == 3",
                "{'list': [1, 2, 3]}"))
        .isTrue();
    assertThat(holds("self.list.isSorted()", "{'list': [2, 1]}")).isFalse();
    assertThat(holds("has(self.n)", "{}")).isFalse();
    assertThat(holds("self.?name.orValue(\\\"x\\\") == \\\"x\\\"", "{}")).isTrue();
  }

  @Test
  void aBrokenRuleSaysWhatAndWhere() {
    assertThat(broken(rule("self.n > 1"), Optional.empty(), "{'n': 1}"))
        .containsExactly("spec: Invalid value: \"object\": failed rule: self.n > 1");
    assertThat(
            broken(
                "{'rule': 'self.n > 1', 'reason': 'FieldValueForbidden', 'fieldPath': '.n',"
                    + " 'message': 'too few'}",
                Optional.empty(),
                "{'n': 1}"))
        .containsExactly("spec.n: Forbidden: too few");
    assertThat(
            broken(
                "{'rule': 'self.n > 1', 'messageExpression': '\\\"not \\\" + string(self.n)'}",
                Optional.empty(),
                "{'n': 1}"))
        .containsExactly("spec: Invalid value: \"object\": not 1");
    assertThat(broken(rule("self.n > 1"), Optional.empty(), "{}"))
        .singleElement()
        .asString()
        .contains("'n' is not present");
  }

  @Test
  void transitionsAreAskedOnlyWhereThereWasSomething() {
    String grows = rule("self.n >= oldSelf.n");
    assertThat(broken(grows, Optional.empty(), "{'n': 1}")).isEmpty();
    assertThat(broken(grows, Optional.of("{'n': 2}"), "{'n': 1}")).hasSize(1);
    String first = "{'rule': 'oldSelf.hasValue() || self.n == 1', 'optionalOldSelf': true}";
    assertThat(problems(first)).isEmpty();
    assertThat(broken(first, Optional.empty(), "{'n': 2}")).hasSize(1);
    assertThat(broken(first, Optional.of("{'n': 1}"), "{'n': 2}")).isEmpty();
    String before = "{'crew': [{'name': 'ada', 'age': 3}, {'name': 'eve', 'age': 5}]}";
    String after = "{'crew': [{'name': 'eve', 'age': 4}, {'name': 'ada', 'age': 3}]}";
    assertThat(broken(rule("true"), Optional.of(before), after))
        .containsExactly("spec.crew[0]: Invalid value: \"object\": nobody grows younger");
  }

  @Test
  void whatWasBrokenBeforeAndStaysHoldsNobodyUp() {
    String two = rule("self.n > 1") + "," + rule("self.ratio > 0.5");
    assertThat(broken(two, Optional.of("{'n': 1, 'ratio': 1}"), "{'n': 1, 'ratio': 0}"))
        .containsExactly("spec: Invalid value: \"object\": failed rule: self.ratio > 0.5");
  }

  @Test
  void loopsEnd() {
    String list =
        "[" + String.join(",", IntStream.range(0, 100).mapToObj(String::valueOf).toList()) + "]";
    String loop = "self.list.all(a, self.list.all(b, self.list.all(c, a + b + c >= 0)))";
    assertThat(broken(rule(loop), Optional.empty(), "{'list': " + list + "}"))
        .singleElement()
        .asString()
        .contains("Iteration budget exceeded");
  }
}
