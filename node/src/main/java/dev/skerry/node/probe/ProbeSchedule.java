package dev.skerry.node.probe;

import java.time.Instant;

/// When one probe of one run is due and what it has found. Confined to the agent.
final class ProbeSchedule {
  private final ProbePlan plan;
  private Instant due;
  private boolean asking;
  private int successesInRow;
  private int failuresInRow;
  private boolean well;
  private boolean ill;

  /// @param since when the run started, or when the agent found it running
  ProbeSchedule(ProbePlan plan, Instant since) {
    this.plan = plan;
    this.due = since.plus(plan.initialDelay());
  }

  ProbePlan plan() {
    return plan;
  }

  Instant due() {
    return due;
  }

  boolean asking() {
    return asking;
  }

  /// Enough successes in a row, and not enough failures since.
  boolean well() {
    return well;
  }

  /// Enough failures in a row, and not enough successes since.
  boolean ill() {
    return ill;
  }

  void assume(boolean wasWell) {
    well = wasWell;
  }

  boolean isDue(Instant now) {
    return !asking && !now.isBefore(due);
  }

  void began(Instant now) {
    asking = true;
    due = now.plus(plan.period());
  }

  void answered(boolean success) {
    asking = false;
    successesInRow = success ? successesInRow + 1 : 0;
    failuresInRow = success ? 0 : failuresInRow + 1;
    if (successesInRow >= plan.successes()) {
      well = true;
      ill = false;
    }
    if (failuresInRow >= plan.failures()) {
      well = false;
      ill = true;
    }
  }
}
