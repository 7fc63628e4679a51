package dev.skerry.api.discovery;

import dev.skerry.model.kind.Kind;
import java.util.List;
import java.util.Optional;

/// What a subresource takes and gives, for those that are served. Others that a kind declares are
/// refused by name when asked for, and not listed.
record Subresources(String name, String group, String version, String kind, List<String> verbs) {
  private static final List<String> OBJECT = List.of("get", "patch", "update");

  static List<Subresources> of(Kind kind) {
    return kind.subresources().stream().flatMap(name -> of(kind, name).stream()).toList();
  }

  private static Optional<Subresources> of(Kind kind, String name) {
    return Optional.ofNullable(
        switch (name) {
          case "status", "approval" ->
              new Subresources(name, kind.group(), kind.version(), kind.kind(), OBJECT);
          case "finalize" ->
              new Subresources(name, kind.group(), kind.version(), kind.kind(), List.of("update"));
          case "scale" -> new Subresources(name, "autoscaling", "v1", "Scale", OBJECT);
          case "token" ->
              new Subresources(
                  name, "authentication.k8s.io", "v1", "TokenRequest", List.of("create"));
          case "log" -> new Subresources(name, "", "v1", "Pod", List.of("get"));
          case "exec" ->
              new Subresources(name, "", "v1", "PodExecOptions", List.of("create", "get"));
          case "attach" ->
              new Subresources(name, "", "v1", "PodAttachOptions", List.of("create", "get"));
          case "portforward" ->
              new Subresources(name, "", "v1", "PodPortForwardOptions", List.of("create", "get"));
          default -> null;
        });
  }
}
