package dev.skerry.control.replication;

import static dev.skerry.control.story.Objects.deployment;
import static dev.skerry.control.story.Objects.json;
import static dev.skerry.control.story.Objects.node;
import static dev.skerry.control.story.Objects.placement;
import static dev.skerry.control.story.Objects.pod;
import static dev.skerry.control.story.Objects.site;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.control.binding.BindingController;
import dev.skerry.control.deployment.DeploymentController;
import dev.skerry.control.namespace.NamespaceController;
import dev.skerry.control.placement.PlacementController;
import dev.skerry.control.quota.QuotaController;
import dev.skerry.control.replicaset.ReplicaSetController;
import dev.skerry.control.report.ReportController;
import dev.skerry.control.schedule.ScheduleController;
import dev.skerry.control.story.Story;
import dev.skerry.control.workload.KindNames;
import dev.skerry.control.workload.Level;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import org.junit.jupiter.api.Test;

/// Limits of a namespace at each place that has it: everyone counts what is there.
final class LimitsTravelTest {
  private static final ObjectKey QUOTA = ObjectKey.of(KindNames.RESOURCE_QUOTA, "default", "q");

  private final Story core =
      new Story(
          "core",
          new NamespaceController(false),
          new PlacementController(),
          new BindingController(),
          new QuotaController(),
          new DownController());
  private final Story s1 =
      new Story(
          "s1",
          new NamespaceController(true),
          new DeploymentController(Level.SITE),
          new ReplicaSetController(Level.SITE),
          new ScheduleController(),
          new QuotaController(),
          new ReportController(),
          new UpController());

  private void live() {
    for (int round = 0; round < 6; round++) {
      core.settle();
      core.ship("site:s1", s1);
      s1.settle();
      s1.ship("parent", core);
    }
    core.settle();
  }

  private static Obj used(Story at) {
    return at.get(QUOTA).obj("status", "used");
  }

  @Test
  void aQuotaGoesWithItsNamespaceAndEachPlaceHoldsItsOwnAgainstIt() {
    s1.put(node("s1-1", "4"));
    core.put(site("s1", true));
    live();
    core.put(
        json(
            """
            {'apiVersion': 'v1', 'kind': 'ResourceQuota', 'metadata': {'name': 'q', 'namespace': 'default'},
             'spec': {'hard': {'pods': '3', 'count/deployments.apps': '1'}}}
            """));
    core.put(placement("'sites': {'names': ['s1']}, 'replicasPerSite': 2"));
    core.put(deployment("web", 2, "web:v1"));
    live();
    assertThat(s1.all(KindNames.POD)).hasSize(2);
    assertThat(used(s1)).isEqualTo(json("{'pods': '2', 'count/deployments.apps': '1'}"));
    assertThat(core.all(KindNames.POD)).as("the core is told of them").hasSize(2);
    assertThat(used(core)).isEqualTo(json("{'pods': '0', 'count/deployments.apps': '1'}"));
    assertThatThrownBy(() -> core.put(deployment("second", 1, "web:v1")))
        .hasMessageContaining("deployments.apps \"second\" is forbidden: exceeded quota: q");

    core.put(pod("bare", ""));
    live();
    assertThat(used(core).text("pods")).isEqualTo("1");
    assertThat(used(s1).text("pods")).as("what came from the core is there").isEqualTo("3");
    core.put(pod("another", ""));
    live();
    assertThat(used(s1).text("pods"))
        .as("what its home has taken a site does not refuse")
        .isEqualTo("4");
  }
}
