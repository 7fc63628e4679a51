package dev.skerry.simulation.host;

import dev.skerry.control.loop.Answer;
import dev.skerry.control.loop.Effect;
import dev.skerry.control.loop.Input;
import dev.skerry.control.loop.Now;
import dev.skerry.control.plane.Plane;
import dev.skerry.control.plane.Setup;
import dev.skerry.control.state.Loading;
import dev.skerry.control.state.View;
import dev.skerry.control.write.Refusal;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.meta.SiteName;
import dev.skerry.store.Epoch;
import dev.skerry.store.Store;
import dev.skerry.store.StoreFailure;
import dev.skerry.store.memory.MemoryStore;
import dev.skerry.sync.frame.Frame;
import dev.skerry.sync.frame.Violation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/// One life of a control plane's process: [Plane] and a store, from a start to the next crash.
/// Inputs wait in a queue and are worked off together, as the real loop does; writing and syncing
/// take their time meanwhile.
public final class PlaneProcess implements Plug.Owner {
  private static final Duration THINKING = Duration.ofMillis(1);
  private static final Duration LEAST_WRITING = Duration.ofNanos(200_000);
  private static final Duration MOST_WRITING = Duration.ofMillis(20);

  private static final Duration FORGETTING = Duration.ofMillis(10);
  private static final int FORGOTTEN_AT_ONCE = 16;

  private final Machine machine;
  private final Nature nature;
  private final MemoryStore store;
  private final Epoch epoch;
  private final Duration started;
  private final Duration startedSteady;
  private final Plane plane;
  private final ArrayDeque<Input> inputs = new ArrayDeque<>();
  private final TreeMap<Long, Consumer<Answer>> asked = new TreeMap<>();
  private final TreeMap<Long, Consumer<Optional<Refusal>>> admissions = new TreeMap<>();
  private final TreeMap<Long, Plug> plugs = new TreeMap<>();
  private final Callers callers;
  private View published;
  private final ArrayDeque<Runnable> deferred = new ArrayDeque<>();
  private boolean working;
  private boolean paused;
  private boolean alive = true;
  private long tickets;
  private long connections;

  /// The view that the store's rows make.
  public static View load(SiteName self, MemoryStore store) {
    var loading = new Loading(self);
    store.load(loading::take);
    return loading.at(store.head());
  }

  PlaneProcess(Machine machine, Setup setup, Birth.Tenure tenure, Nature nature) {
    this.machine = machine;
    this.nature = nature;
    this.store = tenure.store();
    this.epoch = tenure.epoch();
    this.started = nature.agenda().now();
    this.startedSteady = machine.clock().steady();
    this.callers = new Callers(nature);
    this.plane = new Plane(setup, tenure.found());
    this.published = tenure.found();
    nature.witness().loaded(this, tenure.found());
    tick();
  }

  public Machine machine() {
    return machine;
  }

  /// What readers see.
  public View view() {
    return published;
  }

  /// The machine's own idea of what is durable, for monitors.
  public View durable() {
    return plane.durable();
  }

  /// Everything decided, durable or not, for monitors.
  public View decided() {
    return plane.decided();
  }

  /// When this process began, true time.
  public Duration started() {
    return started;
  }

  /// For how long nothing of a child has come in, true time; empty when nothing came yet.
  public Optional<Duration> silenceOf(String child) {
    return callers.silenceOf(child);
  }

  /// How long ago the last silence of a child ended that was one ([Pace#leastSilence]), true time;
  /// empty when there was none.
  public Optional<Duration> backFor(String child) {
    return callers.backFor(child);
  }

  /// Whether it speaks with that box ([Machine#which]), as the parent of it.
  public boolean serves(String box) {
    return callers.serves(box);
  }

  /// The tenure in which it writes.
  public Epoch epoch() {
    return epoch;
  }

  public MemoryStore store() {
    return store;
  }

  public boolean alive() {
    return alive;
  }

  /// Whether nothing is on its way to the disk.
  public boolean isQuiet() {
    return plane.durable().revision().equals(plane.decided().revision());
  }

  public Now now() {
    return new Now(machine.wall(), machine.clock().steady().minus(startedSteady));
  }

  private void later(Duration delay, Runnable what) {
    nature
        .agenda()
        .after(
            delay,
            () -> {
              if (alive && paused) {
                deferred.add(what);
              } else if (alive) {
                what.run();
              }
            });
  }

  /// It gets no time on its processor until [#resume]; what comes in waits.
  void pause() {
    paused = true;
  }

  void resume() {
    paused = false;
    work();
    while (alive && !paused && !deferred.isEmpty()) {
      deferred.remove().run();
    }
  }

  private void tick() {
    give(new Input.Tick());
    later(nature.pace().tick(), this::tick);
  }

  public void give(Input input) {
    if (alive) {
      inputs.add(input);
      work();
    }
  }

  /// Commits a proposal as a handler does.
  ///
  /// @param answer called unless the process dies before
  public void commit(dev.skerry.control.write.Proposal proposal, Consumer<Answer> answer) {
    tickets++;
    asked.put(tickets, answer);
    give(new Input.Commit(tickets, proposal));
  }

  /// Asks for a token, or shows one.
  ///
  /// @param answer called with the refusal, if it was one
  public void admit(LongFunction<Input> input, Consumer<Optional<Refusal>> answer) {
    tickets++;
    admissions.put(tickets, answer);
    give(input.apply(tickets));
  }

  private void work() {
    if (!working) {
      working = true;
      later(THINKING, this::turn);
    }
  }

