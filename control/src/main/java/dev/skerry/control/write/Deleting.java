package dev.skerry.control.write;

import dev.skerry.control.state.Entry;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.Meta;
import dev.skerry.model.meta.Revision;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// DELETE of one object: at once, or marked, when a finalizer or a node has to act first.
final class Deleting {
  private static final GroupKind POD = GroupKind.core("Pod");
  private static final GroupKind NAMESPACE = GroupKind.core("Namespace");
  private static final List<String> BUILT_IN =
      List.of("default", "kube-system", "kube-public", "kube-node-lease", "local");

  /// How long a pod gets to end by itself when nobody says, seconds (Kubernetes' default).
  private static final long POD_GRACE = 30;

  private final Policies policies;

  Deleting(Policies policies) {
    this.policies = policies;
  }

  Decision decide(Case about, Request.Verb.Delete delete) throws Rejected {
    Entry current = about.found();
    checkPreconditions(about, current, delete);
    checkBuiltIn(about);
    Obj live = current.json();
    List<String> warnings = policies.check(about, Optional.of(live), Optional.empty());
    Obj marked = marked(about, live, delete);
    boolean ends = !Namespaces.held(about, marked) && !waitsForNode(about, marked);
    if (about.options().dryRun()) {
      return new Decision.Unchanged(ends ? live : marked, false, warnings);
    }
    if (ends) {
      return accepted(about, delete, new Proposal.Action.Remove(current.uid()), warnings);
    }
    return marked.equals(live)
        ? new Decision.Unchanged(live, false, warnings)
        : accepted(
            about,
            delete,
            new Proposal.Action.Put(Metadata.generation(about, Optional.of(live), marked)),
            warnings);
  }

  private static Decision accepted(
      Case about, Request.Verb.Delete delete, Proposal.Action action, List<String> warnings) {
    return new Decision.Accepted(
        new Proposal(
            about.key(),
            about.current().map(Entry::revision),
            delete.revision().isPresent(),
            action),
        warnings);
  }

  private static void checkPreconditions(Case about, Entry current, Request.Verb.Delete delete)
      throws Rejected {
    boolean otherUid = delete.uid().isPresent() && !delete.uid().get().equals(current.uid());
    Optional<Revision> revision = delete.revision();
    boolean otherRevision = revision.isPresent() && !revision.get().equals(current.revision());
    if (otherUid || otherRevision) {
      throw Metadata.conflict(
          about,
          "Precondition failed: the object has uid "
              + current.uid()
              + " and resourceVersion "
              + current.revision());
    }
  }

  private static void checkBuiltIn(Case about) throws Rejected {
    if (about.key().kind().equals(NAMESPACE) && BUILT_IN.contains(about.key().name())) {
      throw Rejected.because(
          about,
          Refusal.Reason.FORBIDDEN,
          "namespaces \""
              + about.key().name()
              + "\" is forbidden: this namespace may not be deleted");
    }
  }

  private static Obj marked(Case about, Obj live, Request.Verb.Delete delete) {
    Obj out = live;
    if (!new Meta(live).deleting()) {
      out = propagated(out, delete.propagation());
    }
    long grace = grace(about, live, delete);
    Optional<Long> before =
        live.integer("metadata", "deletionGracePeriodSeconds").stream().boxed().findFirst();
    if (before.isPresent() && before.get() <= grace) {
      return out;
    }
    String at = about.now().plusSeconds(grace).truncatedTo(ChronoUnit.SECONDS).toString();
    return out.withAt(Json.of(at), "metadata", "deletionTimestamp")
        .withAt(Json.of(grace), "metadata", "deletionGracePeriodSeconds");
  }

  private static long grace(Case about, Obj live, Request.Verb.Delete delete) {
    if (!about.key().kind().equals(POD)) {
      return 0;
    }
    return delete
        .graceSeconds()
        .orElse(live.integer("spec", "terminationGracePeriodSeconds").orElse(POD_GRACE));
  }

  private static Obj propagated(Obj object, String propagation) {
    String finalizer =
        switch (propagation) {
          case "Foreground" -> "foregroundDeletion";
          case "Orphan" -> "orphan";
          default -> "";
        };
    var finalizers = new ArrayList<Json>(object.items("metadata", "finalizers"));
    if (finalizer.isEmpty() || finalizers.contains(Json.of(finalizer))) {
      return object;
    }
    finalizers.add(Json.of(finalizer));
    return object.withAt(Json.array(finalizers), "metadata", "finalizers");
  }

  /// A pod that a node may be running ends when the node says so, or when somebody insists with a
  /// grace of zero.
  static boolean waitsForNode(Case about, Obj object) {
    return about.key().kind().equals(POD)
        && !object.text("spec", "nodeName").isEmpty()
        && object.integer("metadata", "deletionGracePeriodSeconds").orElse(POD_GRACE) > 0;
  }
}
