package dev.skerry.simulation;

import dev.skerry.model.json.Obj;
import dev.skerry.simulation.fleet.Fleet;
import dev.skerry.simulation.host.Box;
import dev.skerry.simulation.host.Machine;
import dev.skerry.simulation.host.Nature;
import dev.skerry.simulation.host.Pace;
import dev.skerry.simulation.life.Ending;
import dev.skerry.simulation.life.Plot;
import dev.skerry.simulation.monitor.Monitors;
import dev.skerry.simulation.people.Client;
import dev.skerry.simulation.people.Manifests;
import dev.skerry.simulation.people.Oracle;
import dev.skerry.simulation.people.People;
import dev.skerry.simulation.wan.Shape;
import dev.skerry.simulation.weather.Mishaps;
import dev.skerry.simulation.weather.Weather;
import dev.skerry.simulation.world.Agenda;
import dev.skerry.simulation.world.Streams;
import dev.skerry.simulation.world.Trace;
import dev.skerry.simulation.world.Violated;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// The life of one fleet, drawn from one seed: it is built, people use it, the weather is bad, the
/// weather clears up, and in the end everything must have come together again.
final class World {
  private static final String STREAM = "world";
  private static final int SLOW_PER_MILLE = 200;

  /// Of a bug's stack, in the trace.
  private static final int FRAMES = 8;

  /// Monitors look around every so many ticks.
  private static final int LOOK_TICKS = 5;

  private final Agenda agenda = new Agenda();
  private final Trace trace = new Trace(agenda);
  private final Oracle oracle = new Oracle();
  private final Streams streams;
  private final Epoch epoch;
  private final Weather weather;
  private final Monitors monitors;
  private final Fleet fleet;
  private final int sites;
  private final TreeMap<String, Machine> restored = new TreeMap<>();
  private boolean watching;

  /// How long the parts of a life are.
  private record Epoch(Pace pace, Duration bad, Duration calm, Duration trouble, Duration people) {
    static final Epoch CLOSE =
        new Epoch(
            Pace.CLOSE,
            Duration.ofMinutes(3),
            Duration.ofSeconds(150),
            Duration.ofSeconds(10),
            Duration.ofSeconds(7));
    static final Epoch SLOW =
        new Epoch(
            Pace.SLOW,
            Duration.ofDays(5),
            Duration.ofHours(12),
            Duration.ofHours(14),
            Duration.ofHours(10));

    Epoch lasting(Duration days) {
      return new Epoch(pace, days, calm, trouble, people);
    }
  }

  World(Plot plot) {
    sites = plot.sites();
    streams = new Streams(plot.seed());
    Epoch drawn = streams.perMille(STREAM, SLOW_PER_MILLE) ? Epoch.SLOW : Epoch.CLOSE;
    epoch = plot.days() > 0 ? Epoch.SLOW.lasting(Duration.ofDays(plot.days())) : drawn;
    weather = new Weather(agenda, streams, trace, epoch.trouble(), plot.without());
    monitors = new Monitors(oracle, epoch.pace());
    var nature = new Nature(agenda, streams, trace, epoch.pace(), monitors, weather);
    fleet = new Fleet(nature, weather::disk);
  }

  /// Lives through all of it.
  Ending live() {
    Optional<Ending.Failure> failure = Optional.empty();
    try {
      happen();
    } catch (Violated violated) {
      failure =
          Optional.of(
              new Ending.Failure(violated.monitor(), String.valueOf(violated.getMessage())));
    } catch (RuntimeException | AssertionError bug) {
      trace.note("bug", bug + " " + List.of(bug.getStackTrace()).stream().limit(FRAMES).toList());
      failure = Optional.of(new Ending.Failure("Bug", bug.toString()));
    }
    long siteSeconds = agenda.now().toSeconds() * sites;
    var story = new Ending.Story(trace.last(), weather.happened(), weather.numbers(), siteSeconds);
    return new Ending(agenda.events(), trace.digest(), failure, story);
  }

  private void happen() {
    phase("birth");
    for (int i = 1; i <= sites; i++) {
      fleet.join("s" + i, Shape.LOCAL);
    }
    fleet.run(epoch.pace().tick().multipliedBy(5));
    furnish();
    watching = true;
    look();
    var people = new People(fleet, oracle, epoch.people());
    people.begin();
    fleet.run(epoch.people().multipliedBy(4));
    phase("trouble");
    weather.begin(fleet, new AtDisks(people), epoch.bad());
    fleet.run(epoch.bad());
    phase("away");
    Machine away = streams.pick(STREAM, fleet.sites());
    weather.clear(fleet);
    away.road().orElseThrow().cut();
    fleet.run(epoch.people().multipliedBy(4));
    people.end();
    fleet.run(epoch.calm());
    if (restored.isEmpty()) {
      monitors.oneAway(fleet, away);
    }
    phase("heal");
    away.road().orElseThrow().heal();
    monitors.healed(fleet);
    fleet.run(epoch.calm());
    watching = false;
    monitors.told(fleet);
    mend();
    for (Machine machine : restored.values()) {
      monitors.accepted(machine);
      fleet.accept(machine);
    }
    if (!restored.isEmpty()) {
      fleet.run(epoch.calm());
    }
    monitors.settled(fleet);
  }

  private void phase(String name) {
    trace.note(STREAM, "phase " + name);
    weather.phase(name);
  }

  /// What is there before anybody comes.
  private void furnish() {
    make(fleet.core(), Manifests.placement("everywhere", 1));
    make(fleet.core(), Manifests.total("afloat", 2));
    make(fleet.core(), Manifests.deployment("afloat", Box.image(1), "w"));
    make(fleet.core(), Manifests.shared(People.SHARED));
    for (Machine site : fleet.sites()) {
      make(site, Manifests.replicaSet("left", "twin"));
      make(site, Manifests.replicaSet("right", "twin"));
    }
  }

  private void make(Machine at, Obj object) {
    var told = new ArrayList<Client.Told>();
    new Client(at).create(object, told::add);
    fleet.run(Duration.ofSeconds(1));
    if (!told.equals(List.of(new Client.Told.Done()))) {
      throw new IllegalStateException(Client.key(object) + " was not made: " + told);
    }
  }

  private void look() {
    if (watching) {
      monitors.tick(fleet);
      agenda.after(epoch.pace().tick().multipliedBy(LOOK_TICKS), this::look);
    }
  }

  /// What those who were told do, before anybody accepts a history: every copy is stopped, and of a
  /// site that is refused a backup is made and restored, as it says itself.
  private void mend() {
    fleet.copies().forEach(Machine::powerOff);
    List<Machine> refused = fleet.sites().stream().filter(site -> !fleet.serves(site)).toList();
    for (Machine site : refused) {
      restored.put(site.which(), site);
      site.restore(site.disk().backup());
    }
    if (!refused.isEmpty()) {
      fleet.run(epoch.calm());
    }
  }

  /// Those who handle disks, and what the others know of it.
  private final class AtDisks implements Mishaps.Hearing {
    private final People people;

    AtDisks(People people) {
      this.people = people;
    }

    @Override
    public Runnable remembers(Machine machine) {
      Oracle.Memory memory = oracle.remember(machine.which());
      return () -> oracle.back(machine.which(), memory);
    }

    @Override
    public void restored(Machine machine) {
      restored.put(machine.which(), machine);
      monitors.restored(machine);
    }

    @Override
    public void wentBack(Machine machine) {
      restored(machine);
      monitors.wentBack(machine);
    }

    @Override
    public void copied(Machine copy) {
      monitors.copied(copy);
      people.joins(copy);
    }
  }
}