  private void turn() {
    working = false;
    while (alive && !inputs.isEmpty()) {
      Input input = inputs.remove();
      if (input instanceof Input.Received(long connection, var _)) {
        callers.received(connection);
      }
      perform(plane.handle(input, now()));
    }
    if (alive) {
      perform(plane.turn(now()));
    }
    if (alive && (plane.busy() || !inputs.isEmpty())) {
      work();
    }
  }

  /// A crash comes before any effect; between the steps of a compaction one comes by itself.
  private void perform(List<Effect> effects) {
    for (Effect effect : effects) {
      boolean boundary = !(effect instanceof Effect.Compact);
      if (alive && boundary && nature.trouble().strikes(machine.which())) {
        machine.ends(this, "struck before " + effect.getClass().getSimpleName());
      }
      if (alive) {
        perform(effect);
      }
    }
  }

  private void perform(Effect effect) {
    switch (effect) {
      case Effect.Append append -> write(append);
      case Effect.Compact(Revision upTo) -> later(FORGETTING, () -> compact(upTo));
      case Effect.Reply(long ticket, Answer answer) -> {
        Consumer<Answer> asker = asked.remove(ticket);
        if (asker != null) {
          asker.accept(answer);
        }
      }
      case Effect.Admitted(long ticket) -> judged(ticket, Optional.empty());
      case Effect.NotAdmitted(long ticket, Refusal refusal) -> judged(ticket, Optional.of(refusal));
      case Effect.Publish publish -> {
        published = publish.view();
        nature.witness().published(this, published);
      }
      case Effect.Send(long connection, var frame, var lane) -> {
        callers.sent(connection, frame).ifPresent(let -> nature.witness().letIn(this, let));
        Plug plug = plugs.get(connection);
        if (plug != null) {
          plug.send(frame, lane);
        }
      }
      case Effect.HangUp(long connection, String reason) -> {
        nature.trace().note(machine.which(), "hangs up: " + reason);
        callers.hungUp(connection);
        Plug plug = plugs.remove(connection);
        if (plug != null) {
          plug.hangUp();
          machine.lineEnded(plug);
        }
      }
      case Effect.DialStream(String id, String _, String _) ->
          give(new Input.RefuseStream(id, "there are no streams in a simulation"));
      case Effect.StreamFailed _ -> {}
      case Effect.Stop(String reason) -> machine.ends(this, reason);
      case Effect.Log(String event, String details) ->
          nature.trace().note(machine.which(), event + " " + details);
    }
  }

  private void judged(long ticket, Optional<Refusal> refusal) {
    Consumer<Optional<Refusal>> asker = admissions.remove(ticket);
    if (asker != null) {
      asker.accept(refusal);
    }
  }

  private void write(Effect.Append append) {
    later(
        disk(),
        () -> {
          try {
            switch (store.write(epoch, append.after(), append.changes())) {
              case Store.Outcome.Done _ -> {
                nature.witness().took(this);
                later(disk(), () -> sync(append));
              }
              case Store.Outcome.Full _ ->
                  give(new Input.Appended(append.batch(), new Input.Appended.Result.Full()));
              case Store.Outcome.Fenced(Epoch newest) -> {
                nature.witness().fenced(this);
                give(new Input.Appended(append.batch(), new Input.Appended.Result.Fenced(newest)));
              }
            }
          } catch (StoreFailure failure) {
            machine.ends(this, failure.toString());
          }
        });
  }

  /// A step at a time, between which anything may happen.
  private void compact(Revision upTo) {
    if (store.compact(upTo, FORGOTTEN_AT_ONCE)) {
      later(FORGETTING, () -> compact(upTo));
    }
  }

  private Duration disk() {
    return nature
        .streams()
        .between("disk " + machine.which(), LEAST_WRITING, MOST_WRITING)
        .multipliedBy(machine.slowness());
  }

  private void sync(Effect.Append append) {
    try {
      store.sync();
    } catch (StoreFailure failure) {
      machine.ends(this, failure.toString());
      return;
    }
    nature.trace().say(machine.which(), "durable " + append.after());
    if (machine.runs(this)) {
      nature.witness().durable(this, append.changes());
    }
    give(new Input.Appended(append.batch(), new Input.Appended.Result.Durable()));
  }

  /// A connection to a peer stands; its frames go through the plug.
  ///
  /// @param child who dialled, if it is one
  Plug plug(Input.Peer peer, Optional<Witness.Caller> child) {
    connections++;
    var plug = new Plug(nature, this);
    plugs.put(connections, plug);
    callers.calls(connections, peer, child);
    give(new Input.LinkUp(connections, peer));
    return plug;
  }

  private Optional<Long> connection(Plug plug) {
    return plugs.entrySet().stream()
        .filter(e -> e.getValue().equals(plug))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  @Override
  public void received(Plug plug, Frame frame) {
    connection(plug).ifPresent(c -> give(new Input.Received(c, frame)));
  }

  @Override
  public void unreadable(Plug plug, Violation violation) {
    connection(plug).ifPresent(c -> give(new Input.Unreadable(c, violation)));
  }

  @Override
  public void closed(Plug plug) {
    connection(plug)
        .ifPresent(c -> {
          plugs.remove(c);
          callers.gone(c);
          give(new Input.LinkDown(c));
          machine.lineEnded(plug);
        });
  }

  /// Ends at once. What was written and not synced is the machine's affair.
  void die() {
    alive = false;
    plugs.values().forEach(Plug::drop);
    plugs.clear();
  }
}
