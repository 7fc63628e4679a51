package dev.skerry.node.probe;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The probes of one run of a container. Until a startup probe succeeds the others wait; after that
/// it is not asked again. A container without a probe of a kind is well in that respect. Confined
/// to the agent.
///
/// Source: Kubernetes, "Configure Liveness, Readiness and Startup Probes".
public final class ContainerProbes {
  private final List<ProbeSchedule> schedules;

  /// @param since when the run started
  public ContainerProbes(List<ProbePlan> plans, Instant since) {
    this.schedules = plans.stream().map(p -> new ProbeSchedule(p, since)).toList();
  }

  /// Takes over what was known of this run before the agent restarted, so that a restart of the
  /// agent makes no container unready.
  public void adopt(boolean started, boolean ready) {
    for (ProbeSchedule schedule : schedules) {
      switch (schedule.plan().kind()) {
        case STARTUP -> schedule.assume(started);
        case READINESS -> schedule.assume(ready);
        case LIVENESS -> {}
      }
    }
  }

  private Optional<ProbeSchedule> find(ProbePlan.Kind kind) {
    return schedules.stream().filter(s -> s.plan().kind() == kind).findFirst();
  }

  public boolean started() {
    return find(ProbePlan.Kind.STARTUP).map(ProbeSchedule::well).orElse(true);
  }

  public boolean ready() {
    return started() && find(ProbePlan.Kind.READINESS).map(ProbeSchedule::well).orElse(true);
  }

  /// The probe because of which this run must be killed.
  public Optional<ProbePlan> fatal() {
    return schedules.stream()
        .filter(s -> s.plan().kind() != ProbePlan.Kind.READINESS && s.ill())
        .map(ProbeSchedule::plan)
        .findFirst();
  }

  /// What to ask now; each is to be marked with [#began] when it is asked.
  public List<ProbePlan> due(Instant now) {
    return schedules.stream()
        .filter(s -> open(s) && s.isDue(now))
        .map(ProbeSchedule::plan)
        .toList();
  }

  /// When something is due next; empty while nothing is or all of it is being asked.
  public Optional<Instant> wake() {
    return schedules.stream()
        .filter(s -> open(s) && !s.asking())
        .map(ProbeSchedule::due)
        .min(Instant::compareTo);
  }

  private boolean open(ProbeSchedule schedule) {
    return (schedule.plan().kind() == ProbePlan.Kind.STARTUP) != started();
  }

  public void began(ProbePlan.Kind kind, Instant now) {
    find(kind).ifPresent(s -> s.began(now));
  }

  public void answered(ProbePlan.Kind kind, boolean success) {
    find(kind).ifPresent(s -> s.answered(success));
  }
}
