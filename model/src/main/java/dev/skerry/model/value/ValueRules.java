package dev.skerry.model.value;

import dev.skerry.model.json.Obj;
import dev.skerry.model.schema.Cause;
import dev.skerry.model.schema.FieldPath;
import java.util.List;

/// The demands of one OpenAPI v3 schema, read once. Immutable; any thread.
///
/// Sources: `pkg/validation` of `kube-openapi`, and how `apiextensions-apiserver` turns what it
/// finds into field errors. One thing differs: a failed combination (`oneOf` and its like) is told
/// under the field that it is about, where Kubernetes tells no field.
public final class ValueRules {
  /// More are not told: the first ones show what is wrong.
  static final int MAX_CAUSES = 64;

  private final Rule root;

  private ValueRules(Rule root) {
    this.root = root;
  }

  public static ValueRules of(Obj openApi) {
    return new ValueRules(RuleReader.read(openApi));
  }

  /// What is wrong, in the order of fields.
  public List<Cause> check(Obj object) {
    var checking = new Checking();
    checking.value(root, object, FieldPath.ROOT);
    return checking.causes().stream().limit(MAX_CAUSES).toList();
  }

  /// Only values of another type than the schema says; demands across fields are not looked at, so
  /// an object that is not complete passes.
  public List<Cause> checkTypes(Obj object) {
    return check(object).stream()
        .filter(cause -> cause.reason() == Cause.Reason.TYPE_INVALID)
        .toList();
  }
}
