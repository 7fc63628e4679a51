package dev.skerry.simulation.host;

import dev.skerry.control.kind.Catalog;
import dev.skerry.control.loop.Input;
import dev.skerry.control.role.Controllers;
import dev.skerry.control.write.Pipeline;
import dev.skerry.control.write.StandardPipeline;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import dev.skerry.node.feed.Uplink;
import dev.skerry.simulation.wan.Road;
import dev.skerry.simulation.wan.Shape;
import dev.skerry.store.StoreFailure;
import dev.skerry.store.memory.Faults;
import dev.skerry.store.memory.MemoryDisk;
import dev.skerry.sync.frame.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A place in the world: a core, or a site with one node. Its disk and its clock outlive its
/// processes.
public final class Machine {

  /// Millionths by which a cheap quartz is off at most.
  private static final long DRIFT = 200;

  private static final Duration LEAST_RESTART = Duration.ofMillis(500);
  private static final Duration MOST_RESTART = Duration.ofSeconds(5);

  private final Who who;
  private final Nature nature;
  private final MemoryDisk disk;
  private final Pipeline pipeline = new StandardPipeline(new Catalog()::at);
  private final Optional<Upward> upward;
  private final Optional<Box> box;
  private final Birth birth;
  private final Clock clock;
  private Optional<PlaneProcess> process = Optional.empty();
  private Optional<NodeProcess> agent = Optional.empty();
  private Optional<Dialling> dialling = Optional.empty();
  private final List<PlaneProcess> superseded = new ArrayList<>();
  private int powerCuts;
  private int slowness = 1;
  private boolean powered = true;
  private boolean fullDisk;
  private long life;

  /// The parent, the way to it, and the key that its door knows.
  public record Upward(Machine parent, Road road, String key) {}

  /// What it is called.
  ///
  /// @param box unlike that of any other box, also of one that has the same name, as a copy has
  public record Who(SiteName name, Uid uid, String box) {}

  /// @param upward empty at the core
  public Machine(Who who, Optional<Upward> upward, Faults faults, Nature nature) {
    this.who = who;
    this.nature = nature;
    this.upward = upward;
    this.clock =
        new Clock(
            nature.agenda(), nature.streams().of(who.box() + "/clock").nextLong(-DRIFT, DRIFT));
    this.disk = new MemoryDisk(draw("incarnation"), faults);
    this.box =
        upward.isPresent() ? Optional.of(new Box(who, nature, draw("node"))) : Optional.empty();
    this.birth =
        new Birth(this, identity(), upward.isEmpty() ? Controllers.core() : Controllers.site());
  }

  Identity identity() {
    return new Identity(Identity.Kind.SITE, who.name().value(), who.uid());
  }

  private String draw(String what) {
    return Long.toHexString(nature.streams().next(who.box() + "/" + what));
  }

  public SiteName name() {
    return who.name();
  }

  public Uid uid() {
    return who.uid();
  }

  /// Which box it is, of those that may have its name.
  public String which() {
    return who.box();
  }

  /// The process that runs, as its parent's door sees it.
  Witness.Caller caller() {
    return new Witness.Caller(which(), process.orElseThrow().store().incarnation());
  }

  public Nature nature() {
    return nature;
  }

  public MemoryDisk disk() {
    return disk;
  }

  /// Whether its disk takes nothing more.
  public boolean hasFullDisk() {
    return fullDisk;
  }

  public void fillDisk() {
    note("its disk is full");
    fullDisk = true;
    disk.fill();
  }

  public void makeRoom() {
    fullDisk = false;
    disk.makeRoom();
  }

  public Pipeline pipeline() {
    return pipeline;
  }

  /// Whether this is its newest process: what an older one had with the disk that one has found.
  boolean runs(PlaneProcess which) {
    return process.filter(running -> running.equals(which)).isPresent();
  }

  /// Empty while it is down.
  public Optional<PlaneProcess> process() {
    return process;
  }

  /// The node of a site.
  public Optional<Box> box() {
    return box;
  }

  /// The way to the parent, of a site.
  public Optional<Road> road() {
    return upward.map(Upward::road);
  }

  /// What the wall clock here shows.
  public Instant wall() {
    return clock.wall();
  }

  Clock clock() {
    return clock;
  }

  /// Somebody sets the wall clock.
  public void clockShows(Duration offset) {
    note("its clock is set off by " + offset);
    clock.set(offset);
  }

  /// A line in the trace.
  public void note(String what) {
    nature.trace().note(who.box(), what);
  }

  /// Not if it stops before.
  void after(Duration delay, Runnable what) {
    long now = life;
    nature
        .agenda()
        .after(
            delay,
            () -> {
              if (life == now) {
                what.run();
              }
            });
  }

  /// Starts its processes, from what is on its disk.
  public void start() {
    if (process.isPresent() || !powered) {
      return;
    }
    life++;
    Optional<PlaneProcess> made = birth.from(disk, draw("run"));
    if (made.isEmpty()) {
      after(
          nature.streams().between(who.box() + "/restart", LEAST_RESTART, MOST_RESTART),
          this::start);
      return;
    }
    process = made;
    note("starts at revision " + made.get().durable().revision());
    try {
      if (box.isPresent()) {
        startNode(box.get());
      }
    } catch (StoreFailure failure) {
      throw new IllegalStateException("a memory store failed to open", failure);
    }
    dialling = upward.map(up -> new Dialling(this, up));
    dialling.ifPresent(Dialling::dial);
  }

