package dev.skerry.model.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.model.schema.Cause;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The sentences are those that Kubernetes' API server gives for the same schema and value.
final class ValueRulesTest {
  private static Obj obj(String text) {
    return JsonText.stored(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  /// What is wrong with `spec` where it has this schema.
  private static List<String> wrong(String schema, String value) {
    Obj openApi = obj("{'type':'object','properties':{'spec':" + schema + "}}");
    return ValueRules.of(openApi).check(obj("{'spec':" + value + "}")).stream()
        .map(Cause::toString)
        .toList();
  }

  @Test
  void aValueOfAnotherTypeIsNamedByItsType() {
    assertThat(wrong("{'type':'integer'}", "'x'"))
        .containsExactly(
            "spec: Invalid value: \"string\": spec in body must be of type integer: \"string\"");
    assertThat(wrong("{'type':'integer'}", "1.5")).hasSize(1);
    assertThat(wrong("{'type':'integer'}", "1.0")).isEmpty();
    assertThat(wrong("{'type':'number'}", "1")).isEmpty();
    assertThat(wrong("{'type':'integer','format':'int32'}", "3000000000"))
        .containsExactly(
            "spec: Invalid value: \"int64\": spec in body must be of type int32: \"int64\"");
    assertThat(wrong("{'x-kubernetes-int-or-string':true}", "true")).hasSize(1);
    assertThat(wrong("{'x-kubernetes-int-or-string':true}", "'80%'")).isEmpty();
    assertThat(wrong("{'type':'string'}", "null")).hasSize(1);
    assertThat(wrong("{'type':'string','nullable':true}", "null")).isEmpty();
  }

  @Test
  void limitsAreInclusiveUnlessTheySayOtherwise() {
    String range = "{'type':'integer','minimum':1,'maximum':10}";
    assertThat(wrong(range, "1")).isEmpty();
    assertThat(wrong(range, "11"))
        .containsExactly(
            "spec: Invalid value: 11: spec in body should be less than or equal to 10");
    assertThat(wrong("{'type':'number','minimum':0,'exclusiveMinimum':true}", "0"))
        .containsExactly("spec: Invalid value: 0: spec in body should be greater than 0");
    assertThat(wrong("{'type':'number','multipleOf':0.5}", "1.25"))
        .containsExactly("spec: Invalid value: 1.25: spec in body should be a multiple of 0.5");
  }

  @Test
  void textsAreMeasuredMatchedAndChosenFrom() {
    assertThat(wrong("{'type':'string','maxLength':2}", "'abc'"))
        .containsExactly("spec: Too long: may not be more than 2 bytes");
    assertThat(wrong("{'type':'string','minLength':2}", "'a'"))
        .containsExactly(
            "spec: Invalid value: \"a\": spec in body should be at least 2 chars long");
    assertThat(wrong("{'type':'string','pattern':'^a+$'}", "'b'"))
        .containsExactly("spec: Invalid value: \"b\": spec in body should match '^a+$'");
    assertThat(wrong("{'type':'string','enum':['a','b']}", "'c'"))
        .containsExactly("spec: Unsupported value: \"c\": supported values: \"a\", \"b\"");
  }

  @Test
  void formatsThatAreKnownHold() {
    String format = "{'type':'string','format':'%s'}";
    List<String> good =
        List.of(
            "date-time 2026-11-20T09:12:00.5Z",
            "date 2026-02-28",
            "duration 1h30m",
            "email ada@skerry.test",
            "hostname a.b-c.d",
            "ipv4 10.0.0.1",
            "ipv6 fe80::1",
            "ipv6 ::ffff:1.2.3.4",
            "cidr 10.0.0.0/8",
            "mac 00:1b:44:11:3a:b7",
            "uuid 123e4567-e89b-12d3-a456-426614174000",
            "uri https://a.b/c",
            "byte aGk=",
            "colour anything");
    List<String> bad =
        List.of(
            "date-time yesterday",
            "date 2026-02-30",
            "duration 1x",
            "email ada",
            "hostname -a",
            "ipv4 10.0.0.256",
            "ipv6 1::2::3",
            "ipv6 1:2:3",
            "cidr 10.0.0.0/33",
            "mac 00:1b",
            "uuid 123",
            "uri not a uri",
            "byte ?");
    for (String each : good) {
      String[] parts = each.split(" ", 2);
      assertThat(wrong(format.formatted(parts[0]), "'" + parts[1] + "'")).as(each).isEmpty();
    }
    for (String each : bad) {
      String[] parts = each.split(" ", 2);
      assertThat(wrong(format.formatted(parts[0]), "'" + parts[1] + "'")).as(each).hasSize(1);
    }
  }

  @Test
  void listsAndObjectsAreCounted() {
    String list = "{'type':'array','maxItems':2,'minItems':1,'items':{'type':'string'}}";
    assertThat(wrong(list, "['a','b','c']"))
        .containsExactly("spec: Too many: 3: must have at most 2 items");
    assertThat(wrong(list, "[]"))
        .containsExactly("spec: Invalid value: []: spec in body should have at least 1 items");
    assertThat(wrong(list, "['a',1]")).singleElement().asString().startsWith("spec[1]: ");
    String map = "{'type':'object','minProperties':1,'additionalProperties':{'type':'integer'}}";
    assertThat(wrong(map, "{}")).hasSize(1);
    assertThat(wrong(map, "{'a':'x'}")).singleElement().asString().startsWith("spec.a: ");
    assertThat(wrong("{'type':'object','required':['a']}", "{}"))
        .containsExactly("spec.a: Required value");
  }

  @Test
  void alternativesTellWhatTheNearestOneLacks() {
    String one = "{'type':'object','oneOf':[{'required':['a']},{'required':['b']}]}";
    assertThat(wrong(one, "{'a':1}")).isEmpty();
    assertThat(wrong(one, "{}"))
        .containsExactly(
            "spec.a: Required value",
            "spec: Invalid value: \"\": \"spec\" must validate one and only one schema (oneOf)."
                + " Found none valid");
    assertThat(wrong(one, "{'a':1,'b':1}"))
        .containsExactly(
            "spec: Invalid value: \"\": \"spec\" must validate one and only one schema (oneOf)."
                + " Found 2 valid alternatives");
    assertThat(wrong("{'type':'object','anyOf':[{'required':['a']}]}", "{}")).hasSize(2);
    assertThat(wrong("{'type':'object','allOf':[{'required':['a']}]}", "{}")).hasSize(1);
    assertThat(wrong("{'type':'object','not':{'required':['a']}}", "{'a':1}"))
        .containsExactly("spec: Invalid value: \"\": \"spec\" must not validate the schema (not)");
  }
}
