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

  Scaling(Writing writing) {
    this.writing = writing;
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
    Obj live = about.present();
    Obj scale = Scales.of(about.kind(), live);
    Json wanted =
        switch (about.request().verb()) {
          case Request.Verb.Update(var body) -> body;
          case Request.Verb.Patch patch when patch.type() != Request.PatchType.APPLY ->
              Patching.patched(about, scale, patch);
          case Request.Verb.Patch _, Request.Verb.Create _, Request.Verb.Delete _ ->
              throw Rejected.because(
                  about,
                  Refusal.Reason.METHOD_NOT_ALLOWED,
                  "a scale is read, replaced or patched, nothing else");
        };
    String revision = wanted.text("metadata", "resourceVersion");
    boolean reported =
        !revision.equals(current.revision().toString())
            && wanted instanceof Obj object
            && Metadata.checkPreconditions(about, current, object);
    OptionalLong replicas = wanted.integer("spec", "replicas");
    if (replicas.isPresent() && replicas.getAsLong() < 0) {
      throw Rejected.invalid(
          about,
          "spec.replicas",
          "Invalid value: " + replicas.getAsLong() + ": must be greater than or equal to 0");
    }
    Obj changed = Scales.set(live, paths.specReplicas(), Json.of(replicas.orElse(0)));
    return writing.finish(about, new Writing.Draft(changed, false, reported, List.of()));
  }
}
