package dev.skerry.control.quota;

import dev.skerry.control.state.View;
import dev.skerry.control.usage.PodClass;
import dev.skerry.control.usage.PodUse;
import dev.skerry.control.usage.Tally;
import dev.skerry.control.workload.KindNames;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Kind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.unit.Amounts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Whether the quotas of a namespace leave room for one more object. Costs as much as the namespace
/// has quotas, however many objects it has: those are counted as they come and go ({@link
/// View#tally}). Sentences as of Kubernetes' `resourcequota` admission.
public final class Quotas {
  private static final long ONE = 1_000;

  /// What every container must say where a quota limits it.
  private static final List<String> SAID =
      List.of("cpu", "limits.cpu", "limits.memory", "memory", "requests.cpu", "requests.memory");

  private Quotas() {}

  /// Why the object may not be made; the end of `pods "web" is forbidden: `.
  public static Optional<String> objection(View view, Kind kind, ObjectKey key, Obj object) {
    Optional<Tally> tally = view.tally(key.tenant(), key.namespace());
    if (tally.isEmpty() || key.kind().equals(KindNames.EVENT)) {
      return Optional.empty();
    }
    boolean pod = key.kind().equals(KindNames.POD);
    Amounts counted = counted(kind);
    Amounts asked = pod ? counted.plus(PodUse.of(object)) : counted;
    for (Quota quota : Quota.in(view, key)) {
      boolean speaks = pod ? quota.takes(PodClass.of(object)) : quota.scopes().isEmpty();
      if (!speaks) {
        continue;
      }
      Optional<String> unsaid = pod ? unsaid(quota, object) : Optional.empty();
      if (unsaid.isPresent()) {
        return unsaid;
      }
      Amounts used = quota.byPods(tally.get());
      long there = ONE * tally.get().count(key.kind());
      for (String name : counted.milli().keySet()) {
        used = used.overlaid(one(name, there));
      }
      Optional<String> exceeded = exceeded(quota, asked, used);
      if (exceeded.isPresent()) {
        return exceeded;
      }
    }
    return Optional.empty();
  }

  private static Amounts one(String name, long milli) {
    var amounts = new TreeMap<String, Long>();
    amounts.put(name, milli);
    return new Amounts(amounts);
  }

  /// The names under which the object itself counts.
  private static Amounts counted(Kind kind) {
    Amounts counted = one(Quota.COUNT + kind.resource(), ONE);
    return Quota.COUNTED.contains(kind.resource())
        ? counted.plus(one(kind.resource(), ONE))
        : counted;
  }

  private static Optional<String> exceeded(Quota quota, Amounts asked, Amounts used) {
    List<String> over =
        quota.hard().keys().stream()
            .filter(asked::has)
            .filter(name -> used.of(name) + asked.of(name) > quota.limit(name))
            .toList();
    if (over.isEmpty()) {
      return Optional.empty();
    }
    String limited =
        String.join(",", over.stream().map(n -> n + "=" + quota.hard().text(n)).toList());
    return Optional.of(
        "exceeded quota: "
            + quota.name()
            + ", requested: "
            + quota.text(over, asked)
            + ", used: "
            + quota.text(over, used)
            + ", limited: "
            + limited);
  }

  /// A quota on compute can only count what every container says.
  private static Optional<String> unsaid(Quota quota, Obj pod) {
    var missing = new TreeMap<String, TreeSet<String>>();
    var containers = new ArrayList<Json>(pod.items("spec", "containers"));
    containers.addAll(pod.items("spec", "initContainers"));
    for (Json container : containers) {
      Amounts said = PodUse.ofContainer(container);
      quota.hard().keys().stream()
          .filter(SAID::contains)
          .filter(name -> !said.has(name))
          .forEach(name ->
              missing.computeIfAbsent(name, _ -> new TreeSet<>()).add(container.text("name")));
    }
    var parts = new ArrayList<String>();
    missing.forEach((name, of) -> parts.add(name + " for: " + join(of)));
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "failed quota: " + quota.name() + ": must specify " + String.join("; ", parts));
  }

  private static String join(Collection<String> names) {
    return String.join(",", names);
  }
}
