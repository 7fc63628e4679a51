package dev.skerry.control.write;

import dev.skerry.control.state.Entry;
import dev.skerry.model.meta.Meta;
import java.util.List;
import java.util.Optional;

/// A namespaced object needs its namespace, and one that is not ending.
final class Namespaces {
  private Namespaces() {}

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
    if (new Meta(namespace.get().json()).deleting()) {
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
