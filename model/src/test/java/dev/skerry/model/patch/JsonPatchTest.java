package dev.skerry.model.patch;

import static dev.skerry.model.patch.Texts.json;
import static dev.skerry.model.patch.Texts.obj;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.patch.PatchOutcome.Patched;
import dev.skerry.model.patch.PatchOutcome.Reason;
import dev.skerry.model.patch.PatchOutcome.Refused;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/// The examples are those of RFC 6902 appendix A.
final class JsonPatchTest {
  private static void becomes(String target, String patch, String result) {
    assertThat(JsonPatch.apply(obj(target), json(patch))).isEqualTo(new Patched(obj(result)));
  }

  private static Refused refused(String target, String patch) {
    return (Refused) JsonPatch.apply(obj(target), json(patch));
  }

  @Test
  void everyOperationDoesWhatTheRfcShows() {
    becomes(
        "{'foo':'bar'}", "[{'op':'add','path':'/baz','value':'qux'}]", "{'baz':'qux','foo':'bar'}");
    becomes(
        "{'foo':['bar','baz']}",
        "[{'op':'add','path':'/foo/1','value':'qux'}]",
        "{'foo':['bar','qux','baz']}");
    becomes("{'baz':'qux','foo':'bar'}", "[{'op':'remove','path':'/baz'}]", "{'foo':'bar'}");
    becomes(
        "{'foo':['bar','qux','baz']}",
        "[{'op':'remove','path':'/foo/1'}]",
        "{'foo':['bar','baz']}");
    becomes("{'baz':'qux'}", "[{'op':'replace','path':'/baz','value':'boo'}]", "{'baz':'boo'}");
    becomes(
        "{'foo':{'bar':'baz','waldo':'fred'},'qux':{'corge':'grault'}}",
        "[{'op':'move','from':'/foo/waldo','path':'/qux/thud'}]",
        "{'foo':{'bar':'baz'},'qux':{'corge':'grault','thud':'fred'}}");
    becomes(
        "{'foo':['all','grass','cows','eat']}",
        "[{'op':'move','from':'/foo/1','path':'/foo/3'}]",
        "{'foo':['all','cows','eat','grass']}");
    becomes(
        "{'a':{'b':1}}", "[{'op':'copy','from':'/a','path':'/c'}]", "{'a':{'b':1},'c':{'b':1}}");
    becomes(
        "{'baz':'qux','foo':['a',2,'c']}",
        "[{'op':'test','path':'/baz','value':'qux'},{'op':'test','path':'/foo/1','value':2.0}]",
        "{'baz':'qux','foo':['a',2,'c']}");
    becomes(
        "{'foo':['bar']}",
        "[{'op':'add','path':'/foo/-','value':['abc','def']}]",
        "{'foo':['bar',['abc','def']]}");
  }

  @Test
  void escapedStepsNameKeysWithSlashesAndTildes() {
    becomes(
        "{'/':9,'~1':10}",
        "[{'op':'test','path':'/~01','value':10},{'op':'remove','path':'/~1'}]",
        "{'~1':10}");
    becomes(
        "{'metadata':{'annotations':{}}}",
        "[{'op':'add','path':'/metadata/annotations/a.io~1b','value':'c'}]",
        "{'metadata':{'annotations':{'a.io/b':'c'}}}");
  }

  @Test
  void aFailedTestUndoesWhatWentBefore() {
    Refused refused =
        refused("{'a':1}", "[{'op':'remove','path':'/a'},{'op':'test','path':'/a','value':1}]");
    assertThat(refused.reason()).isEqualTo(Reason.NOT_APPLICABLE);
    assertThat(refused.path()).isEqualTo("/a");
    assertThat(refused("{'a':1}", "[{'op':'test','path':'/a','value':'1'}]").sentence())
        .contains("operation 0", "/a");
  }

  @Test
  void aTestForNullPassesWhereNothingIs() {
    becomes("{'a':1}", "[{'op':'test','path':'/b','value':null}]", "{'a':1}");
    assertThat(refused("{'a':1}", "[{'op':'test','path':'/a','value':null}]").reason())
        .isEqualTo(Reason.NOT_APPLICABLE);
  }

  @Test
  void placesThatDoNotExistAreRefused() {
    for (String patch :
        new String[] {
          "[{'op':'remove','path':'/b'}]",
          "[{'op':'replace','path':'/b','value':1}]",
          "[{'op':'add','path':'/b/c','value':1}]",
          "[{'op':'add','path':'/l/3','value':1}]",
          "[{'op':'add','path':'/l/01','value':1}]",
          "[{'op':'remove','path':'/l/-'}]",
          "[{'op':'remove','path':'/l/-1'}]",
          "[{'op':'move','from':'/b','path':'/c'}]",
          "[{'op':'move','from':'/o','path':'/o/p'}]",
          "[{'op':'remove','path':''}]",
        }) {
      assertThat(refused("{'a':1,'l':[1,2],'o':{'p':1}}", patch).reason())
          .as(patch)
          .isEqualTo(Reason.NOT_APPLICABLE);
    }
  }

  @Test
  void whatIsNoPatchIsMalformed() {
    for (String patch :
        new String[] {
          "{}",
          "[1]",
          "[{'op':'add','path':'/b'}]",
          "[{'op':'add','value':1}]",
          "[{'op':'jump','path':'/b'}]",
          "[{'op':'remove','path':'b'}]",
          "[{'op':'remove','path':'/a~2'}]",
          "[{'op':'copy','path':'/b'}]",
        }) {
      assertThat(refused("{'a':1}", patch).reason()).as(patch).isEqualTo(Reason.MALFORMED);
    }
  }

  @Test
  void moreThanTenThousandOperationsAreTooMany() {
    Json test = json("{'op':'test','path':'/a','value':1}");
    Obj target = obj("{'a':1}");
    assertThat(JsonPatch.apply(target, Json.array(Collections.nCopies(10_000, test))))
        .isEqualTo(new Patched(target));
    Refused refused =
        (Refused) JsonPatch.apply(target, Json.array(Collections.nCopies(10_001, test)));
    assertThat(refused.reason()).isEqualTo(Reason.TOO_LARGE);
  }

  @Test
  void copiesThatGrowOrNestWithoutEndAreTooLarge() {
    Json wider = json("{'op':'copy','from':'/a','path':'/a/-'}");
    Refused wide =
        (Refused) JsonPatch.apply(obj("{'a':[1]}"), Json.array(Collections.nCopies(200, wider)));
    assertThat(wide.reason()).isEqualTo(Reason.TOO_LARGE);
    Json deeper = json("{'op':'copy','from':'/a','path':'/a/a'}");
    Refused deep =
        (Refused) JsonPatch.apply(obj("{'a':{}}"), Json.array(Collections.nCopies(500, deeper)));
    assertThat(deep.reason()).isEqualTo(Reason.TOO_LARGE);
  }

  @Test
  void managedFieldsAndResourceVersionMayBeReplacedAsKubectlDoesWhenItTakesUpServerSideApply() {
    becomes(
        "{'metadata':{'managedFields':[{'manager':'a'}],'resourceVersion':'7'}}",
        "[{'op':'replace','path':'/metadata/managedFields','value':[{'manager':'b'}]},"
            + "{'op':'replace','path':'/metadata/resourceVersion','value':'7'}]",
        "{'metadata':{'managedFields':[{'manager':'b'}],'resourceVersion':'7'}}");
  }
}
