package dev.skerry.control.why;

import dev.skerry.control.workload.Conditions;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What keeps a pod from being ready, as its site reports it.
///
/// @param reason one word, such as `Unschedulable` or `ImagePullBackOff`
/// @param sentence a part of one; ends as the message of the site does
record Trouble(String reason, String sentence) {
  /// How a container begins; no trouble.
  private static final List<String> BEGINNING = List.of("ContainerCreating", "PodInitializing");

  /// @param pod at least its `status`
  static Optional<Trouble> of(Obj pod) {
    Optional<Trouble> unscheduled =
        Conditions.find(pod, "PodScheduled")
            .filter(c -> c.text("status").equals("False"))
            .map(c -> new Trouble(c.text("reason"), "no node takes it: " + c.text("message")));
    return unscheduled.or(() ->
        Stream.of("initContainerStatuses", "containerStatuses")
            .flatMap(list -> pod.items("status", list).stream())
            .flatMap(container -> ofContainer(container).stream())
            .findFirst());
  }

  private static Optional<Trouble> ofContainer(Json container) {
    String name = "container " + container.text("name");
    Optional<Json> ended =
        container.at("state", "terminated").or(() -> container.at("lastState", "terminated"));
    Optional<String> end = ended.map(Trouble::end);
    Optional<Json> waiting =
        container.at("state", "waiting").filter(w -> !BEGINNING.contains(w.text("reason")));
    if (waiting.isPresent()) {
      String reason = waiting.get().text("reason");
      String message = waiting.get().text("message");
      String more = message.isEmpty() ? "" : ": " + message;
      return Optional.of(
          new Trouble(
              reason, name + " waits, " + reason + more + end.map(e -> "; it" + e).orElse("")));
    }
    boolean failed =
        container
            .at("state", "terminated")
            .filter(t -> t.integer("exitCode").orElse(0) != 0)
            .isPresent();
    return failed ? Optional.of(new Trouble("Failed", name + end.orElse(""))) : Optional.empty();
  }

  private static String end(Json terminated) {
    return " ended with "
        + terminated.text("reason")
        + ", exit code "
        + terminated.integer("exitCode").orElse(0);
  }
}
