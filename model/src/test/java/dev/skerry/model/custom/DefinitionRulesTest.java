package dev.skerry.model.custom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.model.schema.Cause;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DefinitionRulesTest {
  private static final String BOATS =
      """
      {'metadata':{'name':'boats.harbour.test'},
       'spec':{'group':'harbour.test','scope':'Namespaced',
        'names':{'plural':'boats','singular':'boat','kind':'Boat','listKind':'BoatList'},
        'versions':[{'name':'v1','served':true,'storage':true,
         'schema':{'openAPIV3Schema':{'type':'object','properties':{'spec':SPEC}}}}]}}
      """;
  private static final String AT = "spec.versions[0].schema.openAPIV3Schema.properties[spec]";

  private static Obj obj(String text) {
    return JsonText.stored(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static Obj boats() {
    return obj(BOATS.replace("SPEC", "{'type':'object'}"));
  }

  private static List<String> wrong(Obj definition) {
    return DefinitionRules.check(Optional.empty(), definition).stream()
        .map(Cause::toString)
        .toList();
  }

  /// What is wrong with this schema of `spec`, below its place.
  private static List<String> schema(String spec) {
    return wrong(obj(BOATS.replace("SPEC", spec))).stream()
        .map(each -> each.replace(AT, "@"))
        .toList();
  }

  @Test
  void aPlainDefinitionIsGood() {
    assertThat(wrong(boats())).isEmpty();
  }

  @Test
  void namesAndGroupsAreSoundAndTheirOwn() {
    assertThat(wrong(boats().withAt(Json.of("x"), "metadata", "name")))
        .containsExactly(
            "metadata.name: Invalid value: \"x\": must be spec.names.plural+\".\"+spec.group");
    for (String group : List.of("apps", "skerry.dev", "my.skerry.dev", "coordination.k8s.io")) {
      Obj taken =
          boats()
              .withAt(Json.of(group), "spec", "group")
              .withAt(Json.of("boats." + group), "metadata", "name");
      assertThat(wrong(taken)).singleElement().asString().contains("serves itself");
    }
    Obj guarded =
        boats()
            .withAt(Json.of("x.k8s.io"), "spec", "group")
            .withAt(Json.of("boats.x.k8s.io"), "metadata", "name");
    assertThat(wrong(guarded)).singleElement().asString().contains("api-approved");
    assertThat(
            wrong(
                guarded.withAt(
                    Json.of("unapproved, test"),
                    "metadata",
                    "annotations",
                    "api-approved.kubernetes.io")))
        .isEmpty();
    assertThat(wrong(boats().withAt(Json.of("Boat"), "spec", "names", "listKind")))
        .containsExactly(
            "spec.names.listKind: Invalid value: \"Boat\": kind and listKind may not be the same");
    assertThat(wrong(boats().withAt(Json.of("1boat"), "spec", "names", "singular"))).hasSize(1);
  }

  @Test
  void oneVersionIsStoredAndNoneIsConverted() {
    Json version = boats().items("spec", "versions").getFirst();
    Obj two = boats().withAt(Json.array(List.of(version, version)), "spec", "versions");
    assertThat(wrong(two))
        .containsExactly(
            "spec.versions: Invalid value: \"v1\": must contain unique version names",
            "spec.versions: Invalid value: [\"v1\"]: must have exactly one version marked as"
                + " storage version");
    assertThat(wrong(boats().withAt(Json.of("Webhook"), "spec", "conversion", "strategy")))
        .containsExactly(
            "spec.conversion.strategy: Unsupported value: \"Webhook\": supported values: \"None\"");
  }

  @Test
  void whatItIsCalledStays() {
    Obj after = boats().withAt(Json.of("Cluster"), "spec", "scope");
    assertThat(DefinitionRules.check(Optional.of(boats()), after))
        .singleElement()
        .asString()
        .contains("spec.scope", "field is immutable");
    Obj stored = boats().withAt(Json.strings(List.of("v0")), "status", "storedVersions");
    assertThat(wrong(stored))
        .containsExactly(
            "status.storedVersions[0]: Invalid value: \"v0\": must appear in spec.versions");
  }

  @Test
  void everyPlaceHasOneTypeThatIsSaidOutsideOfLogic() {
    assertThat(schema("{}"))
        .containsExactly("@.type: Required value: must not be empty for specified object fields");
    assertThat(schema("{'type':'array'}"))
        .containsExactly("@.items: Required value: must be specified");
    assertThat(schema("{'type':'text'}")).singleElement().asString().contains("Unsupported value");
    assertThat(schema("{'x-kubernetes-preserve-unknown-fields':true}")).isEmpty();
    assertThat(
            schema(
                "{'x-kubernetes-int-or-string':true,'anyOf':[{'type':'integer'},{'type':'string'}]}"))
        .isEmpty();
    assertThat(schema("{'type':'object','anyOf':[{'type':'object'}]}"))
        .containsExactly("@.anyOf[0].type: Forbidden: must be empty to be structural");
    assertThat(schema("{'type':'object','oneOf':[{'properties':{'a':{'minimum':1}}}]}"))
        .containsExactly(
            "@.oneOf[0].properties[a]: Required value: must be described outside of logic to be"
                + " structural");
  }

  @Test
  void whatCannotBeStructuralIsForbidden() {
    assertThat(schema("{'type':'object','$ref':'#/x'}"))
        .containsExactly("@.$ref: Forbidden: $ref is not supported");
    assertThat(schema("{'type':'array','uniqueItems':true,'items':{'type':'string'}}")).hasSize(1);
    assertThat(schema("{'type':'object','additionalProperties':false}")).hasSize(1);
    assertThat(
            schema(
                "{'type':'object','properties':{'a':{'type':'string'}},"
                    + "'additionalProperties':{'type':'string'}}"))
        .containsExactly(
            "@.additionalProperties: Forbidden: additionalProperties and properties are mutual"
                + " exclusive");
    assertThat(schema("{'type':'string','pattern':'('}"))
        .singleElement()
        .asString()
        .contains("must be a valid regular expression");
    assertThat(schema("{'type':'integer','default':'x'}"))
        .singleElement()
        .asString()
        .startsWith("@.default: ");
  }

  @Test
  void listsAreMergedByKeysThatAreThere() {
    String list =
        "{'type':'array','x-kubernetes-list-type':'map','x-kubernetes-list-map-keys':[KEYS],"
            + "'items':{'type':'object','required':['name'],'properties':"
            + "{'name':{'type':'string'},'port':{'type':'integer'}}}}";
    assertThat(schema(list.replace("KEYS", "'name'"))).isEmpty();
    assertThat(schema(list.replace("KEYS", ""))).hasSize(1);
    assertThat(schema(list.replace("KEYS", "'none'")))
        .singleElement()
        .asString()
        .contains("entries must all be names of item properties");
    assertThat(schema(list.replace("KEYS", "'port'")))
        .singleElement()
        .asString()
        .contains("must have a default or be a required property");
    assertThat(schema("{'type':'string','x-kubernetes-list-type':'set'}")).hasSize(1);
  }
}
