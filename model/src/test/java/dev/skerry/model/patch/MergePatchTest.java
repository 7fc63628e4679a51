package dev.skerry.model.patch;

import static dev.skerry.model.patch.Texts.json;
import static dev.skerry.model.patch.Texts.obj;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.model.patch.PatchOutcome.Patched;
import org.junit.jupiter.api.Test;

/// The examples are those of RFC 7386 appendix A whose target and patch are objects.
final class MergePatchTest {
  private static void becomes(String target, String patch, String result) {
    assertThat(MergePatch.apply(obj(target), json(patch))).isEqualTo(new Patched(obj(result)));
  }

  @Test
  void objectsMergeNullRemovesAndAllElseReplaces() {
    becomes("{'a':'b'}", "{'a':'c'}", "{'a':'c'}");
    becomes("{'a':'b'}", "{'b':'c'}", "{'a':'b','b':'c'}");
    becomes("{'a':'b'}", "{'a':null}", "{}");
    becomes("{'a':'b','b':'c'}", "{'a':null}", "{'b':'c'}");
    becomes("{'a':['b']}", "{'a':'c'}", "{'a':'c'}");
    becomes("{'a':'c'}", "{'a':['b']}", "{'a':['b']}");
    becomes("{'a':{'b':'c'}}", "{'a':{'b':'d','c':null}}", "{'a':{'b':'d'}}");
    becomes("{'a':[{'b':'c'}]}", "{'a':[1]}", "{'a':[1]}");
    becomes("{'e':null}", "{'a':1}", "{'e':null,'a':1}");
    becomes("{}", "{'a':{'bb':{'ccc':null}}}", "{'a':{'bb':{}}}");
    becomes("{'a':1}", "{}", "{'a':1}");
  }

  @Test
  void aPatchThatIsNoObjectIsMalformed() {
    PatchOutcome.Refused refused =
        (PatchOutcome.Refused) MergePatch.apply(obj("{'a':1}"), json("[]"));
    assertThat(refused.reason()).isEqualTo(PatchOutcome.Reason.MALFORMED);
  }
}
