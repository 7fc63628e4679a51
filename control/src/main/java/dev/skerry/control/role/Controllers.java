package dev.skerry.control.role;

import dev.skerry.control.binding.BindingController;
import dev.skerry.control.collect.CollectController;
import dev.skerry.control.controller.Controller;
import dev.skerry.control.custom.DefinitionController;
import dev.skerry.control.deployment.DeploymentController;
import dev.skerry.control.event.Expiry;
import dev.skerry.control.fold.FoldController;
import dev.skerry.control.leave.LeaveController;
import dev.skerry.control.namespace.NamespaceController;
import dev.skerry.control.namespace.RootAuthority;
import dev.skerry.control.placement.PlacementController;
import dev.skerry.control.policy.PolicyStatusController;
import dev.skerry.control.quota.QuotaController;
import dev.skerry.control.rbac.AggregationController;
import dev.skerry.control.rbac.PolicyController;
import dev.skerry.control.replicaset.ReplicaSetController;
import dev.skerry.control.replication.DownController;
import dev.skerry.control.replication.NodeController;
import dev.skerry.control.replication.UpController;
import dev.skerry.control.report.ReportController;
import dev.skerry.control.schedule.ScheduleController;
import dev.skerry.control.signing.RequestExpiry;
import dev.skerry.control.workload.Level;
import java.util.ArrayList;
import java.util.List;

/// The controllers of a role, in the order in which they look at a change.
public final class Controllers {
  private Controllers() {}

  /// @param authority the certificate of the control plane's own authority, PEM
  public static List<Controller> with(List<Controller> controllers, String authority) {
    var all = new ArrayList<>(controllers);
    all.add(new RootAuthority(authority));
    return List.copyOf(all);
  }

  /// A control plane with children and without nodes.
  public static List<Controller> core() {
    return List.of(
        new NamespaceController(false),
        new PolicyController(),
        new AggregationController(),
        new DefinitionController(),
        new PlacementController(),
        new BindingController(),
        new DownController(),
        new FoldController(),
        new LeaveController(),
        new DeploymentController(Level.CORE),
        new ReplicaSetController(Level.CORE),
        new QuotaController(),
        new PolicyStatusController(),
        new CollectController(),
        new RequestExpiry(),
        new Expiry());
  }

  /// A control plane with nodes and a parent, which may be out of reach for any time.
  public static List<Controller> site() {
    return List.of(
        new NamespaceController(true),
        new PolicyController(),
        new AggregationController(),
        new DefinitionController(),
        new DeploymentController(Level.SITE),
        new ReplicaSetController(Level.SITE),
        new ScheduleController(),
        new NodeController(),
        new QuotaController(),
        new PolicyStatusController(),
        new CollectController(),
        new ReportController(),
        new UpController(),
        new RequestExpiry(),
        new Expiry());
  }
}
