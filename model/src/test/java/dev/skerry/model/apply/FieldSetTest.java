package dev.skerry.model.apply;

import static dev.skerry.model.patch.Texts.json;
import static dev.skerry.model.patch.Texts.obj;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.model.patch.SchemaSketch;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FieldSetTest {
  private static FieldSet set(String text) {
    return FieldsV1.read(obj(text)).orElseThrow();
  }

  @Test
  void fieldsV1ReadsAsItWasWritten() {
    String text =
        "{\"f:metadata\":{\"f:labels\":{\".\":{},\"f:app\":{}}},"
            + "\"f:spec\":{\"f:containers\":{\"k:{\\\"name\\\":\\\"c\\\"}\":"
            + "{\".\":{},\"f:image\":{}}},\"f:x\":{\"v:\\\"a\\\"\":{},\"i:3\":{}}}}";
    FieldSet set = FieldsV1.read((Obj) json(text)).orElseThrow();
    assertThat(FieldsV1.write(set)).isEqualTo(json(text));
    assertThat(set.paths())
        .containsExactly(
            ".metadata.labels",
            ".metadata.labels.app",
            ".spec.containers[name=\"c\"]",
            ".spec.containers[name=\"c\"].image",
            ".spec.x[3]",
            ".spec.x[=\"a\"]");
  }

  @Test
  void textsThatAreNoFieldSetAreNotRead() {
    assertThat(FieldsV1.read(obj("{'spec':{}}"))).isEmpty();
    assertThat(FieldsV1.read(obj("{'f:a':1}"))).isEmpty();
    assertThat(FieldsV1.read(obj("{'k:{bad':{}}"))).isEmpty();
    assertThat(FieldsV1.read(obj("{'f:a':{'i:x':{}}}"))).isEmpty();
  }

  @Test
  void anObjectsFieldSetFollowsItsSchema() {
    Obj object =
        obj(
            "{'metadata':{'labels':{'a':'1'},'finalizers':['f']},'spec':{'replicas':1,"
                + "'strategy':{},'selector':{'matchLabels':{'a':'1'}},"
                + "'template':{'spec':{'nodeSelector':{'n':'1'},'tolerations':[{'key':'t'}],"
                + "'containers':[{'name':'c','args':['x'],'ports':[{'containerPort':80},"
                + "{'containerPort':80,'protocol':'UDP'}]}]}}}}");
    assertThat(Extraction.of(object, Shape.of(SchemaSketch.deployment())).paths())
        .containsExactlyInAnyOrder(
            ".metadata.labels.a",
            ".metadata.finalizers[=\"f\"]",
            ".spec.replicas",
            ".spec.strategy",
            ".spec.selector",
            ".spec.template.spec.nodeSelector",
            ".spec.template.spec.tolerations",
            ".spec.template.spec.containers[name=\"c\"]",
            ".spec.template.spec.containers[name=\"c\"].name",
            ".spec.template.spec.containers[name=\"c\"].args",
            ".spec.template.spec.containers[name=\"c\"].ports[containerPort=80,protocol=\"TCP\"]",
            ".spec.template.spec.containers[name=\"c\"].ports[containerPort=80,protocol=\"TCP\"]"
                + ".containerPort",
            ".spec.template.spec.containers[name=\"c\"].ports[containerPort=80,protocol=\"UDP\"]",
            ".spec.template.spec.containers[name=\"c\"].ports[containerPort=80,protocol=\"UDP\"]"
                + ".containerPort",
            ".spec.template.spec.containers[name=\"c\"].ports[containerPort=80,protocol=\"UDP\"]"
                + ".protocol");
  }

  @Test
  void differenceTakesPathsAndRecursiveDifferenceTakesWhatIsBelowToo() {
    FieldSet set = set("{'f:a':{'.':{},'f:b':{'.':{},'f:c':{}}},'f:d':{}}");
    assertThat(set.difference(set("{'f:a':{'f:b':{}}}")).paths())
        .containsExactly(".a", ".d", ".a.b.c");
    assertThat(set.recursiveDifference(set("{'f:a':{'f:b':{}}}")).paths())
        .containsExactly(".a", ".d");
    assertThat(set.leaves().paths()).containsExactly(".d", ".a.b.c");
    assertThat(set.difference(set)).isEqualTo(FieldSet.EMPTY);
  }

  @Test
  void setsObeyTheLawsOfSets() {
    var random = new Random(11);
    for (int round = 0; round < 300; round++) {
      FieldSet a = random(random, 3);
      FieldSet b = random(random, 3);
      assertThat(a.union(b)).isEqualTo(b.union(a));
      assertThat(a.intersection(b)).isEqualTo(b.intersection(a));
      assertThat(a.difference(b).union(a.intersection(b))).isEqualTo(a);
      assertThat(a.difference(b).intersection(b)).isEqualTo(FieldSet.EMPTY);
      assertThat(a.recursiveDifference(a)).isEqualTo(FieldSet.EMPTY);
      assertThat(FieldsV1.read(FieldsV1.write(a))).contains(a);
      String text = JsonText.write(FieldsV1.write(a));
      assertThat(FieldsV1.write(set(text))).isEqualTo(json(text));
    }
  }

  private static FieldSet random(Random random, int depth) {
    var builder = new FieldSet.Builder();
    fill(builder, random, depth);
    return builder.build();
  }

  private static void fill(FieldSet.Builder place, Random random, int depth) {
    for (int i = depth == 0 ? 0 : random.nextInt(4); i > 0; i--) {
      int n = random.nextInt(2);
      PathElement element =
          switch (random.nextInt(4)) {
            case 0 -> PathElement.field("f" + n);
            case 1 -> PathElement.key(Json.object().put("name", "k" + n).build());
            case 2 -> PathElement.value(Json.of(n));
            default -> PathElement.index(n);
          };
      FieldSet.Builder inner = place.at(element);
      if (random.nextBoolean()) {
        inner.add();
      }
      fill(inner, random, depth - 1);
    }
  }
}
