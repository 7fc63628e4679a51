package dev.skerry.node.pod;

import dev.skerry.node.work.Task;

/// A task and what it is for.
///
/// @param container its name, empty when it is for the pod
public record Step(Purpose purpose, String container, Task task) {
  /// Why a task is made; the order says nothing.
  public enum Purpose {
    FETCH_IMAGE(Lane.IMAGE),
    /// Only to know again which image an adopted container runs.
    LOOK_UP_IMAGE(Lane.IMAGE),
    SET_UP(Lane.ALONE),
    START(Lane.ALONE),
    POST_START(Lane.ASK),
    PRE_STOP(Lane.ASK),
    STOP(Lane.STOP),
    REMOVE(Lane.ALONE),
    TEAR_DOWN(Lane.ALONE),
    STARTUP_PROBE(Lane.ASK),
    LIVENESS_PROBE(Lane.ASK),
    READINESS_PROBE(Lane.ASK);

    private final Lane lane;

    Purpose(Lane lane) {
      this.lane = lane;
    }

    public Lane lane() {
      return lane;
    }
  }

  /// What may run beside it.
  public enum Lane {
    /// A driver call that tolerates no other call for its pod.
    ALONE,
    /// A driver call that tolerates others of its kind for the same pod.
    STOP,
    IMAGE,
    ASK
  }

  /// At most one step with this key is under way for a pod.
  String key() {
    return key(purpose, container);
  }

  static String key(Purpose purpose, String container) {
    return container + "/" + purpose;
  }
}
