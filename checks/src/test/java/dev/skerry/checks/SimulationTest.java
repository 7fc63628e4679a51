package dev.skerry.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.InvokeDynamicEntry;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// DESIGN §14: the simulator runs what ships. It makes control's and node's own machines and has
/// none of its own; what a machine decides, it cannot say.
final class SimulationTest {
  /// Whoever makes one, and what is made.
  private static final List<String> MADE =
      List.of(
          "simulation dev.skerry.control.plane.Plane",
          "simulation dev.skerry.control.write.StandardPipeline",
          "simulation dev.skerry.node.feed.Uplink",
          "simulation dev.skerry.node.fake.VirtualNode",
          "simulation dev.skerry.store.memory.MemoryDisk",
          "simulation dev.skerry.sync.session.Reconnect",
          "node dev.skerry.node.agent.Agent",
          "node dev.skerry.sync.session.Session",
          "control dev.skerry.sync.session.Session");

  /// What a world gives to machines: chance, and disks that fail.
  private static final List<String> PORTS =
      List.of("dev.skerry.model.chance.Chance", "dev.skerry.store.memory.Faults");

  /// How a machine says what it decided. A simulator that made one would decide in its place.
  private static final List<String> DECISIONS =
      List.of(
          "dev.skerry.control.controller.Intent$",
          "dev.skerry.control.controller.Plan.",
          "dev.skerry.control.loop.Effect$",
          "dev.skerry.control.state.Delta$",
          "dev.skerry.control.write.Decision$",
          "dev.skerry.control.write.Proposal",
          "dev.skerry.model.record.PartRecord.",
          "dev.skerry.node.agent.Effect$",
          "dev.skerry.node.feed.Effect$",
          "dev.skerry.node.work.Task$",
          "dev.skerry.sync.frame.Frame$",
          "dev.skerry.sync.session.Output$");

  private static List<Compiled> classes(String module) {
    return Module.shipped().stream()
        .filter(m -> m.name().equals(module))
        .flatMap(m -> m.classes().stream())
        .toList();
  }

  @Test
  void theSimulatorRunsTheMachinesThatShip() {
    var calls = new TreeMap<String, TreeSet<String>>();
    var missing = new ArrayList<String>();
    for (String line : MADE) {
      String[] words = line.split(" ", -1);
      TreeSet<String> known =
          calls.computeIfAbsent(
              words[0],
              module -> {
                var all = new TreeSet<String>();
                classes(module).forEach(type -> all.addAll(type.calls()));
                return all;
              });
      boolean made =
          known.contains(words[1] + ".<init>")
              || known.contains(words[1] + ".of")
              || known.contains(words[1] + ".open");
      if (!made) {
        missing.add(line);
      }
    }
    assertThat(missing).as("nobody makes these any more").isEmpty();
  }

  @Test
  void theSimulatorHasNoMachineOfItsOwn() {
    var wrong = new TreeSet<String>();
    List<Compiled> all = classes("simulation");
    assertThat(all).hasSizeGreaterThan(30);
    for (Compiled type : all) {
      for (String parent : parents(type.model())) {
        boolean logic =
            parent.startsWith("dev.skerry.") && !parent.startsWith("dev.skerry.simulation.");
        if (logic && !PORTS.contains(parent)) {
          wrong.add(type.name() + " is a " + parent);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  /// Super class, interfaces, and what its lambdas are.
  private static List<String> parents(ClassModel model) {
    var parents = new ArrayList<String>();
    model.superclass().map(ClassEntry::asInternalName).ifPresent(parents::add);
    model.interfaces().forEach(type -> parents.add(type.asInternalName()));
    for (var entry : model.constantPool()) {
      if (entry instanceof InvokeDynamicEntry call) {
        ClassDesc made = call.typeSymbol().returnType();
        if (!made.isPrimitive() && !made.isArray()) {
          parents.add(made.packageName() + "." + made.displayName());
        }
      }
    }
    return parents.stream().map(name -> name.replace('/', '.')).toList();
  }

  @Test
  void theSimulatorDecidesNothing() {
    var wrong = new TreeSet<String>();
    for (Compiled type : classes("simulation")) {
      for (String call : type.calls()) {
        boolean makes = call.endsWith(".<init>") || call.endsWith(".of");
        if (makes && DECISIONS.stream().anyMatch(call::startsWith)) {
          wrong.add(type.name() + " makes " + call);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }
}
