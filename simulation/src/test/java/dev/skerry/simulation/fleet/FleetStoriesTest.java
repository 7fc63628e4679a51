package dev.skerry.simulation.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.state.View;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.meta.TenantName;
import dev.skerry.node.driver.Observation;
import dev.skerry.simulation.host.Machine;
import dev.skerry.simulation.host.Nature;
import dev.skerry.simulation.host.Pace;
import dev.skerry.simulation.host.PlaneProcess;
import dev.skerry.simulation.host.Trouble;
import dev.skerry.simulation.people.Client;
import dev.skerry.simulation.people.Manifests;
import dev.skerry.simulation.wan.Shape;
import dev.skerry.simulation.world.Agenda;
import dev.skerry.simulation.world.Streams;
import dev.skerry.simulation.world.Trace;
import dev.skerry.store.Store;
import dev.skerry.store.memory.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FleetStoriesTest {
  /// Changes, more than a simulated store keeps.
  private static final int MANY = 150;

  private final Agenda agenda = new Agenda();
  private final Trace trace = new Trace(agenda);
  private final Nature nature =
      new Nature(agenda, new Streams(1), trace, Pace.CLOSE, new Nobody(), Trouble.NONE);
  private final Fleet fleet = new Fleet(nature, _ -> Faults.NONE);

  @Test
  void aDeploymentPlacedEverywhereRunsEverywhere() {
    for (String site : List.of("s1", "s2", "s3")) {
      fleet.join(site, Shape.LOCAL);
    }
    fleet.run(Duration.ofSeconds(30));
    var admin = new Client(fleet.core());
    var told = new ArrayList<Client.Told>();
    admin.create(Manifests.placement("everywhere", 1), told::add);
    admin.create(Manifests.deployment("shop", "shop:v1", "w1"), told::add);
    fleet.run(Duration.ofSeconds(60));
    assertThat(told).hasSize(2).allMatch(Client.Told.Done.class::isInstance);
    View core = fleet.core().process().orElseThrow().view();
    for (Machine site : fleet.sites()) {
      assertThat(site.box().orElseThrow().node().machine().observe()).hasSize(1);
    }
    assertThat(core.all(GroupKind.core("Pod"), TenantName.DEFAULT)).hasSize(3);
  }

  @Test
  void aCutSiteKeepsRunningAndCatchesUp() {
    List.of("s1", "s2", "s3").forEach(site -> fleet.join(site, Shape.LOCAL));
    fleet.run(Duration.ofSeconds(30));
    var admin = new Client(fleet.core());
    var told = new ArrayList<Client.Told>();
    admin.create(Manifests.placement("everywhere", 1), told::add);
    admin.create(Manifests.deployment("shop", "shop:v1", "w1"), told::add);
    fleet.run(Duration.ofMinutes(1));
    Machine s2 = fleet.site("s2");

    s2.road().orElseThrow().cut();
    fleet.run(Duration.ofMinutes(1));
    assertThat(online("s2")).isEqualTo("Unknown");
    new Client(s2).create(Manifests.configMap("local", "note", "n1"), told::add);
    admin.merge(Manifests.deployment("shop"), Manifests.image("shop:v2"), told::add);
    fleet.run(Duration.ofMinutes(1));
    assertThat(told).hasSize(4).allMatch(Client.Told.Done.class::isInstance);
    assertThat(images("s1")).containsExactly("shop:v2");
    assertThat(images("s2")).containsExactly("shop:v1");

    s2.powerOff();
    fleet.run(Duration.ofMinutes(1));
    s2.powerOn();
    fleet.run(Duration.ofMinutes(1));
    assertThat(images("s2")).containsExactly("shop:v1");

    s2.road().orElseThrow().heal();
    fleet.run(Duration.ofMinutes(1));
    assertThat(images("s2")).containsExactly("shop:v2");
    assertThat(online("s2")).isEqualTo("True");
  }

  /// The first process only stood still, and has nothing to write when it goes on.
  @Test
  void theSitesOfASupersededCoreComeToTheOneThatTookOver() {
    List.of("s1", "s2").forEach(site -> fleet.join(site, Shape.LOCAL));
    fleet.run(Duration.ofSeconds(30));
    fleet.core().failOver(Duration.ofSeconds(3));
    fleet.run(Duration.ofMinutes(2));

    var told = new ArrayList<Client.Told>();
    var admin = new Client(fleet.core());
    admin.create(Manifests.placement("everywhere", 1), told::add);
    admin.create(Manifests.deployment("shop", "shop:v1", "w1"), told::add);
    fleet.run(Duration.ofMinutes(1));
    assertThat(told).hasSize(2).allMatch(Client.Told.Done.class::isInstance);
    assertThat(images("s1")).containsExactly("shop:v1");
    assertThat(images("s2")).containsExactly("shop:v1");
  }

  @Test
  void aSiteThatWasAwayWhileTheCoreForgotItsLogGetsWhatItMissed() {
    fleet.join("s1", Shape.LOCAL);
    fleet.run(Duration.ofSeconds(30));
    var admin = new Client(fleet.core());
    var told = new ArrayList<Client.Told>();
    admin.create(Manifests.placement("everywhere", 1), told::add);
    admin.create(Manifests.deployment("shop", "shop:v1", "w1"), told::add);
    Obj note = Manifests.configMap("default", "note", "word-0");
    admin.create(note, told::add);
    fleet.run(Duration.ofMinutes(1));
    Machine s1 = fleet.site("s1");
    assertThat(text(s1, note)).contains("word-0");

    s1.road().orElseThrow().cut();
    PlaneProcess core = fleet.core().process().orElseThrow();
    Revision known = core.durable().revision();
    for (int i = 1; i <= MANY; i++) {
      Obj next = Manifests.configMap("default", "note", "word-" + i);
      admin.merge(Client.key(note), next, told::add);
      fleet.run(Duration.ofMillis(100));
    }
    fleet.run(Duration.ofMinutes(1));
    assertThat(core.store().changesSince(known, 1)).isInstanceOf(Store.Tail.Compacted.class);

    fleet.core().crash("the story wants it");
    fleet.run(Duration.ofSeconds(30));
    s1.road().orElseThrow().heal();
    fleet.run(Duration.ofMinutes(1));
    assertThat(text(s1, note)).contains("word-" + MANY);
    assertThat(images("s1")).containsExactly("shop:v1");
  }

  private static String text(Machine at, Obj object) {
    View view = at.process().orElseThrow().view();
    return view.find(Client.key(object)).orElseThrow().json().toString();
  }

  private String online(String site) {
    View core = fleet.core().process().orElseThrow().view();
    return core
        .find(ObjectKey.of(new GroupKind("skerry.dev", "Site"), "", site))
        .orElseThrow()
        .json()
        .items("status", "conditions")
        .stream()
        .filter(c -> c.text("type").equals("Online"))
        .map(c -> c.text("status"))
        .findFirst()
        .orElseThrow();
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
