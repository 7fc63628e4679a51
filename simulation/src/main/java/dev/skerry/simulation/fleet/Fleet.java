package dev.skerry.simulation.fleet;

import dev.skerry.control.loop.Input;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import dev.skerry.simulation.host.Machine;
import dev.skerry.simulation.host.Nature;
import dev.skerry.simulation.host.PlaneProcess;
import dev.skerry.simulation.wan.Road;
import dev.skerry.simulation.wan.Shape;
import dev.skerry.simulation.world.Agenda;
import dev.skerry.store.memory.Faults;
import dev.skerry.store.memory.MemoryDisk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// A core and its sites. Every site joins with a token, then dials.
public final class Fleet {
  private static final SiteName CORE = new SiteName("core");
  private static final Duration JOIN_PATIENCE = Duration.ofMinutes(5);
  private static final Duration STEP = Duration.ofMillis(10);

  private final Nature nature;
  private final Function<String, Faults> faults;
  private final Machine core;
  private final List<Machine> sites = new ArrayList<>();
  private final List<Machine> copies = new ArrayList<>();

  /// @param faults of the disk of a machine
  public Fleet(Nature nature, Function<String, Faults> faults) {
    this.nature = nature;
    this.faults = faults;
    Uid uid = nature.streams().owned("core").uid("self");
    var who = new Machine.Who(CORE, uid, CORE.value());
    core = new Machine(who, Optional.empty(), faults.apply("core"), nature);
    core.start();
  }

  /// A new site, over a road of this shape.
  public Machine join(String name, Shape shape) {
    String key = "key of " + name;
    admit(name, key, false);
    Machine machine =
        machine(
            name, name, key, new Road("road " + name, nature.agenda(), nature.streams(), shape));
    sites.add(machine);
    machine.start();
    return machine;
  }

  /// A new box in the place of a site that is gone for good, over a road of its own. It does not
  /// count among the sites.
  public Machine replace(String name) {
    String key = "new key of " + name;
    admit(name, key, true);
    Machine machine = machine(name, name + " (new)", key, aside("its successor", name));
    machine.start();
    return machine;
  }

  /// Another box with the key and a copy of the disk of a site, over a road of its own. It does not
  /// count among the sites.
  public Machine copy(String name, MemoryDisk.Backup disk) {
    Machine copy = beside(site(name));
    copy.image(disk);
    return copy;
  }

  /// Another box with all that is on the disk of a site now, also of its node. It does not run yet.
  public Machine clone(Machine site) {
    Machine copy = beside(site);
    copy.image(site);
    return copy;
  }

  private Machine beside(Machine site) {
    String name = site.name().value();
    var who =
        new Machine.Who(site.name(), site.uid(), name + " (copy " + (copies.size() + 1) + ")");
    Machine copy = machine(who, "key of " + name, aside("its copy", name));
    copies.add(copy);
    return copy;
  }

  /// A person lets a site in again that the core does not know any more.
  public void admitAgain(String name) {
    admit(name, "key of " + name, false);
  }

  private Road aside(String what, String name) {
    return new Road("road " + name + " of " + what, nature.agenda(), nature.streams(), Shape.LOCAL);
  }

  private Machine machine(String name, String box, String key, Road road) {
    Uid uid = new Uid(core.process().orElseThrow().durable().setting("child/" + name).text("uid"));
    return machine(new Machine.Who(new SiteName(name), uid, box), key, road);
  }

  private Machine machine(Machine.Who who, String key, Road road) {
    var upward = Optional.of(new Machine.Upward(core, road, key));
    return new Machine(who, upward, faults.apply(who.name().value()), nature);
  }

  private void admit(String name, String key, boolean replace) {
    PlaneProcess above = core.process().orElseThrow();
    String secret = "secret of " + name;
    var expires = core.wall().plus(JOIN_PATIENCE);
    var who = new Input.Newcomer.Site(new SiteName(name));
    admit(above, t -> new Input.MakeToken(t, "token-" + name, secret, who, expires, replace));
    admit(above, t -> new Input.Join(t, "token-" + name, secret, who, key));
  }

  private void admit(PlaneProcess above, java.util.function.LongFunction<Input> input) {
    var answers = new ArrayList<Optional<dev.skerry.control.write.Refusal>>();
    above.admit(input, answers::add);
    if (!runUntil(() -> !answers.isEmpty(), JOIN_PATIENCE) || answers.getFirst().isPresent()) {
      throw new IllegalStateException("not admitted: " + answers);
    }
  }

  /// A person accepts the history of a machine, towards all who follow it.
  public void accept(Machine machine) {
    nature.trace().note(machine.name().value(), "its history is accepted");
    admit(
        machine.process().orElseThrow(),
        ticket -> new Input.AcceptHistory(ticket, Optional.empty(), "people"));
  }

  public Machine core() {
    return core;
  }

  public List<Machine> sites() {
    return List.copyOf(sites);
  }

  public Machine site(String name) {
    return sites.stream().filter(s -> s.name().value().equals(name)).findFirst().orElseThrow();
  }

  /// The sites, and the copies of them that were ever made.
  public List<Machine> boxes() {
    var all = new ArrayList<>(sites);
    all.addAll(copies);
    return all;
  }

  public List<Machine> copies() {
    return List.copyOf(copies);
  }

  /// Whether the core speaks with this very box.
  public boolean serves(Machine box) {
    return core.process().filter(process -> process.serves(box.which())).isPresent();
  }

  /// The core first; no copies.
  public List<Machine> machines() {
    var all = new ArrayList<Machine>();
    all.add(core);
    all.addAll(sites);
    return all;
  }

  public Nature nature() {
    return nature;
  }

  /// Lives on for that long.
  public void run(Duration time) {
    Agenda agenda = nature.agenda();
    Duration end = agenda.now().plus(time);
    while (agenda.next(end)) {
      // each step is the whole work
    }
  }

  /// Lives until it holds; answers whether it came to hold in time.
  public boolean runUntil(BooleanSupplier holds, Duration patience) {
    Duration end = nature.agenda().now().plus(patience);
    while (!holds.getAsBoolean()) {
      if (nature.agenda().now().compareTo(end) >= 0) {
        return false;
      }
      run(STEP);
    }
    return true;
  }
}
