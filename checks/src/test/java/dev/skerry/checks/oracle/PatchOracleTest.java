package dev.skerry.checks.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Kinds;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.patch.PatchOutcome;
import dev.skerry.model.patch.StrategicMergePatch;
import dev.skerry.model.schema.Schema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Strategic merge patches here and by kubectl itself, which merges as a client (`--local`).
final class PatchOracleTest {
  private static final int PATCHES = 50;
  private static final int OBJECTS = 12;

  @TempDir Path home;

  @Test
  void kubectlMergesAsWeDo() throws Exception {
    for (int seed = 0; seed < PATCHES; seed++) {
      var chance = new Deployments(new Random(seed));
      Obj patch = chance.patch();
      var objects = new ArrayList<Obj>();
      for (int n = 0; n < OBJECTS; n++) {
        objects.add(chance.object());
      }
      List<Obj> theirs = kubectl(objects, patch);
      for (int n = 0; n < OBJECTS; n++) {
        assertThat(Outcome.solid(merged(objects.get(n), patch)))
            .as("seed %s: %s onto %s", seed, JsonText.write(patch), objects.get(n))
            .isEqualTo(Outcome.solid(withoutDirective(theirs.get(n))));
      }
    }
  }

  private static Obj merged(Obj object, Obj patch) {
    Schema schema =
        Kinds.builtIn().all().stream()
            .filter(kind -> kind.groupKind().equals(new GroupKind("apps", "Deployment")))
            .findFirst()
            .orElseThrow()
            .schema();
    if (!(StrategicMergePatch.apply(object, patch, schema) instanceof PatchOutcome.Patched done)) {
      throw new AssertionError(JsonText.write(patch) + " is refused");
    }
    return done.object();
  }

  /// kubectl leaves the directive in an item that is new, where the server's types drop it.
  private static Json withoutDirective(Json value) {
    if (value instanceof Obj object) {
      var members = new TreeMap<String, Json>();
      object.forEach((name, member) -> {
        if (!name.equals("$retainKeys")) {
          members.put(name, withoutDirective(member));
        }
      });
      return Obj.of(members);
    }
    return value instanceof Json.Arr
        ? Tables.each(value, PatchOracleTest::withoutDirective)
        : value;
  }

  private static Obj json(String text) {
    return JsonText.stored(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  /// A new item stands before those that the order does not name. kubectl puts it behind them when
  /// another item goes: it deletes and adds in the list by whose order it sorts.
  @Test
  void whatIsSaidOfTheOrderCountsAlsoWhereAnItemGoes() throws Exception {
    Obj object =
        json(
            "{'apiVersion': 'apps/v1', 'kind': 'Deployment', 'metadata': {'name': 'd'}, 'spec':"
                + " {'template': {'spec': {'imagePullSecrets': [{'name': 'o'}, {'name': 'm'}]}}}}");
    Obj patch =
        json(
            "{'spec': {'template': {'spec': {'$setElementOrder/imagePullSecrets': [{'name': 'p'}],"
                + " 'imagePullSecrets': [{'$patch': 'delete', 'name': 'o'}, {'name': 'p'}]}}}}");
    assertThat(secrets(merged(object, patch))).isEqualTo("[{\"name\":\"p\"},{\"name\":\"m\"}]");
    assertThat(secrets(kubectl(List.of(object), patch).getFirst()))
        .isEqualTo("[{\"name\":\"m\"},{\"name\":\"p\"}]");
  }

  private static String secrets(Obj deployment) {
    return JsonText.write(
        Json.array(deployment.items("spec", "template", "spec", "imagePullSecrets")));
  }

  private List<Obj> kubectl(List<Obj> objects, Obj patch) throws IOException, InterruptedException {
    Obj list =
        Json.object()
            .put("apiVersion", "v1")
            .put("kind", "List")
            .put("items", Json.array(objects))
            .build();
    Path file = home.resolve("objects.json");
    Files.write(file, JsonText.bytes(list));
    String text = JsonText.write(patch);
    Process process =
        new ProcessBuilder(
                "kubectl",
                "patch",
                "--local",
                "-f",
                file.toString(),
                "--type",
                "strategic",
                "-p",
                text,
                "-o",
                "jsonpath={@}{\"\\n\"}")
            .redirectErrorStream(true)
            .start();
    String said = process.inputReader(StandardCharsets.UTF_8).readAllAsString();
    assertThat(process.waitFor()).as(text + "\n" + said).isZero();
    return said.lines()
        .map(line -> JsonText.stored(line.getBytes(StandardCharsets.UTF_8)))
        .toList();
  }
}
