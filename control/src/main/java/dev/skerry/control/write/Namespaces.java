package dev.skerry.control.write;

import dev.skerry.control.state.Entry;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.Meta;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A namespaced object needs its namespace, and one that is not ending. A namespace ends when the
/// finalizers in its spec are gone, which its subresource `finalize` takes away.
final class Namespaces {
  static final GroupKind KIND = GroupKind.core("Namespace");

  /// The subresource.
  static final String FINALIZE = "finalize";

  /// Of whoever empties a namespace that ends.
  private static final Json EMPTIED = Json.of("kubernetes");

  private Namespaces() {}

  static Obj born(Obj object) {
    var finalizers = new ArrayList<Json>(object.items("spec", "finalizers"));
    if (!finalizers.contains(EMPTIED)) {
      finalizers.add(EMPTIED);
    }
    return object
        .withAt(Json.array(finalizers), "spec", "finalizers")
        .withAt(Json.of("Active"), "status", "phase");
  }

  /// A namespace with the spec's finalizers of another.
  static Obj finalized(Obj live, Obj other) {
    List<Json> finalizers = other.items("spec", "finalizers");
    return finalizers.isEmpty()
        ? live.withoutAt("spec", "finalizers")
        : live.withAt(Json.array(finalizers), "spec", "finalizers");
  }

  /// Whether something is to be done before an object may go: finalizers in its metadata, or in its
  /// spec if it is a namespace.
  static boolean held(Case about, Obj object) {
    boolean emptying =
        about.key().kind().equals(KIND) && !object.items("spec", "finalizers").isEmpty();
    return emptying || !new Meta(object).finalizers().isEmpty();
  }

  static void checkOpen(Case about) throws Rejected {
    if (!about.kind().namespaced()) {
      return;
    }
    Optional<Entry> namespace = Homes.namespace(about);
    if (namespace.isEmpty()) {
      throw Rejected.because(
          about,
          Refusal.Reason.NOT_FOUND,
          "namespaces \"" + about.key().namespace() + "\" not found");
    }
    if (namespace.get().deleting()) {
      String why =
          "unable to create new content in namespace "
              + about.key().namespace()
              + " because it is being terminated";
      throw new Rejected(
          new Refusal(
              Refusal.Reason.FORBIDDEN,
              about.kind().resource() + " \"" + about.key().name() + "\" is forbidden: " + why,
              about.kind().groupKind(),
              about.key().name(),
              List.of(new Refusal.Cause("NamespaceTerminating", why, "metadata.namespace"))));
    }
  }
}
