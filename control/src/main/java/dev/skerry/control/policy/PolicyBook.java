package dev.skerry.control.policy;

import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.KindNames;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.TenantName;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/// The policies that bindings put into force, read when first asked and kept. A write costs a look
/// at each binding, and where there is none a look into a map. Any thread.
public final class PolicyBook {
  private final ConcurrentSkipListMap<String, Known> known = new ConcurrentSkipListMap<>();

  private record Known(Entry entry, Policy policy) {
    /// Entries live on unchanged from view to view.
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(Entry other) {
      return entry == other;
    }
  }

  private static Collection<Entry> bindings(View view) {
    return view.all(KindNames.POLICY_BINDING, TenantName.DEFAULT).values();
  }

  /// Whether there is anything to ask on this view.
  public boolean isEmpty(View view) {
    return bindings(view).isEmpty();
  }

  public Verdict judge(Attempt attempt) {
    Optional<Judgement> judgement = Optional.empty();
    if (attempt.exempt()) {
      return Verdict.NOTHING;
    }
    for (Entry binding : bindings(attempt.view())) {
      Obj spec = binding.json().obj("spec");
      Optional<Policy> policy = inForce(attempt, spec);
      if (policy.isPresent()) {
        judgement = judgement.or(() -> Optional.of(new Judgement(attempt)));
        judgement.get().ask(policy.get(), binding.key().name(), spec);
      }
    }
    return judgement.map(Judgement::verdict).orElse(Verdict.NOTHING);
  }

  /// The policy of a binding, where both speak of the write. Matching comes first: what no write
  /// concerns is never read.
  private Optional<Policy> inForce(Attempt attempt, Obj binding) {
    return attempt
        .view()
        .find(ObjectKey.of(KindNames.POLICY, "", binding.text("policyName")))
        .filter(
            entry -> Matching.speaksOf(entry.json().obj("spec", "matchConstraints"), attempt, true))
        .filter(_ -> Matching.speaksOf(binding.obj("matchResources"), attempt, false))
        .map(this::policy);
  }

  private Policy policy(Entry entry) {
    String name = entry.key().name();
    Known before = known.get(name);
    if (before != null && before.isOf(entry)) {
      return before.policy();
    }
    Obj spec = entry.json().obj("spec");
    Policy policy =
        before != null && before.policy().spec().equals(spec)
            ? before.policy()
            : Policy.of(name, spec);
    known.put(name, new Known(entry, policy));
    return policy;
  }

  /// Reads what is in force on a view, and forgets what is no more. Takes seconds when it is the
  /// first to read an expression in this process.
  public void warm(View view) {
    for (Entry binding : bindings(view)) {
      String name = binding.json().text("spec", "policyName");
      Optional<Entry> entry = view.find(ObjectKey.of(KindNames.POLICY, "", name));
      Optional<Policy> _ = entry.map(this::policy);
    }
    known.keySet().removeIf(name -> view.find(ObjectKey.of(KindNames.POLICY, "", name)).isEmpty());
  }
}
