package dev.skerry.control.write;

import dev.skerry.control.state.Entry;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.Revision;
import java.util.List;
import java.util.Optional;

/// The metadata that the server owns, whatever a client writes there.
final class Metadata {
  /// Set at birth and never changed by a client.
  private static final List<String> OWN =
      List.of(
          "uid",
          "creationTimestamp",
          "generation",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "resourceVersion",
          "selfLink",
          "name",
          "namespace",
          "generateName");

  private Metadata() {}

  static Obj born(Case about, Obj object) {
    Obj out = object;
    for (String field : List.of("deletionTimestamp", "deletionGracePeriodSeconds", "selfLink")) {
      out = out.withoutAt("metadata", field);
    }
    if (about.kind().generation()) {
      out = out.withAt(Json.of(1), "metadata", "generation");
    }
    return out.withoutAt("metadata", "resourceVersion")
        .withAt(Json.of(about.key().name()), "metadata", "name")
        .withAt(Json.of(about.chance().uid("uid").value()), "metadata", "uid")
        .withAt(Json.of(about.time()), "metadata", "creationTimestamp");
  }

  /// A new state of a live object: what the server owns stays, and so does a status that is written
  /// by itself.
  static Obj kept(Case about, Obj live, Obj wanted) {
    Obj out = wanted;
    for (String field : OWN) {
      Optional<Json> value = live.at("metadata", field);
      out =
          value.isPresent()
              ? out.withAt(value.get(), "metadata", field)
              : out.withoutAt("metadata", field);
    }
    return about.kind().has("status") ? Writing.statusOf(out, live) : out;
  }

  /// Whether the client named the revision it starts from; refused when that is not the present
  /// one.
  static boolean checkPreconditions(Case about, Entry current, Obj wanted) throws Rejected {
    String uid = wanted.text("metadata", "uid");
    if (!uid.isEmpty() && !uid.equals(current.uid().value())) {
      throw conflict(
          about,
          "Precondition failed: UID in precondition: "
              + uid
              + ", UID in object meta: "
              + current.uid());
    }
    Optional<Revision> revision =
        Writing.revision(about, wanted.text("metadata", "resourceVersion"));
    if (revision.isPresent() && !revision.get().equals(current.revision())) {
      throw conflict(
          about,
          "the object has been modified; please apply your changes to the latest version and try"
              + " again");
    }
    return revision.isPresent();
  }

  static Rejected conflict(Case about, String why) {
    return Rejected.because(
        about,
        Refusal.Reason.CONFLICT,
        "Operation cannot be fulfilled on "
            + about.kind().resource()
            + " \""
            + about.key().name()
            + "\": "
            + why);
  }

  /// Counts a change of anything but metadata, and a status that is written by itself.
  static Obj generation(Case about, Optional<Obj> live, Obj object) {
    if (!about.kind().generation() || live.isEmpty()) {
      return object;
    }
    Obj before = live.get();
    boolean changed = !counted(about, before).equals(counted(about, object));
    boolean ends =
        before.at("metadata", "deletionTimestamp").isEmpty()
            && object.at("metadata", "deletionTimestamp").isPresent();
    long generation = before.integer("metadata", "generation").orElse(0);
    return changed || ends
        ? object.withAt(Json.of(generation + 1), "metadata", "generation")
        : object;
  }

  private static Obj counted(Case about, Obj object) {
    Obj bare = object.without("metadata");
    return about.kind().builtIn() || about.kind().has("status") ? bare.without("status") : bare;
  }
}
