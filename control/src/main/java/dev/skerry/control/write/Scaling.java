package dev.skerry.control.write;

import dev.skerry.control.state.Entry;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.ScalePaths;
import java.util.List;
import java.util.OptionalLong;

/// The `scale` subresource: a small object that shows and sets the replicas of a larger one.
final class Scaling {
  private final Writing writing;

  private final Patching patching;

  Scaling(Writing writing, Patching patching) {
    this.writing = writing;
    this.patching = patching;
  }

  Decision decide(Case about) throws Rejected {
    Entry current = about.found();
    ScalePaths paths =
        about
            .kind()
            .scale()
            .orElseThrow(() ->
                Rejected.because(
                    about, Refusal.Reason.NOT_FOUND, about.kind().resource() + " have no scale"));
    return switch (about.request().verb()) {
      case Request.Verb.Update(var body) -> set(about, current, paths, body);
      case Request.Verb.Patch patch ->
          patch.type() == Request.PatchType.APPLY
              ? apply(about, current, paths, patch.patch())
              : set(
                  about,
                  current,
                  paths,
                  Patching.patched(about, Scales.of(about.kind(), about.present()), patch));
      case Request.Verb.Create _, Request.Verb.Delete _ ->
          throw Rejected.because(
              about,
              Refusal.Reason.METHOD_NOT_ALLOWED,
              "a scale is read, replaced or patched, nothing else");
    };
  }

  private Decision set(Case about, Entry current, ScalePaths paths, Json wanted) throws Rejected {
    String revision = wanted.text("metadata", "resourceVersion");
    boolean reported =
        !revision.equals(current.revision().toString())
            && wanted instanceof Obj object
            && Metadata.checkPreconditions(about, current, object);
    OptionalLong replicas = replicas(about, wanted);
    Obj changed = Scales.set(about.present(), paths.specReplicas(), Json.of(replicas.orElse(0)));
    return writing.finish(about, new Writing.Draft(changed, false, reported, List.of()));
  }

  /// Who applies a scale owns the object's replicas, through the subresource.
  private Decision apply(Case about, Entry current, ScalePaths paths, Json body) throws Rejected {
    if (!(body instanceof Obj config)) {
      throw Rejected.because(
          about, Refusal.Reason.BAD_REQUEST, "the body is not an object of kind Scale");
    }
    boolean reported = Metadata.checkPreconditions(about, current, config);
    OptionalLong replicas = replicas(about, config);
    Obj fields =
        replicas.isPresent()
            ? Scales.set(Obj.EMPTY, paths.specReplicas(), Json.of(replicas.getAsLong()))
            : Obj.EMPTY;
    return patching.laid(about, fields, reported, List.of());
  }

  private static OptionalLong replicas(Case about, Json scale) throws Rejected {
    OptionalLong replicas = scale.integer("spec", "replicas");
    if (replicas.isPresent() && replicas.getAsLong() < 0) {
      throw Rejected.invalid(
          about,
          "spec.replicas",
          "Invalid value: " + replicas.getAsLong() + ": must be greater than or equal to 0");
    }
    return replicas;
  }
}
