package dev.skerry.api.pod;

import dev.skerry.api.status.Refused;
import dev.skerry.control.write.Refusal;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The containers of one pod, and which of them a request means. Sentences are Kubernetes' own,
/// since people search for them.
///
/// @param pod as the API shows it
record Containers(Obj pod) {
  private static final String DEFAULT = "kubectl.kubernetes.io/default-container";

  /// The named one, else the annotated one, else the only one.
  String choose(String wanted) throws Refused {
    List<String> own = names("containers");
    if (!wanted.isEmpty()) {
      if (!all().contains(wanted)) {
        throw bad("container " + wanted + " is not valid for pod " + name());
      }
      return wanted;
    }
    String annotated = pod.text("metadata", "annotations", DEFAULT);
    if (all().contains(annotated)) {
      return annotated;
    }
    if (own.size() != 1) {
      throw bad(
          "a container name must be specified for pod "
              + name()
              + ", choose one of: ["
              + String.join(" ", own)
              + "]"
              + inits());
    }
    return own.getFirst();
  }

  private String inits() {
    List<String> inits = names("initContainers");
    return inits.isEmpty()
        ? ""
        : " or one of the init containers: [" + String.join(" ", inits) + "]";
  }

  private List<String> all() {
    return Stream.of("containers", "initContainers", "ephemeralContainers")
        .flatMap(group -> names(group).stream())
        .toList();
  }

  private List<String> names(String group) {
    return pod.items("spec", group).stream().map(each -> each.text("name")).toList();
  }

  private String name() {
    return pod.text("metadata", "name");
  }

  /// Refuses when its status says that there cannot be a log: the container never ran, or not
  /// before. Without a status its node decides.
  void checkLogged(String container, boolean previous) throws Refused {
    Optional<Json> status = status(container);
    if (status.isEmpty()) {
      return;
    }
    Json state = status.get();
    boolean ranBefore = state.at("lastState", "terminated").isPresent();
    if (previous && !ranBefore) {
      throw bad("previous terminated " + named(container) + " not found");
    }
    if (state.at("state", "waiting").isPresent() && !ranBefore) {
      throw bad(named(container) + " is waiting to start: " + why(state));
    }
  }

  /// Refuses when nothing can be typed into a container: its input was at its end from the start.
  void checkTyped(String container) throws Refused {
    boolean typed =
        Stream.of("containers", "initContainers", "ephemeralContainers")
            .flatMap(group -> pod.items("spec", group).stream())
            .anyMatch(each -> each.text("name").equals(container) && each.isTrue("stdin"));
    if (!typed) {
      throw bad(
          named(container)
              + " has no standard input: its spec does not say stdin: true; attach without -i to"
              + " see what it says, or use exec");
    }
  }

  private static String why(Json status) {
    String reason = status.text("state", "waiting", "reason");
    return switch (reason) {
      case "ErrImagePull" -> "image can't be pulled";
      case "ImagePullBackOff" -> "trying and failing to pull image";
      default -> reason.isEmpty() ? "no logs yet" : reason;
    };
  }

  private Optional<Json> status(String container) {
    return Stream.of("containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses")
        .flatMap(group -> pod.items("status", group).stream())
        .filter(each -> each.text("name").equals(container))
        .findFirst();
  }

  private String named(String container) {
    return "container \"" + container + "\" in pod \"" + name() + "\"";
  }

  private static Refused bad(String sentence) {
    return Refused.because(Refusal.Reason.BAD_REQUEST, sentence);
  }
}
