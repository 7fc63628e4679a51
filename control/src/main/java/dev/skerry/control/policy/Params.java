package dev.skerry.control.policy;

import dev.skerry.control.state.Entry;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Kind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.selector.LabelSelector;
import java.util.List;
import java.util.Optional;

/// The parameters that a binding gives to its policy: objects that this control plane holds.
sealed interface Params {
  /// With each of which the policy is asked; an empty one for a policy without parameters.
  record Found(List<Optional<Obj>> each) implements Params {}

  record Missing(String sentence) implements Params {}

  static Params of(Obj policy, Obj binding, Attempt attempt) {
    Obj wanted = policy.obj("paramKind");
    Obj ref = binding.obj("paramRef");
    if (wanted.isEmpty() || ref.isEmpty()) {
      return new Found(List.of(Optional.empty()));
    }
    Optional<Kind> kind =
        attempt.kinds().findObject(wanted.text("apiVersion"), wanted.text("kind"));
    if (kind.isEmpty()) {
      return new Missing(
          "failed to configure binding: failed to find resource referenced by paramKind: '"
              + wanted.text("apiVersion")
              + ", Kind="
              + wanted.text("kind")
              + "'");
    }
    String namespace =
        kind.get().namespaced()
            ? ref.string("namespace").filter(n -> !n.isEmpty()).orElse(attempt.key().namespace())
            : "";
    if (kind.get().namespaced() && namespace.isEmpty()) {
      return new Missing(
          "cannot use namespaced paramRef in policy binding that matches cluster-scoped resources");
    }
    List<Optional<Obj>> found = found(kind.get(), namespace, ref, attempt);
    boolean deny = ref.text("parameterNotFoundAction").equals("Deny");
    return found.isEmpty() && deny
        ? new Missing("no params found for policy binding with `Deny` parameterNotFoundAction")
        : new Found(found);
  }

  private static List<Optional<Obj>> found(Kind kind, String namespace, Json ref, Attempt attempt) {
    String name = ref.text("name");
    if (!name.isEmpty()) {
      var key = new ObjectKey(kind.groupKind(), attempt.key().tenant(), namespace, name);
      return attempt.view().find(key).map(Entry::json).map(Optional::of).stream().toList();
    }
    LabelSelector selector = LabelSelector.of(ref.obj("selector"));
    return attempt.view().in(kind.groupKind(), attempt.key().tenant(), namespace).values().stream()
        .filter(entry -> selector.matches(entry.labels()))
        .map(entry -> Optional.of(entry.json()))
        .toList();
  }
}
