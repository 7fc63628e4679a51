package dev.skerry.control.write;

import dev.skerry.control.state.View;
import dev.skerry.model.chance.Chance;
import dev.skerry.model.custom.CustomKinds;
import dev.skerry.model.kind.Kind;
import dev.skerry.model.kind.Kinds;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// The pipeline of a control plane: home, then patch or apply, then prune, default, admit,
/// validate, then owners of fields. Kinds come from the view of every request, so that a kind which
/// is defined is served at once.
public final class StandardPipeline implements Pipeline {
  private final Function<View, Kinds> kinds;
  private final Policies policies;
  private final Writing writing;
  private final Patching patching;
  private final Deleting deleting;
  private final Scaling scaling;

  public StandardPipeline(Function<View, Kinds> kinds) {
    this.kinds = kinds;
    policies = new Policies(kinds);
    writing = new Writing(policies);
    patching = new Patching(writing);
    deleting = new Deleting(policies);
    scaling = new Scaling(writing, patching);
  }

  /// The same kinds on every view.
  public StandardPipeline(Supplier<Kinds> kinds) {
    this(_ -> kinds.get());
  }

  @Override
  public Decision decide(View view, Request request, Instant now, Chance chance) {
    Optional<Kind> kind =
        kinds
            .apply(view)
            .find(request.key().kind(), request.version())
            .or(() -> undefined(view, request));
    if (kind.isEmpty()) {
      return Decision.refused(
          Refusal.of(
              Refusal.Reason.NOT_FOUND,
              "the kind " + request.key().kind() + " is not served here"));
    }
    var about =
        new Case(view, kind.get(), request, request.key(), view.find(request.key()), now, chance);
    try {
      Homes.check(about);
      return decide(about);
    } catch (Rejected rejected) {
      return new Decision.Refused(rejected.refusal(), List.of());
    }
  }

  @Override
  public Optional<Refusal> late(View view, Proposal proposal) {
    boolean counted = view.tally(proposal.key().tenant(), proposal.key().namespace()).isPresent();
    return counted
            && proposal.expected().isEmpty()
            && proposal.action() instanceof Proposal.Action.Put(var object)
        ? kinds
            .apply(view)
            .find(proposal.key().kind())
            .flatMap(kind -> Limits.late(view, kind, proposal, object))
        : Optional.empty();
  }

  @Override
  public void warm(View view) {
    writing.warm(kinds.apply(view));
    policies.warm(view);
  }

  /// A controller may let go of objects whose definition is gone.
  private static Optional<Kind> undefined(View view, Request request) {
    boolean system = request.user().name().startsWith("system:controller:");
    return view.find(request.key())
        .filter(_ -> system)
        .map(entry -> CustomKinds.undefined(entry.key().kind(), entry.json().text("apiVersion")));
  }

  private Decision decide(Case about) throws Rejected {
    String subresource = about.request().subresource();
    if (subresource.equals("scale")) {
      return scaling.decide(about);
    }
    checkServed(about, subresource);
    return switch (about.request().verb()) {
      case Request.Verb.Create(var object) -> writing.create(about, object);
      case Request.Verb.Update(var object) -> writing.update(about, object);
      case Request.Verb.Patch patch -> patching.decide(about, patch);
      case Request.Verb.Delete delete -> deleting.decide(about, delete);
    };
  }

  /// A subresource is not another way to write the whole object.
  private static void checkServed(Case about, String subresource) throws Rejected {
    switch (subresource) {
      case "", "status" -> {}
      case CertificateRequests.APPROVAL -> {
        if (!about.kind().has(CertificateRequests.APPROVAL)) {
          throw unserved(about, subresource);
        }
      }
      case Namespaces.FINALIZE -> {
        if (!(about.request().verb() instanceof Request.Verb.Update)) {
          throw Rejected.because(
              about,
              Refusal.Reason.METHOD_NOT_ALLOWED,
              "a namespace's finalizers are replaced by PUT, nothing else");
        }
      }
      default -> throw unserved(about, subresource);
    }
  }

  private static Rejected unserved(Case about, String subresource) {
    return Rejected.because(
        about,
        Refusal.Reason.NOT_FOUND,
        about.kind().resource() + " have no subresource \"" + subresource + "\" to write");
  }
}
