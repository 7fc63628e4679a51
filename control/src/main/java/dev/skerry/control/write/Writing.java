package dev.skerry.control.write;

import dev.skerry.control.policy.PolicyRules;
import dev.skerry.control.rule.RuleBook;
import dev.skerry.control.state.Entry;
import dev.skerry.model.apply.Update;
import dev.skerry.model.apply.Writer;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Custom;
import dev.skerry.model.kind.Kinds;
import dev.skerry.model.meta.Meta;
import dev.skerry.model.meta.Names;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.schema.Defaulting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Create and update, and the end of every other write: prune, default, admit, validate, keep
/// owners.
final class Writing {
  /// Tries at a free name for `generateName`; with 27^5 names a second is rare already.
  private static final int NAME_TRIES = 8;

  private static final int SUFFIX = 5;

  private final RuleBook rules = new RuleBook();
  private final Policies policies;

  Writing(Policies policies) {
    this.policies = policies;
  }

  void warm(Kinds kinds) {
    rules.warm(kinds);
  }

  /// A write that is ready but for judging: the object as somebody wants it to be.
  ///
  /// @param wanted complete, metadata too
  /// @param owned its managedFields are right already (server-side apply)
  /// @param reported the client named the revision it started from
  /// @param warnings of what was left out on the way here
  record Draft(Obj wanted, boolean owned, boolean reported, List<String> warnings) {}

  Decision create(Case asked, Json body) throws Rejected {
    Obj object = Bodies.object(asked, body);
    checkDefined(asked);
    Case about = asked.key().name().isEmpty() ? generated(asked, object) : asked;
    if (about.current().isPresent()) {
      throw Rejected.because(
          about,
          Refusal.Reason.ALREADY_EXISTS,
          about.kind().resource() + " \"" + about.key().name() + "\" already exists");
    }
    if (!object.text("metadata", "resourceVersion").isEmpty()) {
      throw Rejected.because(
          about,
          Refusal.Reason.BAD_REQUEST,
          "resourceVersion should not be set on objects to be created");
    }
    Namespaces.checkOpen(about);
    Obj fresh = about.kind().has("status") ? object.without("status") : object;
    return finish(about, new Draft(Metadata.born(about, fresh), false, false, List.of()));
  }

  static void checkDefined(Case about) throws Rejected {
    if (about.kind().custom().filter(Custom::ending).isPresent()) {
      throw Rejected.because(
          about,
          Refusal.Reason.METHOD_NOT_ALLOWED,
          "create not allowed while custom resource definition is terminating");
    }
  }

  private static Case generated(Case asked, Obj object) throws Rejected {
    String base = object.text("metadata", "generateName");
    if (base.isEmpty()) {
      throw Rejected.invalid(
          asked, "metadata.name", "Required value: name or generateName is required");
    }
    int room = Names.MAX_LABEL - SUFFIX;
    String head = base.length() <= room ? base : base.substring(0, room);
    for (int i = 0; i < NAME_TRIES; i++) {
      Case named = asked.named(head + asked.chance().suffix("generate-name", SUFFIX));
      if (named.current().isEmpty()) {
        return named;
      }
    }
    throw Rejected.because(
        asked, Refusal.Reason.ALREADY_EXISTS, "no free name was found for " + base + ", try again");
  }

  Decision update(Case about, Json body) throws Rejected {
    Obj object = Bodies.object(about, body);
    Entry current = about.found();
    boolean reported = Metadata.checkPreconditions(about, current, object);
    Obj live = about.present();
    Obj wanted =
        switch (about.request().subresource()) {
          case "status", CertificateRequests.APPROVAL -> reported(about, live, object);
          case Namespaces.FINALIZE -> Namespaces.finalized(live, object);
          default -> Metadata.kept(about, live, object);
        };
    return finish(about, new Draft(wanted, false, reported, List.of()));
  }

  /// The live object with what a write of its status says of that.
  static Obj reported(Case about, Obj live, Obj other) {
    return about.request().subresource().equals(CertificateRequests.APPROVAL)
        ? CertificateRequests.conditionsOf(live, other)
        : statusOf(live, other);
  }

