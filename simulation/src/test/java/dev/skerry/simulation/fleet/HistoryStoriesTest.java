package dev.skerry.simulation.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.model.json.Json;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.TenantName;
import dev.skerry.node.driver.Observation;
import dev.skerry.simulation.host.Machine;
import dev.skerry.simulation.host.Nature;
import dev.skerry.simulation.host.Pace;
import dev.skerry.simulation.host.Trouble;
import dev.skerry.simulation.people.Client;
import dev.skerry.simulation.people.Manifests;
import dev.skerry.simulation.wan.Shape;
import dev.skerry.simulation.world.Agenda;
import dev.skerry.simulation.world.Streams;
import dev.skerry.simulation.world.Trace;
import dev.skerry.store.memory.Faults;
import dev.skerry.store.memory.MemoryDisk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What comes back from a copy, and what a person does about it.
final class HistoryStoriesTest {
  private static final GroupKind SITE = new GroupKind("skerry.dev", "Site");
  private static final ObjectKey NOTE =
      ObjectKey.of(GroupKind.core("ConfigMap"), "default", "note");

  private final Agenda agenda = new Agenda();
  private final Nature nature =
      new Nature(agenda, new Streams(1), new Trace(agenda), Pace.CLOSE, new Nobody(), Trouble.NONE);
  private final Fleet fleet = new Fleet(nature, _ -> Faults.NONE);
  private final Client admin = new Client(fleet.core());
  private final List<Client.Told> told = new ArrayList<>();

  @BeforeEach
  void aFleetThatRuns() {
    List.of("s1", "s2").forEach(site -> fleet.join(site, Shape.LOCAL));
    aMinutePasses();
    admin.create(Manifests.placement("everywhere", 1), told::add);
    admin.create(Manifests.deployment("shop", "shop:v1", "w1"), told::add);
    admin.create(Manifests.configMap("default", "note", "first"), told::add);
    aMinutePasses();
  }

  private void aMinutePasses() {
    fleet.run(Duration.ofMinutes(1));
  }

  @Test
  void aRestoredCoreDeletesNothingUntilAPersonAcceptsItAndThenWhatItHasWins() {
    MemoryDisk.Backup backup = fleet.core().disk().backup();
    admin.create(Manifests.deployment("late", "shop:v2", "w2"), told::add);
    admin.merge(NOTE, Manifests.word("second"), told::add);
    aMinutePasses();
    assertThat(told).hasSize(5).allMatch(Client.Told.Done.class::isInstance);
    assertThat(images("s1")).containsExactlyInAnyOrder("shop:v1", "shop:v2");

    fleet.core().restore(backup);
    aMinutePasses();
    assertThat(images("s1")).containsExactlyInAnyOrder("shop:v1", "shop:v2");
    assertThat(word("s1")).isEqualTo("second");
    for (Machine at : List.of(fleet.core(), fleet.site("s1"))) {
      assertThat(agreed(at, "s1").text("status")).isEqualTo("False");
      assertThat(agreed(at, "s1").text("reason")).isEqualTo("ParentForgot");
      assertThat(agreed(at, "s1").text("message"))
          .contains("core has forgotten part of its history: kept are 1 object (Deployment")
          .contains("default/late) that core does not have")
          .contains("1 object (ConfigMap default/note) in versions that it does not know")
          .contains("skerry history accept --site s1");
      assertThat(events(at)).contains("Warning ParentForgot s1");
    }

    fleet.site("s2").road().orElseThrow().cut();
    fleet.accept(fleet.core());
    aMinutePasses();
    assertThat(images("s1")).containsExactly("shop:v1");
    assertThat(word("s1")).isEqualTo("first");
    assertThat(agreed(fleet.core(), "s1").text("status")).isEqualTo("True");
    assertThat(events(fleet.core()))
        .contains(
            "Normal HistoryAgreed s1", "Normal HistoryAccepted s1", "Normal HistoryAccepted s2");
    assertThat(images("s2")).containsExactlyInAnyOrder("shop:v1", "shop:v2");

    fleet.site("s2").road().orElseThrow().heal();
    aMinutePasses();
    assertThat(images("s2")).containsExactly("shop:v1");
    assertThat(word("s2")).isEqualTo("first");
    assertThat(agreed(fleet.core(), "s2").text("status")).isEqualTo("True");
    assertThat(view(fleet.core()).settings("history-complete/"))
        .as("an acceptance is for once")
        .isEmpty();
  }

  @Test
  void aSiteFromAnOlderCopyLosesNothingOfWhatItsCoreHadFromItUntilItIsAccepted() {
    MemoryDisk.Backup backup = fleet.site("s1").disk().backup();
    new Client(fleet.site("s1")).create(Manifests.replicaSet("late", "late"), told::add);
    aMinutePasses();
    assertThat(images("s1")).hasSize(2);
    assertThat(pods()).hasSize(3);

    fleet.site("s1").restore(backup);
    aMinutePasses();
    assertThat(images("s1")).hasSize(2);
    assertThat(pods()).hasSize(3);
    assertThat(agreed(fleet.core(), "s1").text("reason")).isEqualTo("SiteForgot");
    assertThat(agreed(fleet.core(), "s1").text("message")).contains("1 object (Pod local/late-");
    assertThat(events(fleet.core())).contains("Warning SiteForgot s1");

    fleet.accept(fleet.site("s1"));
    aMinutePasses();
    assertThat(agreed(fleet.core(), "s1").text("status")).isEqualTo("True");
    assertThat(images("s1")).containsExactly("shop:v1");
    assertThat(images("s2")).containsExactly("shop:v1");
    assertThat(pods()).hasSize(2);
  }

  private View view(Machine at) {
    return at.process().orElseThrow().view();
  }

  private List<String> pods() {
    return view(fleet.core()).all(GroupKind.core("Pod"), TenantName.DEFAULT).keySet().stream()
        .map(ObjectKey::toString)
        .toList();
  }

  private String word(String site) {
    return view(fleet.site(site)).find(NOTE).orElseThrow().json().obj("data").text("word");
  }

  private Json agreed(Machine at, String site) {
    Entry object = view(at).find(ObjectKey.of(SITE, "", site)).orElseThrow();
    return object.json().items("status", "conditions").stream()
        .filter(c -> c.text("type").equals("HistoryAgreed"))
        .findFirst()
        .orElseThrow();
  }

  private List<String> events(Machine at) {
    return view(at).all(GroupKind.core("Event"), TenantName.DEFAULT).values().stream()
        .map(Entry::json)
        .map(e -> e.text("type") + " " + e.text("reason") + " " + e.text("involvedObject", "name"))
        .toList();
  }

  /// What runs on the machine itself.
  private List<String> images(String site) {
    var machine = fleet.site(site).box().orElseThrow().node().machine();
    return machine.observe().stream()
        .filter(seen -> seen.state() instanceof Observation.State.Running)
        .map(seen -> machine.plan(seen.id()).orElseThrow().image().reference())
        .toList();
  }
}