  private void startNode(Box at) throws StoreFailure {
    var setup =
        new Uplink.Setup(
            at.identity(),
            who.name(),
            draw("agent"),
            nature.pace().heartbeat(),
            nature.pace().silence());
    var made = new NodeProcess(this, setup, at.disk().open(), at.node());
    agent = Optional.of(made);
    made.start(at.status(wall()));
  }

  /// Inside the machine nothing is ever cut.
  void dialFromNode(NodeProcess from) {
    if (process.isEmpty() || box.isEmpty()) {
      return;
    }
    var peer =
        new Input.Peer(
            Input.Peer.Kind.NODE,
            box.get().identity().name(),
            Optional.of(box.get().identity()),
            nature.pace().silence());
    var inside = new Road(who.box() + "/inside", nature.agenda(), nature.streams(), Shape.LOCAL);
    Plug below = new Plug(nature, from);
    Plug above = process.get().plug(peer, Optional.empty());
    var wire = inside.connect(below, above);
    below.into(wire);
    above.into(wire);
    from.connected(below);
  }

  void lineEnded(Plug plug) {
    dialling.ifPresent(d -> d.ended(plug));
  }

  /// Its processes end between two instructions and are started again after a while.
  public void crash(String why) {
    if (process.isEmpty()) {
      return;
    }
    note("crashes: " + why);
    stop();
    box.ifPresent(at -> at.node().agentDies());
    after(
        nature.streams().between(who.box() + "/restart", LEAST_RESTART, MOST_RESTART), this::start);
  }

  /// A process ends by itself: it said so, its disk failed it, or it was struck.
  void ends(PlaneProcess which, String why) {
    if (runs(which)) {
      crash(why);
    } else if (superseded.remove(which)) {
      note("its superseded process ends: " + why);
      which.die();
      which.store().close();
    }
  }

  /// Its process gets no time for so long, as on a host that swaps.
  ///
  /// @param asleep the machine is suspended, so its steady clock stands still meanwhile
  public void pause(Duration length, boolean asleep) {
    process.ifPresent(running -> {
      note((asleep ? "sleeps for " : "is paused for ") + length);
      running.pause();
      if (asleep) {
        clock.sleep();
      }
      nature
          .agenda()
          .after(
              length,
              () -> {
                clock.wake();
                running.resume();
              });
    });
  }

  /// Somebody believes that its process is dead and starts another one; it was only paused.
  public void failOver(Duration length) {
    if (process.isEmpty() || box.isPresent()) {
      return;
    }
    note("is taken over by a second process");
    PlaneProcess old = process.get();
    Optional<PlaneProcess> made = birth.from(disk, draw("run"));
    if (made.isPresent()) {
      superseded.add(old);
      old.pause();
      nature.agenda().after(length, old::resume);
      process = made;
    }
  }

  /// How many times slower its disk is than it should be.
  public void slowDisk(int times) {
    slowness = times;
  }

  int slowness() {
    return slowness;
  }

  /// How often its power went.
  public int powerCuts() {
    return powerCuts;
  }

  /// The power is gone, with all that was not synced.
  public void powerOff() {
    powerCuts++;
    note("loses its power");
    boolean ran = process.isPresent();
    stop();
    powered = false;
    disk.crash();
    if (ran && box.isPresent()) {
      Box at = box.get();
      at.node().runUntil(nature.agenda().instant());
    }
    box.ifPresent(Box::powerOff);
  }

  public void powerOn() {
    powered = true;
    start();
  }

  public boolean powered() {
    return powered;
  }

  private void stop() {
    life++;
    process.ifPresent(running -> {
      running.die();
      running.store().close();
    });
    agent.ifPresent(running -> {
      running.die();
      running.store().close();
    });
    superseded.forEach(old -> {
      old.die();
      old.store().close();
    });
    superseded.clear();
    process = Optional.empty();
    agent = Optional.empty();
    dialling = Optional.empty();
  }

  /// Somebody puts an older copy of the store in the place of what is there.
  public void restore(MemoryDisk.Backup backup) {
    anew("is restored from a backup", () -> disk.restore(backup, draw("incarnation")));
  }

  /// Somebody puts an exact copy of a disk in, and tells nobody.
  public void image(MemoryDisk.Backup backup) {
    anew("has a copied disk", () -> disk.image(backup));
  }

  /// Somebody copied the whole disk of another box into this one, that never ran. It is not
  /// started.
  public void image(Machine other) {
    disk.image(other.disk.backup());
    box.ifPresent(at -> at.disk().image(other.box.orElseThrow().disk().backup()));
  }

  /// Its disk is lost; somebody starts with an empty one.
  public void empty() {
    anew("has an empty disk", () -> disk.empty(draw("incarnation")));
  }

  private void anew(String what, Runnable disks) {
    note(what);
    stop();
    box.ifPresent(at -> at.node().agentDies());
    disks.run();
    start();
  }
}
