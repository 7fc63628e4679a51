package dev.skerry.model.patch;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.Obj;
import java.util.List;

/// JSON Patch (RFC 6902): a list of operations, all or nothing.
///
/// Two leniencies are Kubernetes': a `test` for null passes where there is no value, and members of
/// an operation that RFC 6902 does not name are ignored.
public final class JsonPatch {
  /// Operations in one patch; Kubernetes' own bound.
  public static final int MAX_OPERATIONS = 10_000;

  /// Sum of the sizes of all values that `copy` duplicates, bytes of text: a copied value can
  /// double with every operation. Equal to the largest request.
  public static final long MAX_COPIED_BYTES = 3L * 1024 * 1024;

  /// How deep a patch may make an object; equal to what may be stored.
  public static final int MAX_DEPTH = JsonLimits.STORED.maxDepth();

  private Json document;
  private long copiedBytes;

  private JsonPatch(Json document) {
    this.document = document;
  }

  public static PatchOutcome apply(Obj target, Json patch) {
    try {
      var run = new JsonPatch(target);
      run.all(patch);
      if (run.document instanceof Obj object) {
        return new PatchOutcome.Patched(object);
      }
      throw PatchRefused.notApplicable("", "the patch leaves no object, but every resource is one");
    } catch (PatchRefused refused) {
      return refused.refusal();
    }
  }

  private void all(Json patch) throws PatchRefused {
    if (!(patch instanceof Json.Arr(List<Json> operations))) {
      throw PatchRefused.malformed("", "a JSON patch is an array of operations");
    }
    if (operations.size() > MAX_OPERATIONS) {
      throw PatchRefused.tooLarge(
          "", "the patch has " + operations.size() + " operations, the limit is " + MAX_OPERATIONS);
    }
    for (int i = 0; i < operations.size(); i++) {
      one(operations.get(i), "operation " + i + ": ");
    }
  }

  private void one(Json operation, String which) throws PatchRefused {
    String name = required(operation, "op", which);
    Pointer path = Pointer.parse(required(operation, "path", which));
    switch (name) {
      case "add" -> document = Tree.add(document, path, fitting(path, value(operation, which)));
      case "remove" -> document = Tree.remove(document, path);
      case "replace" ->
          document = Tree.replace(document, path, fitting(path, value(operation, which)));
      case "move" -> move(Pointer.parse(required(operation, "from", which)), path);
      case "copy" -> copy(Pointer.parse(required(operation, "from", which)), path);
      case "test" -> test(path, value(operation, which), which);
      default ->
          throw PatchRefused.malformed(
              path.text(),
              which + "\"" + name + "\" is none of add, remove, replace, move, copy, test");
    }
  }

  private void move(Pointer from, Pointer path) throws PatchRefused {
    if (from.holds(path)) {
      throw PatchRefused.notApplicable(
          path.text(), "cannot move " + from.text() + " into itself at " + path.text());
    }
    Json value = Tree.read(document, from);
    if (path.steps().size() > from.steps().size()) {
      fitting(path, value);
    }
    if (!from.equals(path)) {
      document = Tree.add(Tree.remove(document, from), path, value);
    }
  }

  private void copy(Pointer from, Pointer path) throws PatchRefused {
    Json value = Tree.read(document, from);
    copiedBytes += Tree.size(value, MAX_COPIED_BYTES);
    if (copiedBytes > MAX_COPIED_BYTES) {
      throw PatchRefused.tooLarge(
          path.text(), "the patch copies more than " + MAX_COPIED_BYTES + " bytes");
    }
    document = Tree.add(document, path, fitting(path, value));
  }

  private static Json fitting(Pointer path, Json value) throws PatchRefused {
    int left = MAX_DEPTH - path.steps().size();
    if (left < 0 || Tree.deeper(value, left)) {
      throw PatchRefused.tooLarge(path.text(), "the patch nests deeper than " + MAX_DEPTH);
    }
    return value;
  }

  private void test(Pointer path, Json wanted, String which) throws PatchRefused {
    Json found = Tree.find(document, path).orElse(Json.Null.VALUE);
    boolean absentIsFine = wanted instanceof Json.Null;
    if (!absentIsFine) {
      found = Tree.read(document, path);
    }
    if (!Tree.same(found, wanted)) {
      throw PatchRefused.notApplicable(
          path.text(), which + "the test failed: the value at " + path.text() + " is another");
    }
  }

  private static String required(Json operation, String member, String which) throws PatchRefused {
    return operation
        .string(member)
        .orElseThrow(() -> PatchRefused.malformed("", which + "needs \"" + member + "\""));
  }

  private static Json value(Json operation, String which) throws PatchRefused {
    return operation
        .at("value")
        .orElseThrow(() -> PatchRefused.malformed("", which + "needs \"value\""));
  }
}
