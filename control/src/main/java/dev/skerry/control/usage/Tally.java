package dev.skerry.control.usage;

import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.unit.Amounts;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.pcollections.TreePMap;

/// What a namespace holds: how many objects of each kind, and what its pods use. Events count for
/// nothing. Immutable; a change costs a look at the one object that changed, which only a pod is
/// read for.
///
/// @param objects by kind, none of them zero
/// @param pods what those use that have not ended, by name of a quota, none of it zero
public record Tally(TreePMap<GroupKind, Long> objects, TreePMap<PodClass, Amounts> pods) {
  public static final Tally NOTHING = new Tally(TreePMap.empty(), TreePMap.empty());

  private static final GroupKind POD = GroupKind.core("Pod");
  private static final GroupKind EVENT = GroupKind.core("Event");

  /// @param object read only if it has to be
  public Tally plus(GroupKind kind, Supplier<Obj> object) {
    return moved(kind, object, 1);
  }

  public Tally minus(GroupKind kind, Supplier<Obj> object) {
    return moved(kind, object, -1);
  }

  public long count(GroupKind kind) {
    return objects.getOrDefault(kind, 0L);
  }

  private Tally moved(GroupKind kind, Supplier<Obj> object, long sign) {
    if (kind.equals(EVENT)) {
      return this;
    }
    long count = count(kind) + sign;
    TreePMap<GroupKind, Long> counted =
        count == 0 ? objects.minus(kind) : objects.plus(kind, count);
    return new Tally(counted, kind.equals(POD) ? used(object.get(), sign) : pods);
  }

  private TreePMap<PodClass, Amounts> used(Obj pod, long sign) {
    PodClass of = PodClass.of(pod);
    var sum = new TreeMap<>(pods.getOrDefault(of, Amounts.NONE).milli());
    PodUse.of(pod)
        .milli()
        .forEach((name, amount) -> sum.merge(name, sign * amount, Math::addExact));
    sum.values().removeIf(amount -> amount == 0);
    return sum.isEmpty() ? pods.minus(of) : pods.plus(of, new Amounts(sum));
  }
}
