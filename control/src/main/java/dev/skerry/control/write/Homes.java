package dev.skerry.control.write;

import dev.skerry.control.state.Entry;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import java.util.Optional;

/// Who may write here at all: an object is written at its home, and made in a namespace whose home
/// is here. This control plane's own controllers and nodes say what they observe of everything.
final class Homes {
  private static final GroupKind NAMESPACE = GroupKind.core("Namespace");

  private Homes() {}

  static void check(Case about) throws Rejected {
    if (about.bySystem()) {
      return;
    }
    if (about.current().isPresent()) {
      Entry entry = about.current().get();
      if (!entry.home().equals(about.view().self())) {
        throw forbidden(
            about,
            entry.projected()
                ? about.key().name() + " runs at site " + entry.home() + "; change it there"
                : about.key().name()
                    + " is homed at "
                    + entry.home()
                    + " and read-only here; change it there");
      }
      return;
    }
    Optional<Entry> namespace = namespace(about);
    if (namespace.isPresent() && !namespace.get().home().equals(about.view().self())) {
      throw forbidden(
          about,
          "namespace "
              + about.key().namespace()
              + " is homed at "
              + namespace.get().home()
              + "; create it there, or here in a namespace of this site such as local");
    }
  }

  static Optional<Entry> namespace(Case about) {
    return about.key().namespace().isEmpty()
        ? Optional.empty()
        : about
            .view()
            .find(new ObjectKey(NAMESPACE, about.key().tenant(), "", about.key().namespace()));
  }

  private static Rejected forbidden(Case about, String why) {
    return Rejected.because(
        about,
        Refusal.Reason.FORBIDDEN,
        about.kind().resource() + " \"" + about.key().name() + "\" is forbidden: " + why);
  }
}
