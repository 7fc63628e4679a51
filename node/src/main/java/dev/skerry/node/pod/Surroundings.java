package dev.skerry.node.pod;

import dev.skerry.node.driver.ContainerId;
import dev.skerry.node.driver.PodPlan;
import dev.skerry.node.plan.Here;
import dev.skerry.node.plan.Planned;
import dev.skerry.node.plan.PodPlans;
import dev.skerry.node.plan.WantedPod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the driver has of a pod around its containers, and which runs.
final class Surroundings {
  /// A pod as the driver has it ready.
  record Up(PodPlan plan, String address) {}

  private Planned<PodPlan> plan;
  private boolean due = true;
  private Optional<Up> up = Optional.empty();
  private boolean there;
  private List<ContainerId> runs = List.of();

  Surroundings(WantedPod wanted, Here here) {
    this.plan = PodPlans.plan(wanted, here);
  }

  void replan(WantedPod wanted, Here here) {
    plan = PodPlans.plan(wanted, here);
    due = true;
  }

  Planned<PodPlan> plan() {
    return plan;
  }

  /// Not set up yet, or not as the present plan says.
  boolean due() {
    return due || up.isEmpty();
  }

  void settingUp() {
    due = false;
  }

  void setUpFailed() {
    due = true;
  }

  void setUp(Up made) {
    up = Optional.of(made);
    there = true;
  }

  void lost() {
    up = Optional.empty();
    due = true;
  }

  void tornDown() {
    up = Optional.empty();
    there = false;
  }

  void seen(List<ContainerId> ids, boolean anything) {
    runs = List.copyOf(ids);
    there = anything;
  }

  void started(ContainerId run) {
    var longer = new ArrayList<>(runs);
    longer.add(run);
    runs = List.copyOf(longer);
    there = true;
  }

  void removed(ContainerId run) {
    runs = runs.stream().filter(r -> !r.equals(run)).toList();
  }

  Optional<Up> up() {
    return up;
  }

  List<ContainerId> runs() {
    return runs;
  }

  /// The driver has anything of it.
  boolean there() {
    return there || up.isPresent();
  }

  /// Nothing of the pod is left.
  boolean nothing() {
    return runs.isEmpty() && !there();
  }
}
