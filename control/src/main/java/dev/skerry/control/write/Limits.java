package dev.skerry.control.write;

import dev.skerry.control.quota.LimitRanges;
import dev.skerry.control.quota.Quotas;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.KindNames;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Kind;
import java.util.List;
import java.util.Optional;

/// Whether a namespace has room for a new object. Asked when it is judged, and again when it is
/// committed, since others may have been made in between.
final class Limits {
  private Limits() {}

  static void check(Case about, Obj object) throws Rejected {
    Optional<String> objection =
        about.key().kind().equals(KindNames.POD)
            ? LimitRanges.objection(about.view(), about.key(), object)
            : Optional.empty();
    objection =
        objection.or(() -> Quotas.objection(about.view(), about.kind(), about.key(), object));
    if (objection.isPresent()) {
      throw Rejected.because(
          about,
          Refusal.Reason.FORBIDDEN,
          forbidden(about.kind(), about.key().name(), objection.get()));
    }
  }

  /// Whether there is still room for what a proposal would make.
  static Optional<Refusal> late(View view, Kind kind, Proposal proposal, Obj object) {
    return Quotas.objection(view, kind, proposal.key(), object)
        .map(objection ->
            new Refusal(
                Refusal.Reason.FORBIDDEN,
                forbidden(kind, proposal.key().name(), objection),
                kind.groupKind(),
                proposal.key().name(),
                List.of()));
  }

  private static String forbidden(Kind kind, String name, String objection) {
    return kind.resource() + " \"" + name + "\" is forbidden: " + objection;
  }
}
