package dev.skerry.model.patch;

import static dev.skerry.model.patch.Texts.json;
import static dev.skerry.model.patch.Texts.obj;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.patch.PatchOutcome.Patched;
import dev.skerry.model.patch.PatchOutcome.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class StrategicMergePatchTest {
  private static final SchemaSketch DEPLOYMENT = SchemaSketch.deployment();

  private static PatchOutcome patch(String target, String patch) {
    return StrategicMergePatch.apply(obj(target), json(patch), DEPLOYMENT);
  }

  private static void becomes(String target, String patch, String result) {
    assertThat(patch(target, patch)).isEqualTo(new Patched(obj(result)));
  }

  /// The same inside the first level of a pod's spec.
  private static void podBecomes(String target, String patch, String result) {
    becomes(pod(target), pod(patch), pod(result));
  }

  private static String pod(String spec) {
    return "{'spec':{'template':{'spec':" + spec + "}}}";
  }

  private static Refused podRefused(String target, String patch) {
    return (Refused) patch(pod(target), pod(patch));
  }

  @Test
  void containersAreMatchedByNameAndANewOneGoesFirst() {
    podBecomes(
        "{'containers':[{'name':'a','image':'a:1','args':['x']},{'name':'b','image':'b:1'}]}",
        "{'containers':[{'name':'a','image':'a:2'}]}",
        "{'containers':[{'name':'a','image':'a:2','args':['x']},{'name':'b','image':'b:1'}]}");
    podBecomes(
        "{'containers':[{'name':'a'},{'name':'b'}]}",
        "{'containers':[{'name':'c','image':'c:1'}]}",
        "{'containers':[{'name':'c','image':'c:1'},{'name':'a'},{'name':'b'}]}");
  }

  @Test
  void anItemLeavesByPatchDeleteAndAListIsReplacedByPatchReplace() {
    podBecomes(
        "{'containers':[{'name':'a'},{'name':'b'}]}",
        "{'containers':[{'name':'a','$patch':'delete'},{'name':'zz','$patch':'delete'}]}",
        "{'containers':[{'name':'b'}]}");
    podBecomes(
        "{'containers':[{'name':'a'},{'name':'b'}]}",
        "{'containers':[{'name':'c'},{'$patch':'replace'}]}",
        "{'containers':[{'name':'c'}]}");
    podBecomes(
        "{'containers':[{'name':'a','image':'x'}]}",
        "{'containers':[{'name':'a','args':['y'],'$patch':'merge'}]}",
        "{'containers':[{'name':'a','image':'x','args':['y']}]}");
  }

  @Test
  void portsAreMatchedByThePatchMergeKeyAloneThoughApplyUsesTwoKeys() {
    podBecomes(
        "{'containers':[{'name':'a','ports':[{'containerPort':80,'protocol':'TCP'},"
            + "{'containerPort':53,'protocol':'UDP'}]}]}",
        "{'containers':[{'name':'a','ports':[{'containerPort':80,'name':'http'}]}]}",
        "{'containers':[{'name':'a','ports':[{'containerPort':80,'name':'http','protocol':'TCP'},"
            + "{'containerPort':53,'protocol':'UDP'}]}]}");
    podBecomes(
        "{'containers':[{'name':'a','ports':[{'containerPort':53,'protocol':'TCP'},"
            + "{'containerPort':53,'protocol':'UDP'}]}]}",
        "{'containers':[{'name':'a','ports':[{'containerPort':53,'name':'dns'}]}]}",
        "{'containers':[{'name':'a','ports':[{'containerPort':53,'name':'dns','protocol':'TCP'},"
            + "{'containerPort':53,'protocol':'UDP'}]}]}");
  }

  @Test
  void envKeepsTheOrderThatSetElementOrderGives() {
    String live =
        "{'containers':[{'name':'c','env':[{'name':'A','value':'1'},{'name':'B','value':'2'},"
            + "{'name':'S','value':'s'}]}]}";
    podBecomes(
        live,
        "{'$setElementOrder/containers':[{'name':'c'}],'containers':[{'name':'c',"
            + "'$setElementOrder/env':[{'name':'B'},{'name':'N'},{'name':'A'}],"
            + "'env':[{'name':'N','value':'3'}]}]}",
        "{'containers':[{'name':'c','env':[{'name':'B','value':'2'},{'name':'N','value':'3'},"
            + "{'name':'A','value':'1'},{'name':'S','value':'s'}]}]}");
    podBecomes(
        live,
        "{'containers':[{'name':'c','$setElementOrder/env':[{'name':'S'},{'name':'A'}],"
            + "'env':[{'name':'B','$patch':'delete'}]}]}",
        "{'containers':[{'name':'c','env':[{'name':'S','value':'s'},{'name':'A','value':'1'}]}]}");
  }

  @Test
  void anOrderThatTheItemsDoNotFollowIsRefused() {
    Refused refused =
        podRefused(
            "{'containers':[]}",
            "{'$setElementOrder/containers':[{'name':'a'},{'name':'b'}],"
                + "'containers':[{'name':'b'},{'name':'a'}]}");
    assertThat(refused.reason()).isEqualTo(PatchOutcome.Reason.MALFORMED);
    assertThat(refused.path()).isEqualTo(".spec.template.spec.containers");
    assertThat(refused.sentence()).contains("$setElementOrder");
    podRefused("{}", "{'$setElementOrder/tolerations':[{'key':'a'}],'tolerations':[{'key':'a'}]}");
  }

  @Test
  void tolerationsHaveNoMergeKeyAndAreReplaced() {
    podBecomes(
        "{'tolerations':[{'key':'a'},{'key':'b'}]}",
        "{'tolerations':[{'key':'c'}]}",
        "{'tolerations':[{'key':'c'}]}");
  }

  @Test
  void aVolumeChangesItsSourceByRetainKeys() {
    podBecomes(
        "{'volumes':[{'name':'v','hostPath':{'path':'/x'}},{'name':'w','emptyDir':{}}]}",
        "{'volumes':[{'$retainKeys':['name','emptyDir'],'name':'v','emptyDir':{}}]}",
        "{'volumes':[{'name':'v','emptyDir':{}},{'name':'w','emptyDir':{}}]}");
    becomes(
        "{'spec':{'strategy':{'type':'RollingUpdate','rollingUpdate':{'maxSurge':'1'}}}}",
        "{'spec':{'strategy':{'$retainKeys':['type'],'type':'Recreate'}}}",
        "{'spec':{'strategy':{'type':'Recreate'}}}");
    Refused refused =
        podRefused(
            "{'volumes':[{'name':'v'}]}",
            "{'volumes':[{'$retainKeys':['name'],'name':'v','emptyDir':{}}]}");
    assertThat(refused.sentence()).contains("emptyDir");
  }

  @Test
  void finalizersMergeAsASetAndLeaveByDeleteFromPrimitiveList() {
    becomes(
        "{'metadata':{'finalizers':['a','b','c']}}",
        "{'metadata':{'$deleteFromPrimitiveList/finalizers':['b'],"
            + "'$setElementOrder/finalizers':['d','a'],'finalizers':['d']}}",
        "{'metadata':{'finalizers':['d','a','c']}}");
    becomes(
        "{'metadata':{'finalizers':['a']}}",
        "{'metadata':{'finalizers':['b','a']}}",
        "{'metadata':{'finalizers':['b','a']}}");
    becomes(
        "{'metadata':{'finalizers':['a']}}",
        "{'metadata':{'$deleteFromPrimitiveList/finalizers':['a','x']}}",
        "{'metadata':{'finalizers':[]}}");
  }

  @Test
  void mapsMergeNullDeletesAndPatchDirectivesActOnWholeObjects() {
    becomes(
        "{'metadata':{'labels':{'a':'1','b':'2'}}}",
        "{'metadata':{'labels':{'a':null,'c':'3'}}}",
        "{'metadata':{'labels':{'b':'2','c':'3'}}}");
    becomes(
        "{'metadata':{'labels':{'a':'1'}}}",
        "{'metadata':{'labels':{'$patch':'replace','c':'3'}}}",
        "{'metadata':{'labels':{'c':'3'}}}");
    becomes(
        "{'metadata':{'labels':{'a':'1'},'annotations':{'k':'v'}}}",
        "{'metadata':{'labels':{'$patch':'delete'}}}",
        "{'metadata':{'labels':{},'annotations':{'k':'v'}}}");
    becomes(
        "{}", "{'metadata':{'labels':{'a':null,'b':'1'}}}", "{'metadata':{'labels':{'b':'1'}}}");
  }

  @Test
  void directivesNeverReachAnObjectThatHadNothingToDirect() {
    becomes(
        "{}",
        pod(
            "{'$setElementOrder/containers':[{'name':'a'},{'name':'b'}],"
                + "'containers':[{'name':'a','$patch':'delete'},"
                + "{'name':'b','$retainKeys':['name','image'],'image':'x'}]}"),
        pod("{'containers':[{'name':'b','image':'x'}]}"));
  }

  @Test
  void itemsWithoutTheirMergeKeyAreRefused() {
    Refused refused = podRefused("{'containers':[]}", "{'containers':[{'image':'x'}]}");
    assertThat(refused.sentence()).contains("merge key name");
    assertThat(podRefused("{}", "{'containers':['x']}").sentence()).contains("objects");
    assertThat(podRefused("{}", "{'containers':[{'name':'a','$patch':'burn'}]}").reason())
        .isEqualTo(PatchOutcome.Reason.MALFORMED);
  }

  @Test
  void anEmptyPatchChangesNothingAndAnObjectPatchedWithItselfStaysAsItIs() {
    var random = new Random(7);
    for (int round = 0; round < 200; round++) {
      Obj object = randomDeployment(random);
      assertThat(StrategicMergePatch.apply(object, Obj.EMPTY, DEPLOYMENT))
          .isEqualTo(new Patched(object));
      assertThat(StrategicMergePatch.apply(object, object, DEPLOYMENT))
          .isEqualTo(new Patched(object));
      assertThat(MergePatch.apply(object, Obj.EMPTY)).isEqualTo(new Patched(object));
      assertThat(JsonPatch.apply(object, Json.Arr.EMPTY)).isEqualTo(new Patched(object));
    }
  }

  @Test
  void aThousandItemsMergeIntoAThousand() {
    Json many =
        Json.array(
            IntStream.range(0, 1000)
                .mapToObj(i -> Json.object().put("name", "n" + i).put("value", "v").build())
                .toList());
    Obj container = Json.object().put("name", "c").put("env", many).build();
    Obj object =
        Obj.EMPTY.withAt(Json.array(List.of(container)), "spec", "template", "spec", "containers");
    assertThat(StrategicMergePatch.apply(object, object, DEPLOYMENT))
        .isEqualTo(new Patched(object));
  }

  private static Obj randomDeployment(Random random) {
    var containers = new ArrayList<Json>();
    for (int i = random.nextInt(4); i > 0; i--) {
      var container = Json.object().put("name", "c" + i).put("image", "i" + random.nextInt(3));
      container.put("args", Json.strings(List.of("x", "x")));
      containers.add(container.build());
    }
    Obj labels = Json.object().put("l" + random.nextInt(3), "v").build();
    return Obj.EMPTY
        .withAt(Json.array(containers), "spec", "template", "spec", "containers")
        .withAt(Json.of(random.nextInt(5)), "spec", "replicas")
        .withAt(labels, "metadata", "labels");
  }
}