  /// The live object with the status of another, which may be none.
  static Obj statusOf(Obj live, Obj other) {
    return other
        .at("status")
        .map(status -> live.with("status", status))
        .orElse(live.without("status"));
  }

  /// Judges a draft and makes a proposal of it.
  Decision finish(Case about, Draft draft) throws Rejected {
    var told = new ArrayList<String>(draft.warnings());
    Obj object = Bodies.pruned(about, draft.wanted(), told);
    object = Validity.typed(about, object);
    object = Defaulting.fill(about.kind().schema(), object);
    Optional<Obj> live = about.live();
    object =
        about.ofStatus()
            ? Admission.admitStatus(about, live, object)
            : Admission.admit(about, live, object);
    Validity.check(about, rules, live, object);
    object = Metadata.generation(about, live, object);
    if (!draft.owned()) {
      object = owned(about, live, object);
    }
    if (live.isEmpty()) {
      object = Admission.born(about, object);
    }
    told.addAll(policies.check(about, live, Optional.of(object)));
    if (live.isEmpty()) {
      Limits.check(about, object);
    }
    told.addAll(PolicyRules.unheeded(about.key().kind(), object));
    List<String> warnings = told.stream().distinct().toList();
    if (live.isPresent() && same(about, object)) {
      return endsNow(about, live.get(), object)
          ? removal(about, object, warnings)
          : new Decision.Unchanged(live.get(), false, warnings);
    }
    if (about.options().dryRun()) {
      return new Decision.Unchanged(shown(about, object), live.isEmpty(), warnings);
    }
    if (live.isPresent() && endsNow(about, live.get(), object)) {
      return removal(about, object, warnings);
    }
    return new Decision.Accepted(
        new Proposal(
            about.key(),
            about.current().map(Entry::revision),
            draft.reported(),
            new Proposal.Action.Put(about.kept(object))),
        warnings);
  }

  private static Obj owned(Case about, Optional<Obj> live, Obj object) {
    var update = new Update(about.kind().schema(), Fields.leftAlone(about));
    return update.written(live, object, writer(about), about.now());
  }

  static Writer writer(Case about) {
    String manager = about.options().manager();
    String name = manager.isEmpty() ? "unknown" : manager;
    return new Writer(
        name.length() > Writer.MAX_MANAGER_CHARS
            ? name.substring(0, Writer.MAX_MANAGER_CHARS)
            : name,
        about.kind().apiVersion(),
        about.request().subresource());
  }

  /// Whether it is kept so already.
  private static boolean same(Case about, Obj object) throws Rejected {
    return about
        .found()
        .json()
        .withoutAt("metadata", "resourceVersion")
        .equals(about.kept(object).withoutAt("metadata", "resourceVersion"));
  }

  /// A dry run shows the object as it would be, at the revision it was computed from.
  private static Obj shown(Case about, Obj object) {
    return about
        .current()
        .map(c -> object.withAt(Json.of(c.revision().toString()), "metadata", "resourceVersion"))
        .orElse(object);
  }

  /// The last finalizer went from an object that waited for that.
  private static boolean endsNow(Case about, Obj live, Obj object) {
    var meta = new Meta(object);
    return meta.deleting()
        && !Namespaces.held(about, object)
        && Namespaces.held(about, live)
        && !Deleting.waitsForNode(about, object);
  }

  private static Decision removal(Case about, Obj object, List<String> warnings) {
    return new Decision.Accepted(
        new Proposal(
            about.key(),
            about.current().map(Entry::revision),
            false,
            new Proposal.Action.Remove(new Meta(object).uid())),
        warnings);
  }

  static Optional<Revision> revision(Case about, String text) throws Rejected {
    if (text.isEmpty() || text.equals("0")) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Revision(Long.parseLong(text)));
    } catch (NumberFormatException _) {
      throw Rejected.because(
          about, Refusal.Reason.BAD_REQUEST, "invalid resourceVersion \"" + text + "\"");
    } catch (IllegalArgumentException bad) {
      throw Rejected.because(about, Refusal.Reason.BAD_REQUEST, String.valueOf(bad.getMessage()));
    }
  }
}
