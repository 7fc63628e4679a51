package dev.skerry.node.pod;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/// The steps of one pod that were begun and have not ended, and what may be begun beside them.
final class UnderWay {
  private final SortedMap<String, Step> steps = new TreeMap<>();
  private Instant retryDue = Instant.MIN;

  void began(Step step) {
    steps.put(step.key(), step);
  }

  void ended(Step step) {
    steps.remove(step.key());
  }

  /// After a failed driver call: the next one not before this.
  void retryAt(Instant due) {
    retryDue = due;
  }

  Instant retryDue() {
    return retryDue;
  }

  boolean has(Step.Purpose purpose, String container) {
    return steps.containsKey(Step.key(purpose, container));
  }

  boolean starts() {
    return steps.values().stream().anyMatch(s -> s.purpose() == Step.Purpose.START);
  }

  boolean mayBegin(Step.Lane lane, Instant now) {
    return switch (lane) {
      case ALONE -> !now.isBefore(retryDue) && none(Step.Lane.ALONE) && none(Step.Lane.STOP);
      case STOP -> !now.isBefore(retryDue) && none(Step.Lane.ALONE);
      case IMAGE, ASK -> true;
    };
  }

  boolean none(Step.Lane lane) {
    return steps.values().stream().noneMatch(s -> s.purpose().lane() == lane);
  }

  /// Nothing that touches the driver's pod.
  boolean quiet() {
    return steps.values().stream().allMatch(s -> s.purpose().lane() == Step.Lane.IMAGE);
  }
}
