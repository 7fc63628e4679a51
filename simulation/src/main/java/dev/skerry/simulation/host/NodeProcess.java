package dev.skerry.simulation.host;

import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.Uid;
import dev.skerry.node.fake.VirtualNode;
import dev.skerry.node.feed.Effect;
import dev.skerry.node.feed.Held;
import dev.skerry.node.feed.Input;
import dev.skerry.node.feed.Uplink;
import dev.skerry.store.Epoch;
import dev.skerry.store.Store;
import dev.skerry.store.StoreFailure;
import dev.skerry.store.memory.MemoryStore;
import dev.skerry.sync.frame.Frame;
import dev.skerry.sync.frame.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/// One life of a node agent's process: [Uplink] and a store, beside the agent on its machine.
final class NodeProcess implements Plug.Owner {
  private static final Duration LEAST_WRITING = Duration.ofNanos(200_000);
  private static final Duration MOST_WRITING = Duration.ofMillis(20);

  private final Machine machine;
  private final Nature nature;
  private final MemoryStore store;
  private final Epoch epoch;
  private final VirtualNode node;
  private final Duration started;
  private final Uplink uplink;
  private Optional<Plug> plug = Optional.empty();
  private Optional<Instant> waking = Optional.empty();
  private final ArrayDeque<Input> inputs = new ArrayDeque<>();
  private boolean working;
  private boolean alive = true;

  NodeProcess(Machine machine, Uplink.Setup setup, MemoryStore store, VirtualNode node)
      throws StoreFailure {
    this.machine = machine;
    this.nature = machine.nature();
    this.store = store;
    this.epoch = store.begin();
    this.node = node;
    this.started = machine.clock().steady();
    var held = new Held();
    store.load(held::take);
    held.startAt(store.head());
    this.uplink = new Uplink(setup, held);
  }

  void start(Obj status) {
    node.runUntil(nature.agenda().instant());
    uplink.wanted().ifPresent(node::agentBegins);
    give(new Input.NodeStatus(status));
    live();
    tick();
  }

  private Instant steady() {
    return Instant.EPOCH.plus(machine.clock().steady().minus(started));
  }

  private void later(Duration delay, Runnable what) {
    nature
        .agenda()
        .after(
            delay,
            () -> {
              if (alive) {
                what.run();
              }
            });
  }

  private void tick() {
    give(new Input.Tick());
    if (plug.isEmpty()) {
      machine.dialFromNode(this);
    }
    later(nature.pace().tick(), this::tick);
  }

  void connected(Plug to) {
    plug = Optional.of(to);
    give(new Input.Connected());
  }

  private void give(Input input) {
    inputs.add(input);
    if (!working) {
      working = true;
      while (alive && !inputs.isEmpty()) {
        uplink.on(inputs.remove(), steady()).forEach(this::perform);
      }
      working = false;
    }
  }

  private void perform(Effect effect) {
    switch (effect) {
      case Effect.Append append -> write(append);
      case Effect.Wanted(var pods) -> {
        node.runUntil(nature.agenda().instant());
        node.want(pods);
        live();
      }
      case Effect.Send(var frame, var lane) -> plug.ifPresent(p -> p.send(frame, lane));
      case Effect.HangUp(String reason) -> {
        nature.trace().note(machine.which() + "-1", "hangs up: " + reason);
        plug.ifPresent(Plug::hangUp);
        plug = Optional.empty();
      }
      case Effect.OpenStream(String id, String _, String _) ->
          give(new Input.RefuseStream(id, "there are no streams in a simulation"));
      case Effect.Log(String event, String details) ->
          nature.trace().note(machine.which() + "-1", event + " " + details);
    }
  }

  private void write(Effect.Append append) {
    later(
        disk(),
        () -> {
          try {
            boolean done =
                store.write(epoch, append.after(), append.changes()) instanceof Store.Outcome.Done;
            if (done) {
              later(disk(), this::sync);
            } else {
              give(new Input.Appended(false));
            }
          } catch (StoreFailure failure) {
            machine.crash(failure.toString());
          }
        });
  }

  private Duration disk() {
    return nature
        .streams()
        .between("disk " + machine.which() + "-1", LEAST_WRITING, MOST_WRITING)
        .multipliedBy(machine.slowness());
  }

  private void sync() {
    try {
      store.sync();
    } catch (StoreFailure failure) {
      machine.crash(failure.toString());
      return;
    }
    give(new Input.Appended(true));
  }

  /// The agent lives up to now, and what it tells goes up.
  private void live() {
    node.runUntil(nature.agenda().instant());
    List<dev.skerry.node.agent.Effect> told = node.take();
    told.forEach(this::tell);
    wake();
  }

  private void tell(dev.skerry.node.agent.Effect effect) {
    switch (effect) {
      case dev.skerry.node.agent.Effect.Report(Uid pod, Obj status) ->
          give(new Input.Reported(pod, status));
      case dev.skerry.node.agent.Effect.Gone(var pod) -> give(new Input.Gone(pod));
      case dev.skerry.node.agent.Effect.Event event ->
          nature.trace().say(machine.which() + "-1", event.reason());
      case dev.skerry.node.agent.Effect.Run _, dev.skerry.node.agent.Effect.WakeAt _ -> {}
    }
  }

  private void wake() {
    Optional<Instant> next = node.nextDue();
    if (next.isEmpty() || next.equals(waking)) {
      return;
    }
    waking = next;
    later(
        Duration.between(nature.agenda().instant(), next.get()),
        () -> {
          if (waking.equals(next)) {
            waking = Optional.empty();
            live();
          }
        });
  }

  @Override
  public void received(Plug from, Frame frame) {
    if (plug.filter(p -> p.equals(from)).isPresent()) {
      give(new Input.Received(frame));
    }
  }

  @Override
  public void unreadable(Plug from, Violation violation) {
    if (plug.filter(p -> p.equals(from)).isPresent()) {
      give(new Input.Unreadable(violation));
    }
  }

  @Override
  public void closed(Plug from) {
    if (plug.filter(p -> p.equals(from)).isPresent()) {
      plug = Optional.empty();
      give(new Input.Disconnected());
    }
  }

  void die() {
    alive = false;
    plug.ifPresent(Plug::drop);
    plug = Optional.empty();
  }

  MemoryStore store() {
    return store;
  }
}
