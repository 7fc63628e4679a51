package dev.skerry.node.plan;

import java.util.ArrayList;
import java.util.List;

/// Collects what stands in the way while a plan is made, so that one answer names all of it.
final class Blockers {
  private final List<String> messages = new ArrayList<>();

  void add(String message) {
    messages.add(message);
  }

  <T> Planned<T> judge(String reason, T plan) {
    return messages.isEmpty()
        ? new Planned.Ready<>(plan)
        : new Planned.Blocked<>(reason, String.join("; ", messages));
  }
}
