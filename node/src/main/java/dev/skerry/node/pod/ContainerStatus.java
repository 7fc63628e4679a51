package dev.skerry.node.pod;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Composes one entry of `containerStatuses`.
record ContainerStatus(ContainerLife container, boolean podInitialized) {
  /// Before the runtime's id; as clients split it (`<type>://<id>`).
  private static final String HANDLE_TYPE = "skerry://";

  Obj compose() {
    boolean initDone =
        container.role() == ContainerLife.Role.INIT
            && container.exit().filter(Exit::well).isPresent();
    var out =
        Json.object()
            .put("name", container.name())
            .put("image", container.spec().text("image"))
            .put("imageID", container.imageId())
            .put("ready", container.ready() || initDone)
            .put("started", container.started())
            .put("restartCount", restarts())
            .put("state", state())
            .put("lastState", container.previous().map(ContainerStatus::ended).orElse(Obj.EMPTY));
    handle(out);
    return out.build();
  }

  /// The run that a waiting container waits for has not restarted anything yet.
  private long restarts() {
    return container.stage() instanceof Stage.Waiting
        ? Math.max(0, container.attempt() - 1)
        : container.attempt();
  }

  private void handle(Obj.Builder out) {
    String handle =
        switch (container.stage()) {
          case Stage.Running r -> r.handle();
          case Stage.Stopping s -> s.handle();
          case Stage.Exited(Exit exit) -> exit.handle();
          case Stage.Waiting _ -> container.previous().map(Exit::handle).orElse("");
        };
    if (!handle.isEmpty()) {
      out.put("containerID", typed(handle));
    }
  }

  private static String typed(String handle) {
    return handle.contains("://") ? handle : HANDLE_TYPE + handle;
  }

  private Obj state() {
    return switch (container.stage()) {
      case Stage.Waiting(String reason, String message, Instant _) -> waiting(reason, message);
      case Stage.Running(_, Instant started, boolean settled) ->
          settled ? running(started) : waiting("ContainerCreating", "");
      case Stage.Stopping s -> running(s.started());
      case Stage.Exited(Exit exit) -> ended(exit);
    };
  }

  private Obj waiting(String reason, String message) {
    boolean laterTurn =
        container.role() == ContainerLife.Role.MAIN
            && !podInitialized
            && reason.equals("ContainerCreating");
    return Json.object()
        .put(
            "waiting",
            Json.object()
                .put("reason", laterTurn ? "PodInitializing" : reason)
                .putText("message", message)
                .build())
        .build();
  }

  private static Obj running(Instant started) {
    return Json.object()
        .put("running", Json.object().put("startedAt", seconds(started)).build())
        .build();
  }

  private static Obj ended(Exit exit) {
    var inner =
        Json.object()
            .put("exitCode", exit.code())
            .put("reason", exit.reason())
            .putText("message", exit.message())
            .put("startedAt", seconds(exit.started()))
            .put("finishedAt", seconds(exit.finished()));
    if (exit.signal() != 0) {
      inner.put("signal", exit.signal());
    }
    if (!exit.handle().isEmpty()) {
      inner.put("containerID", typed(exit.handle()));
    }
    return Json.object().put("terminated", inner.build()).build();
  }

  private static String seconds(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
