package dev.skerry.node.pod;

import dev.skerry.model.meta.Meta;
import dev.skerry.node.plan.WantedPod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The rules of restarting and of stopping together.
///
/// @param notices takes what is to be told
record Restarts(WantedPod wanted, List<ContainerLife> containers, Notices notices) {
  boolean restarts(ContainerLife container, Exit exit) {
    String policy = wanted.restartPolicy();
    if (container.replaced()) {
      return true;
    }
    return switch (container.role()) {
      case SIDECAR -> true;
      case INIT -> !exit.well() && !policy.equals("Never");
      case MAIN -> policy.equals("Always") || (policy.equals("OnFailure") && !exit.well());
    };
  }

  /// All main containers ended for good.
  boolean mainsDone() {
    return containers.stream()
        .filter(c -> c.role() == ContainerLife.Role.MAIN)
        .allMatch(c -> c.exit().filter(e -> !restarts(c, e)).isPresent());
  }

  void again(ContainerLife container, Exit exit, Instant now) {
    Duration delay = container.restart(exit, now);
    if (delay.isZero()) {
      return;
    }
    Meta meta = wanted.meta();
    String pod = meta.name() + "_" + meta.namespace() + "(" + meta.uid() + ")";
    String message =
        "back-off %ds restarting failed container=%s pod=%s"
            .formatted(delay.toSeconds(), container.name(), pod);
    container.hold("CrashLoopBackOff", message, exit.ended(now).plus(delay));
    notices.add(
        new Notice(
            true,
            "BackOff",
            "Back-off restarting failed container " + container.name() + " in pod " + pod));
  }

  /// Main containers end first, all at once; then the sidecars, the last one first.
  void close(Instant deadline) {
    boolean mainsAlive = false;
    for (ContainerLife container : containers) {
      if (container.role() != ContainerLife.Role.SIDECAR && container.alive()) {
        mainsAlive = true;
        stop(container, deadline);
      }
    }
    for (ContainerLife container : containers.reversed()) {
      if (!mainsAlive && container.role() == ContainerLife.Role.SIDECAR && container.alive()) {
        stop(container, deadline);
        return;
      }
    }
  }

  private void stop(ContainerLife container, Instant deadline) {
    if (container.stage() instanceof Stage.Running) {
      notices.add(new Notice(false, "Killing", "Stopping container " + container.name()));
    }
    container.stop(deadline);
  }
}
