package dev.skerry.simulation.fleet;

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/// A core with two sites that run a shop, and what stories about them look at.
abstract class TwoSites {
  private static final GroupKind SITE = new GroupKind("skerry.dev", "Site");
  static final ObjectKey NOTE = ObjectKey.of(GroupKind.core("ConfigMap"), "default", "note");

  private final Agenda agenda = new Agenda();
  private final Nature nature =
      new Nature(agenda, new Streams(1), new Trace(agenda), Pace.CLOSE, new Nobody(), Trouble.NONE);
  final Fleet fleet = new Fleet(nature, _ -> Faults.NONE);
  final Client admin = new Client(fleet.core());
  final List<Client.Told> told = new ArrayList<>();

  @BeforeEach
  final void aFleetThatRuns() {
    List.of("s1", "s2").forEach(site -> fleet.join(site, Shape.LOCAL));
    aMinutePasses();
    admin.create(Manifests.placement("everywhere", 1), told::add);
    admin.create(Manifests.deployment("shop", "shop:v1", "w1"), told::add);
    admin.create(Manifests.configMap("default", "note", "first"), told::add);
    aMinutePasses();
  }

  final void aMinutePasses() {
    fleet.run(Duration.ofMinutes(1));
  }

  static View view(Machine at) {
    return at.process().orElseThrow().view();
  }

  final List<String> pods() {
    return view(fleet.core()).all(GroupKind.core("Pod"), TenantName.DEFAULT).keySet().stream()
        .map(ObjectKey::toString)
        .toList();
  }

  final String word(String site) {
    return word(fleet.site(site));
  }

  static String word(Machine at) {
    return view(at).find(NOTE).orElseThrow().json().obj("data").text("word");
  }

  static Json agreed(Machine at, String site) {
    return condition(at, site, "HistoryAgreed");
  }

  static Json condition(Machine at, String site, String type) {
    return conditions(at, site).stream()
        .filter(c -> c.text("type").equals(type))
        .findFirst()
        .orElseThrow(() -> new AssertionError(type + " is not among " + conditions(at, site)));
  }

  static List<Json> conditions(Machine at, String site) {
    Entry object = view(at).find(ObjectKey.of(SITE, "", site)).orElseThrow();
    return object.json().items("status", "conditions");
  }

  static List<String> events(Machine at) {
    return view(at).all(GroupKind.core("Event"), TenantName.DEFAULT).values().stream()
        .map(Entry::json)
        .map(e -> e.text("type") + " " + e.text("reason") + " " + e.text("involvedObject", "name"))
        .toList();
  }

  /// What runs on the machine itself.
  final List<String> images(String site) {
    return images(fleet.site(site));
  }

  static List<String> images(Machine at) {
    var machine = at.box().orElseThrow().node().machine();
    return machine.observe().stream()
        .filter(seen -> seen.state() instanceof Observation.State.Running)
        .map(seen -> machine.plan(seen.id()).orElseThrow().image().reference())
        .toList();
  }
}
