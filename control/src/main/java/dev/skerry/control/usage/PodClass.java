package dev.skerry.control.usage;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.Comparator;
import java.util.List;

/// Pods as the scopes of quotas tell them apart.
///
/// @param terminating it may run for a limited time only (`activeDeadlineSeconds`)
/// @param bestEffort no container asks for processor or memory, nor is limited in them
public record PodClass(boolean terminating, boolean bestEffort) implements Comparable<PodClass> {
  private static final Comparator<PodClass> ORDER =
      Comparator.comparing(PodClass::terminating).thenComparing(PodClass::bestEffort);
  private static final List<String> OF_QUALITY = List.of("cpu", "memory");

  public static PodClass of(Obj pod) {
    return new PodClass(
        pod.at("spec", "activeDeadlineSeconds").isPresent(),
        pod.items("spec", "containers").stream().noneMatch(PodClass::asks)
            && pod.items("spec", "initContainers").stream().noneMatch(PodClass::asks));
  }

  private static boolean asks(Json container) {
    return OF_QUALITY.stream()
        .anyMatch(resource ->
            container.obj("resources", "requests").has(resource)
                || container.obj("resources", "limits").has(resource));
  }

  @Override
  public int compareTo(PodClass other) {
    return ORDER.compare(this, other);
  }
}
