package dev.skerry.control.signing;

import dev.skerry.control.controller.Controller;
import dev.skerry.control.controller.Intent;
import dev.skerry.control.controller.Plan;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.ObjectChange;
import dev.skerry.control.state.View;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Removes requests that are over or that nobody answered. One that was approved and not signed
/// stays, since its signer may be elsewhere. Source: Kubernetes, `csrcleaner`.
public final class RequestExpiry implements Controller {
  static final Duration KEEP_DECIDED = Duration.ofHours(1);
  static final Duration KEEP_PENDING = Duration.ofHours(24);

  @Override
  public String name() {
    return "csr-cleaner";
  }

  @Override
  public List<ObjectKey> affected(ObjectChange change, View view) {
    return change.key().kind().equals(Signers.REQUEST) && change.after().isPresent()
        ? List.of(change.key())
        : List.of();
  }

  @Override
  public Plan reconcile(View view, ObjectKey key, Instant now) {
    Optional<Entry> found =
        key.kind().equals(Signers.REQUEST)
            ? view.find(key).filter(e -> e.home().equals(view.self()) && !e.deleting())
            : Optional.empty();
    if (found.isEmpty()) {
      return Plan.NOTHING;
    }
    Optional<Instant> end = end(found.get().json());
    if (end.isEmpty()) {
      return Plan.NOTHING;
    }
    return end.get().isAfter(now)
        ? Plan.later(end.get())
        : Plan.of(new Intent.Delete(key, found.get().uid(), 0, Intent.Propagation.BACKGROUND));
  }

  private static Optional<Instant> end(Obj request) {
    var state = new RequestState(request);
    if (request.items("status", "conditions").isEmpty()) {
      return request
          .string("metadata", "creationTimestamp")
          .map(Instant::parse)
          .map(made -> made.plus(KEEP_PENDING));
    }
    return state
        .condition(RequestState.DENIED)
        .or(() -> state.condition(RequestState.FAILED))
        .or(() -> state.condition(RequestState.APPROVED).filter(_ -> state.issued()))
        .flatMap(condition -> condition.string("lastUpdateTime"))
        .map(Instant::parse)
        .map(decided -> decided.plus(KEEP_DECIDED));
  }
}
