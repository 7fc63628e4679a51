package dev.skerry.control.write;

import dev.skerry.control.state.Entry;
import dev.skerry.model.apply.Apply;
import dev.skerry.model.apply.ApplyOutcome;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.patch.JsonPatch;
import dev.skerry.model.patch.MergePatch;
import dev.skerry.model.patch.PatchOutcome;
import dev.skerry.model.patch.StrategicMergePatch;
import dev.skerry.model.schema.Wholes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// PATCH in its four forms.
final class Patching {
  private final Writing writing;

  Patching(Writing writing) {
    this.writing = writing;
  }

  Decision decide(Case about, Request.Verb.Patch patch) throws Rejected {
    if (patch.type() == Request.PatchType.APPLY) {
      return apply(about, patch.patch());
    }
    Entry current = about.found();
    Obj live = about.present();
    Obj patched = Bodies.object(about, patched(about, live, patch));
    String before = live.text("metadata", "resourceVersion");
    boolean says = !patched.text("metadata", "resourceVersion").equals(before);
    boolean reported = says && Metadata.checkPreconditions(about, current, patched);
    Obj wanted =
        about.ofStatus()
            ? Writing.reported(about, live, patched)
            : Metadata.kept(about, live, patched);
    return writing.finish(about, new Writing.Draft(wanted, false, reported, List.of()));
  }

  /// The target with the patch applied to it, or a refusal in HTTP's terms.
  static Obj patched(Case about, Obj target, Request.Verb.Patch patch) throws Rejected {
    PatchOutcome outcome =
        switch (patch.type()) {
          case JSON -> JsonPatch.apply(target, patch.patch());
          case MERGE -> MergePatch.apply(target, patch.patch());
          case STRATEGIC -> strategic(about, target, patch.patch());
          case APPLY -> throw new IllegalStateException("apply is no patch of a target");
        };
    return switch (outcome) {
      case PatchOutcome.Patched(Obj object) -> object;
      case PatchOutcome.Refused refused ->
          throw Rejected.because(about, reason(refused.reason()), refused.sentence());
    };
  }

  private static PatchOutcome strategic(Case about, Obj target, Json patch) throws Rejected {
    if (!about.kind().builtIn()) {
      throw Rejected.because(
          about,
          Refusal.Reason.UNSUPPORTED_MEDIA_TYPE,
          "the body of the request was in an unknown format - accepted media types include:"
              + " application/json-patch+json, application/merge-patch+json,"
              + " application/apply-patch+yaml");
    }
    return StrategicMergePatch.apply(target, patch, about.kind().schema());
  }

  private static Refusal.Reason reason(PatchOutcome.Reason reason) {
    return switch (reason) {
      case MALFORMED -> Refusal.Reason.BAD_REQUEST;
      case NOT_APPLICABLE -> Refusal.Reason.INVALID;
      case TOO_LARGE -> Refusal.Reason.REQUEST_ENTITY_TOO_LARGE;
    };
  }

  private Decision apply(Case about, Json body) throws Rejected {
    Obj config = Bodies.object(about, body);
    if (about.current().isEmpty() && about.ofStatus()) {
      about.found();
    }
    boolean reported =
        about.current().isPresent()
            && Metadata.checkPreconditions(about, about.current().get(), config);
    if (about.current().isEmpty()) {
      Writing.checkDefined(about);
      Namespaces.checkOpen(about);
    }
    var warnings = new ArrayList<String>();
    Obj known = Bodies.pruned(about, config, warnings);
    known = Wholes.complete(about.kind().schema(), Validity.typed(about, known));
    return laid(about, known, reported, warnings);
  }

  /// A configuration of some fields of the object, laid over it.
  ///
  /// @param reported whether a conflict with another writer is the client's to hear of
  Decision laid(Case about, Obj known, boolean reported, List<String> warnings) throws Rejected {
    Optional<Obj> live = about.live();
    var apply = new Apply(about.kind().schema(), Fields.leftAlone(about));
    ApplyOutcome outcome =
        apply.onto(live, known, Writing.writer(about), about.options().force(), about.now());
    return switch (outcome) {
      case ApplyOutcome.Applied applied -> applied(about, applied, reported, warnings);
      case ApplyOutcome.Conflicted conflicted -> throw conflict(about, conflicted);
      case ApplyOutcome.Refused refused ->
          throw Rejected.invalid(about, refused.path(), refused.sentence());
    };
  }

  private Decision applied(
      Case about, ApplyOutcome.Applied applied, boolean reported, List<String> warnings)
      throws Rejected {
    Optional<Obj> live = about.live();
    if (live.isPresent() && !applied.changed()) {
      return new Decision.Unchanged(live.get(), false, warnings);
    }
    Obj wanted =
        live.isEmpty()
            ? Metadata.born(about, applied.object())
            : about.ofStatus()
                ? ownersOf(Writing.reported(about, live.get(), applied.object()), applied.object())
                : Metadata.kept(about, live.get(), applied.object());
    return writing.finish(about, new Writing.Draft(wanted, true, reported, warnings));
  }

  private static Obj ownersOf(Obj object, Obj owned) {
    return owned
        .at("metadata", "managedFields")
        .map(fields -> object.withAt(fields, "metadata", "managedFields"))
        .orElse(object);
  }

  private static Rejected conflict(Case about, ApplyOutcome.Conflicted conflicted) {
    List<Refusal.Cause> causes =
        conflicted.conflicts().stream()
            .map(c -> new Refusal.Cause("FieldManagerConflict", c.message(), c.path()))
            .toList();
    return new Rejected(
        new Refusal(
            Refusal.Reason.CONFLICT,
            conflicted.sentence(),
            about.kind().groupKind(),
            about.key().name(),
            causes));
  }
}
