package dev.skerry.control.custom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.kind.Catalog;
import dev.skerry.control.namespace.NamespaceController;
import dev.skerry.control.story.Story;
import dev.skerry.control.workload.Conditions;
import dev.skerry.model.custom.Definition;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Kinds;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class DefinitionTest {
  private static final GroupKind BOAT = new GroupKind("harbour.test", "Boat");
  private static final ObjectKey BOATS = ObjectKey.of(Definition.KIND, "", "boats.harbour.test");
  private static final ObjectKey ANNA = ObjectKey.of(BOAT, "default", "anna");

  private final Story story =
      new Story("core", new NamespaceController(false), new DefinitionController());
  private final Catalog catalog = new Catalog();

  private static Obj obj(String text) {
    return JsonText.stored(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static Obj definition(String plural, String kind) {
    return obj(
        """
        {'apiVersion':'apiextensions.k8s.io/v1','kind':'CustomResourceDefinition',
         'metadata':{'name':'PLURAL.harbour.test'},
         'spec':{'group':'harbour.test','scope':'Namespaced',
          'names':{'plural':'PLURAL','kind':'KIND','shortNames':['bt']},
          'versions':[{'name':'v1','served':true,'storage':true,
           'schema':{'openAPIV3Schema':{'type':'object','properties':{
            'spec':{'type':'object','properties':{'sails':{'type':'integer'}}}}}}}]}}
        """
            .replace("PLURAL", plural)
            .replace("KIND", kind));
  }

  private static Obj boat() {
    return obj(
        "{'apiVersion':'harbour.test/v1','kind':'Boat','metadata':{'name':'anna',"
            + "'namespace':'default'},'spec':{'sails':2}}");
  }

  @Test
  void aDefinitionIsServedOnceItHasItsNames() {
    assertThat(catalog.at(story.view())).isSameAs(Kinds.builtIn());
    story.put(definition("boats", "Boat"));
    assertThat(catalog.at(story.view()).find(BOAT)).isEmpty();
    story.settle();
    Obj stored = story.get(BOATS);
    assertThat(Conditions.isTrue(stored, "NamesAccepted")).isTrue();
    assertThat(Conditions.isTrue(stored, "Established")).isTrue();
    assertThat(stored.text("status", "acceptedNames", "singular")).isEqualTo("boat");
    assertThat(stored.items("status", "storedVersions")).containsExactly(Json.of("v1"));
    Kinds kinds = catalog.at(story.view());
    assertThat(kinds.find("harbour.test", "v1", "boats")).isPresent();
    story.put(boat());
    story.settle();
    assertThat(catalog.at(story.view())).isSameAs(kinds);
  }

  @Test
  void aNameThatAnotherDefinitionHasIsNotGiven() {
    story.put(definition("boats", "Boat"));
    story.settle();
    story.put(definition("ships", "Ship"));
    story.settle();
    ObjectKey ships = ObjectKey.of(Definition.KIND, "", "ships.harbour.test");
    Json said = Conditions.find(story.get(ships), "NamesAccepted").orElseThrow();
    assertThat(said.text("status")).isEqualTo("False");
    assertThat(said.text("message")).isEqualTo("\"bt\" is already in use");
    assertThat(Conditions.isTrue(story.get(ships), "Established")).isFalse();
    assertThat(catalog.at(story.view()).find(new GroupKind("harbour.test", "Ship"))).isEmpty();
    story.delete(BOATS);
    story.settle();
    assertThat(Conditions.isTrue(story.get(ships), "Established")).isTrue();
  }

  @Test
  void aDefinitionThatEndsTakesItsObjectsAlong() {
    story.put(definition("boats", "Boat"));
    story.settle();
    story.put(boat());
    story.settle();
    assertThat(story.has(ANNA)).isTrue();
    story.delete(BOATS);
    story.settle();
    assertThat(story.has(ANNA)).isFalse();
    assertThat(story.has(BOATS)).isFalse();
    assertThat(catalog.at(story.view())).isSameAs(Kinds.builtIn());
  }
}
