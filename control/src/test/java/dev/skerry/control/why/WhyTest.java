package dev.skerry.control.why;

import static dev.skerry.control.story.Objects.deployment;
import static dev.skerry.control.story.Objects.json;
import static dev.skerry.control.story.Objects.online;
import static dev.skerry.control.story.Objects.placement;
import static dev.skerry.control.story.Objects.site;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.fold.FoldController;
import dev.skerry.control.placement.PlacementController;
import dev.skerry.control.story.Story;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.Body;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.model.record.Version;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class WhyTest {
  private static final ObjectKey SHOP = deployment("shop");

  private final Story core = new Story("core", new PlacementController(), new FoldController());

  WhyTest() {
    core.put(dev.skerry.control.story.Objects.namespace("default"));
  }

  private void report(String site, long generation, String image) {
    report(site, generation, image, "{'phase': 'Running'}");
  }

  private void report(String site, long generation, String image, String podStatus) {
    Uid uid = core.view().find(SHOP).orElseThrow().uid();
    var from = new SiteName(site);
    Obj status =
        json(
            """
            {'status': {'observedGeneration': %d, 'replicas': 1, 'updatedReplicas': 1, 'readyReplicas': 1,
             'availableReplicas': 1, 'conditions': [
              {'type': 'Progressing', 'status': 'True', 'lastUpdateTime': '2026-11-20T08:00:00Z'}]}}
            """
                .formatted(generation));
    receive(new PartKey(uid, Part.STATUS, from), SHOP, from, status);
    Obj pod =
        json(
            """
            {'apiVersion': 'v1', 'kind': 'Pod', 'metadata': {'name': 'shop-1', 'namespace': 'default',
             'uid': '%s', 'labels': {'app': 'shop'}}, 'spec': {'containers': [{'image': '%s'}]},
             'status': %s}
            """
                .formatted(podUid(site), image, podStatus));
    receive(
        new PartKey(new Uid(podUid(site)), Part.REPORT, from),
        dev.skerry.control.story.Objects.pod("shop-1"),
        from,
        pod);
    core.settle();
  }

  private static String podUid(String site) {
    return "00000000-0000-4000-8000-0000000000" + String.format("%02x", (int) site.charAt(1));
  }

  private void receive(PartKey part, ObjectKey object, SiteName from, Obj body) {
    long seq = core.view().revision().value() + 1;
    core.receive(new PartRecord(part, new Version(1, seq), object, from, new Body.Present(body)));
  }

  private List<Row> why() {
    var heard = new TreeMap<SiteName, Instant>();
    heard.put(new SiteName("s1"), core.now());
    heard.put(new SiteName("s2"), core.now().minusSeconds(42));
    heard.put(new SiteName("s3"), core.now());
    return Why.explain(core.view(), SHOP, core.now(), heard);
  }

  @Test
  void itSaysOfEverySiteWhatRunsThereAndWhy() {
    for (String name : List.of("s1", "s2", "s3")) {
      core.put(site(name, true));
    }
    core.put(site("s4", true).withAt(json("{'tier': 'metro'}"), "metadata", "labels"));
    core.put(
        placement(
            "'replicasPerSite': 1, 'sites': {'labelSelector': {'matchLabels': {'tier': 'edge'}}}"));
    core.put(deployment("shop", 1, "registry/shop:v1"));
    core.settle();
    for (String name : List.of("s1", "s2", "s3")) {
      report(name, 1, "registry/shop:v1");
    }
    core.put(deployment("shop", 1, "registry/shop:v2"));
    core.merge(dev.skerry.control.story.Objects.site("s2"), online(false));
    core.settle();
    report("s1", 2, "registry/shop:v2");

    assertThat(why())
        .extracting(r -> r.site() + " " + r.decision().word() + " " + r.version())
        .containsExactly(
            "s1 placed shop:v2", "s2 offline shop:v1", "s3 pending shop:v1", "s4 rejected ");
    assertThat(why())
        .extracting(Row::sentence)
        .containsExactly(
            "s1 runs 1 replica of shop:v2; placement shop: 1 replica at every site",
            "s2 was last heard 42s ago; it ran shop:v1 then and keeps it; shop:v2 waits for it",
            "s3 is getting shop:v2: 0 of 1 replica available, now shop:v1; placement shop: 1"
                + " replica at every site",
            "s4 got no share: its labels do not match the placement's selector");
    assertThat(why().get(1).toJson().text("age")).isEqualTo("42s");
  }

  @Test
  void whatKeepsAPodFromRunningIsNamed() {
    core.put(site("s1", true));
    core.put(placement("'replicasPerSite': 1"));
    core.put(deployment("shop", 1, "registry/shop:v1"));
    core.settle();
    String crashing =
        """
        {'phase': 'Running', 'containerStatuses': [{'name': 'shop',
          'state': {'waiting': {'reason': 'CrashLoopBackOff', 'message': 'back-off 10s'}},
          'lastState': {'terminated': {'reason': 'Error', 'exitCode': 3}}}]}
        """;
    String homeless =
        """
        {'phase': 'Pending', 'conditions': [{'type': 'PodScheduled', 'status': 'False',
          'reason': 'Unschedulable', 'message': '0/1 nodes are available: 1 Insufficient memory.'}]}
        """;
    report("s1", 0, "registry/shop:v1", homeless);
    assertThat(why().getFirst().reason()).isEqualTo("Unschedulable");
    assertThat(why().getFirst().sentence())
        .isEqualTo(
            "s1 is getting shop:v1: 0 of 1 replica available; no node takes it: 0/1 nodes are"
                + " available: 1 Insufficient memory.; placement shop: 1 replica at every site");
    report("s1", 0, "registry/shop:v1", crashing);
    assertThat(why().getFirst().reason()).isEqualTo("CrashLoopBackOff");
    assertThat(why().getFirst().sentence())
        .contains(
            "now shop:v1; container shop waits, CrashLoopBackOff: back-off 10s; it ended with"
                + " Error, exit code 3; placement");
  }

  @Test
  void ofWhatIsNotThereThereIsNothingToSay() {
    assertThat(why()).isEmpty();
  }
}
