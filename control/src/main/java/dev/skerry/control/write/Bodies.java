package dev.skerry.control.write;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.schema.Pruning;
import java.util.ArrayList;
import java.util.List;

/// What a client sent, checked as far as that goes without its meaning: it is an object of the
/// right kind and name, and its unknown and duplicate fields are treated as `fieldValidation` says.
final class Bodies {
  private Bodies() {}

  static Obj object(Case about, Json body) throws Rejected {
    if (!(body instanceof Obj object)) {
      throw Rejected.because(
          about,
          Refusal.Reason.BAD_REQUEST,
          "the body is not an object of kind " + about.kind().kind());
    }
    String apiVersion = object.text("apiVersion");
    String kind = object.text("kind");
    // Who names no version means what is kept, which may be in an older one.
    boolean anyVersion = about.request().version().isEmpty() && !about.kind().builtIn();
    boolean otherVersion =
        !anyVersion && !apiVersion.isEmpty() && !apiVersion.equals(about.kind().apiVersion());
    boolean otherKind = !kind.isEmpty() && !kind.equals(about.kind().kind());
    if (otherVersion || otherKind) {
      throw Rejected.because(
          about,
          Refusal.Reason.BAD_REQUEST,
          "the body is a "
              + apiVersion
              + " "
              + kind
              + ", the path wants "
              + about.kind().apiVersion()
              + " "
              + about.kind().kind());
    }
    checkNames(about, object);
    Obj named =
        object.with("apiVersion", about.kind().apiVersion()).with("kind", about.kind().kind());
    return about.key().namespace().isEmpty()
        ? named
        : named.withAt(Json.of(about.key().namespace()), "metadata", "namespace");
  }

  private static void checkNames(Case about, Obj object) throws Rejected {
    String namespace = object.text("metadata", "namespace");
    if (!namespace.isEmpty() && !namespace.equals(about.key().namespace())) {
      throw Rejected.because(
          about,
          Refusal.Reason.BAD_REQUEST,
          "the namespace of the provided object does not match the namespace sent on the request");
    }
    String name = object.text("metadata", "name");
    if (!name.isEmpty() && !about.key().name().isEmpty() && !name.equals(about.key().name())) {
      throw Rejected.because(
          about,
          Refusal.Reason.BAD_REQUEST,
          "the name of the object ("
              + name
              + ") does not match the name on the URL ("
              + about.key().name()
              + ")");
    }
  }

  /// The object without unknown fields, which are refused, warned of or ignored.
  static Obj pruned(Case about, Obj object, List<String> warnings) throws Rejected {
    Pruning.Pruned pruned = Pruning.prune(about.kind().schema(), object);
    var problems = new ArrayList<String>();
    pruned.unknown().forEach(path -> problems.add("unknown field \"" + path + "\""));
    about.options().duplicates().forEach(path -> problems.add("duplicate field \"" + path + "\""));
    switch (about.options().fieldValidation()) {
      case STRICT -> {
        if (!problems.isEmpty()) {
          throw Rejected.because(
              about,
              Refusal.Reason.BAD_REQUEST,
              about.kind().kind()
                  + " in version \""
                  + about.kind().version()
                  + "\" cannot be handled as a "
                  + about.kind().kind()
                  + ": strict decoding error: "
                  + String.join(", ", problems));
        }
      }
      case WARN -> warnings.addAll(problems);
      case IGNORE -> {}
    }
    return pruned.value();
  }
}
