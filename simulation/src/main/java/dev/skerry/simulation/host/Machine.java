package dev.skerry.simulation.host;

import dev.skerry.control.loop.Input;
import dev.skerry.control.role.Controllers;
import dev.skerry.control.write.Pipeline;
import dev.skerry.control.write.StandardPipeline;
import dev.skerry.model.kind.Kinds;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import dev.skerry.node.feed.Uplink;
import dev.skerry.simulation.wan.Road;
import dev.skerry.simulation.wan.Shape;
import dev.skerry.store.StoreFailure;
import dev.skerry.store.memory.Faults;
import dev.skerry.store.memory.MemoryDisk;
import dev.skerry.sync.frame.Identity;
import dev.skerry.sync.session.Reconnect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A place in the world: a core, or a site with one node. Its disk and its clock outlive its
/// processes.
public final class Machine {
  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);
  private static final Duration LEAST_RESTART = Duration.ofMillis(500);
  private static final Duration MOST_RESTART = Duration.ofSeconds(5);

  private final SiteName name;
  private final Uid uid;
  private final Nature nature;
  private final MemoryDisk disk;
  private final Pipeline pipeline = new StandardPipeline(Kinds::builtIn);
  private final Optional<Upward> upward;
  private final Optional<Box> box;
  private final Birth birth;
  private Duration clockOffset = Duration.ZERO;
  private Optional<PlaneProcess> process = Optional.empty();
  private Optional<NodeProcess> agent = Optional.empty();
  private Optional<Plug> parentPlug = Optional.empty();
  private Optional<Reconnect> reconnect = Optional.empty();
  private Instant connectedAt = Instant.EPOCH;
  private final List<PlaneProcess> superseded = new ArrayList<>();
  private int powerCuts;
  private int slowness = 1;
  private boolean powered = true;
  private boolean fullDisk;
  private long life;

  /// The parent, the way to it, and the key that its door knows.
  public record Upward(Machine parent, Road road, String key) {}

  /// @param upward empty at the core
  public Machine(SiteName name, Uid uid, Optional<Upward> upward, Faults faults, Nature nature) {
    this.name = name;
    this.uid = uid;
    this.nature = nature;
    this.upward = upward;
    this.disk = new MemoryDisk(draw("incarnation"), faults);
    this.box =
        upward.isPresent() ? Optional.of(new Box(name, nature, draw("node"))) : Optional.empty();
    this.birth =
        new Birth(this, identity(), upward.isEmpty() ? Controllers.core() : Controllers.site());
  }

  private Identity identity() {
    return new Identity(Identity.Kind.SITE, name.value(), uid);
  }

  private String draw(String what) {
    return Long.toHexString(nature.streams().next(name + "/" + what));
  }

  public SiteName name() {
    return name;
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
    nature.trace().note(name.value(), "its disk is full");
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
    return nature.agenda().instant().plus(clockOffset);
  }

  /// Somebody sets the wall clock.
  public void clockShows(Duration offset) {
    nature.trace().note(name.value(), "its clock is set off by " + offset);
    clockOffset = offset;
  }

  /// A line in the trace.
  public void note(String what) {
    nature.trace().note(name.value(), what);
  }

  private void after(Duration delay, Runnable what) {
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
      after(nature.streams().between(name + "/restart", LEAST_RESTART, MOST_RESTART), this::start);
      return;
    }
    process = made;
    nature.trace().note(name.value(), "starts at revision " + made.get().durable().revision());
    try {
      if (box.isPresent()) {
        startNode(box.get());
      }
    } catch (StoreFailure failure) {
      throw new IllegalStateException("a memory store failed to open", failure);
    }
    reconnect =
        Optional.of(new Reconnect(nature.pace().dialling(), nature.streams().of(name + "/dial")));
    if (upward.isPresent()) {
      dial(upward.get());
    }
  }

  private void startNode(Box at) throws StoreFailure {
    var setup =
        new Uplink.Setup(
            at.identity(), name, draw("agent"), nature.pace().heartbeat(), nature.pace().silence());
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
    var inside = new Road(name + "/inside", nature.agenda(), nature.streams(), Shape.LOCAL);
    Plug below = new Plug(nature, from);
    Plug above = process.get().plug(peer);
    var wire = inside.connect(below, above);
    below.into(wire);
    above.into(wire);
    from.connected(below);
  }

  private void dial(Upward up) {
    Duration roundTrip = up.road().travel().plus(up.road().travel());
    if (up.road().isCut()) {
      after(CONNECT_PATIENCE, () -> again(reconnect.orElseThrow().failed(steady())));
    } else {
      after(
          roundTrip,
          () -> {
            if (up.parent().process().isEmpty() || up.road().isCut()) {
              again(reconnect.orElseThrow().failed(steady()));
            } else if (!isKnown(up, up.parent().process().get())) {
              String sentence = "site " + name + " is not a member with this key";
              process.orElseThrow().give(new Input.TurnedAway(sentence));
              again(reconnect.orElseThrow().failed(steady()));
            } else {
              connect(up, up.parent().process().get());
            }
          });
    }
  }

  /// What the door of a real parent sees in the certificate.
  private boolean isKnown(Upward up, PlaneProcess above) {
    return above.view().setting("child/" + name).text("keyPin").equals(up.key());
  }

  private void connect(Upward up, PlaneProcess above) {
    Duration silence = nature.pace().silence();
    PlaneProcess here = process.orElseThrow();
    Plug top =
        above.plug(
            new Input.Peer(Input.Peer.Kind.CHILD, name.value(), Optional.of(identity()), silence));
    Plug below =
        here.plug(
            new Input.Peer(
                Input.Peer.Kind.PARENT, up.parent().name().value(), Optional.empty(), silence));
    var wire = up.road().connect(below, top);
    below.into(wire);
    top.into(wire);
    parentPlug = Optional.of(below);
    connectedAt = steady();
  }

  private Instant steady() {
    return nature.agenda().instant();
  }

  private void again(Instant at) {
    after(Duration.between(steady(), at), () -> upward.ifPresent(this::dial));
  }

  void lineEnded(Plug plug) {
    if (parentPlug.filter(p -> p.equals(plug)).isPresent()) {
      parentPlug = Optional.empty();
      again(reconnect.orElseThrow().lost(connectedAt, steady()));
    }
  }

  /// Its processes end between two instructions and are started again after a while.
  public void crash(String why) {
    if (process.isEmpty()) {
      return;
    }
    nature.trace().note(name.value(), "crashes: " + why);
    stop();
    box.ifPresent(at -> at.node().agentDies());
    after(nature.streams().between(name + "/restart", LEAST_RESTART, MOST_RESTART), this::start);
  }

  /// A process ends by itself: it said so, its disk failed it, or it was struck.
  void ends(PlaneProcess which, String why) {
    if (runs(which)) {
      crash(why);
    } else if (superseded.remove(which)) {
      nature.trace().note(name.value(), "its superseded process ends: " + why);
      which.die();
      which.store().close();
    }
  }

  /// Its process gets no time for so long, as on a host that swaps or is suspended.
  public void pause(Duration length) {
    process.ifPresent(running -> {
      nature.trace().note(name.value(), "is paused for " + length);
      running.pause();
      nature.agenda().after(length, running::resume);
    });
  }

  /// Somebody believes that its process is dead and starts another one; it was only paused.
  public void failOver(Duration length) {
    if (process.isEmpty() || box.isPresent()) {
      return;
    }
    nature.trace().note(name.value(), "is taken over by a second process");
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
    nature.trace().note(name.value(), "loses its power");
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
    parentPlug = Optional.empty();
  }

  /// Somebody puts an older copy of the store in the place of what is there.
  public void restore(MemoryDisk.Backup backup) {
    anew("is restored from a backup", () -> disk.restore(backup, draw("incarnation")));
  }

  /// Somebody puts an exact copy of a disk in, and tells nobody.
  public void image(MemoryDisk.Backup backup) {
    anew("has a copied disk", () -> disk.image(backup));
  }

  /// Its disk is lost; somebody starts with an empty one.
  public void empty() {
    anew("has an empty disk", () -> disk.empty(draw("incarnation")));
  }

  private void anew(String what, Runnable disks) {
    nature.trace().note(name.value(), what);
    stop();
    box.ifPresent(at -> at.node().agentDies());
    disks.run();
    start();
  }
}
