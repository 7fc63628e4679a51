package dev.skerry.server.node;

import dev.skerry.model.json.Obj;
import dev.skerry.node.agent.Agent;
import dev.skerry.node.agent.Settings;
import dev.skerry.node.driver.DriverFailure;
import dev.skerry.node.feed.Held;
import dev.skerry.node.feed.Uplink;
import dev.skerry.node.plan.Here;
import dev.skerry.node.pod.PodSettings;
import dev.skerry.node.report.NodeStatus;
import dev.skerry.node.work.Performer;
import dev.skerry.node.work.Task;
import dev.skerry.store.Change;
import dev.skerry.store.Store;
import dev.skerry.store.StoreFailure;
import dev.skerry.sync.frame.Frame;
import dev.skerry.sync.frame.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Runs an [Agent] and its [Uplink] on one thread. Tasks, appends and events are made on virtual
/// threads; what they come to returns by a bounded queue. Containers go on when it stops, and the
/// next one adopts them.
public final class NodeProcess implements AutoCloseable {
  /// Inputs that wait at most; more than all tasks, a window of frames and the driver's calls.
  private static final int QUEUE = 1_024;

  /// Between looks at the containers when nothing calls for one, and between ticks.
  private static final Duration TICK = Duration.ofSeconds(1);

  /// Ticks between looks at the machine itself.
  private static final int MACHINE_TICKS = 10;

  /// For what is under way at a stop: driver calls end when they are interrupted.
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  /// Log entries forgotten after an append; an append seldom has more.
  private static final int COMPACTED = 1_000;

  private static final System.Logger LOG = System.getLogger(NodeProcess.class.getName());

  /// What comes to the node's thread.
  private sealed interface Message {
    record ToAgent(dev.skerry.node.agent.Input input) implements Message {}

    record ToUplink(dev.skerry.node.feed.Input input) implements Message {}

    record Look() implements Message {}

    record Failed(String what, Throwable cause) implements Message {}
  }

  private final NodePorts ports;
  private final Runnable died;
  private final Held held = new Held();
  private final Uplink uplink;
  private final Agent agent;
  private final Performer performer;
  private final NodeStatus nodeStatus = new NodeStatus();
  private final NodeClock clock = new NodeClock();
  private final ArrayBlockingQueue<Message> inbox = new ArrayBlockingQueue<>(QUEUE);
  private final Deque<Message> next = new ArrayDeque<>();
  private final ExecutorService hands = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread thread;
  private Optional<Instant> wake = Optional.empty();
  private Optional<Obj> toldStatus = Optional.empty();
  private String driverFailure = "";
  private boolean look = true;
  private int ticks;
  private volatile boolean closing;

  /// @param died called once when it ends other than by [#close]: a bug, or a store whose state is
  ///   not known; a new process goes on from what is durable
  /// @throws StoreFailure when the node's store cannot be read
  public NodeProcess(Uplink.Setup setup, Here here, NodePorts ports, Runnable died)
      throws StoreFailure {
    this.ports = ports;
    this.died = died;
    ports.store().load(held::take);
    held.startAt(ports.store().head());
    this.uplink = new Uplink(setup, held);
    this.agent = new Agent(Settings.of(PodSettings.of(here)));
    this.performer = new Performer(ports.driver(), ports.images(), ports.prober());
    this.thread = Thread.ofPlatform().name("node-" + here.node()).unstarted(this::run);
  }

  public void start() {
    ports.driver().onChange(this::changed);
    thread.start();
  }

  /// A full inbox is looked after anyway.
  private void changed() {
    boolean _ = !closing && inbox.offer(new Message.Look());
  }

  private void run() {
    try {
      begin();
      long nextTick = System.nanoTime();
      while (!closing) {
        if (System.nanoTime() - nextTick >= 0) {
          nextTick = System.nanoTime() + TICK.toNanos();
          tick();
        }
        take(nextTick);
        if (wake.filter(at -> !at.isAfter(clock.wall())).isPresent()) {
          wake = Optional.empty();
          next.add(new Message.ToAgent(new dev.skerry.node.agent.Input.Tick()));
        }
        handle();
        look();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error bug) {
      die("the node met a bug", bug);
    }
  }

  private void begin() {
    next.add(new Message.ToAgent(new dev.skerry.node.agent.Input.Restarted()));
    uplink
        .wanted()
        .ifPresent(
            pods -> next.add(new Message.ToAgent(new dev.skerry.node.agent.Input.Wanted(pods))));
    handle();
    look();
    ports.conversation().begin(new Hearing());
  }

  private void tick() {
    ports.conversation().tick();
    if (ticks++ % MACHINE_TICKS == 0) {
      lookAtMachine();
    }
    next.add(new Message.ToUplink(new dev.skerry.node.feed.Input.Tick()));
    look = true;
    handle();
  }

  /// Waits for messages until something is due, and takes all there are.
  private void take(long nextTick) throws InterruptedException {
    long wait = nextTick - System.nanoTime();
    if (wake.isPresent()) {
      wait = Math.min(wait, Duration.between(clock.wall(), wake.get()).toNanos());
    }
    if (look) {
      wait = 0;
    }
    Message first = inbox.poll(Math.max(0, wait), TimeUnit.NANOSECONDS);
    if (first != null) {
      next.add(first);
      var rest = new ArrayList<Message>();
      inbox.drainTo(rest);
      next.addAll(rest);
    }
  }

  /// One message at a time, and what it leads to after all that came before.
  private void handle() {
    for (Message message = next.poll(); message != null; message = next.poll()) {
      switch (message) {
        case Message.ToAgent(var input) -> {
          look |= input instanceof dev.skerry.node.agent.Input.Done;
          agent.on(input, clock.wall()).forEach(this::perform);
        }
        case Message.ToUplink(var input) -> uplink.on(input, clock.steady()).forEach(this::perform);
        case Message.Look() -> look = true;
        case Message.Failed(String what, Throwable cause) ->
            throw new IllegalStateException(what, cause);
      }
    }
  }

  /// What is seen is fed before anything else, so it is never older than an outcome that was.
  private void look() {
    if (!look) {
      return;
    }
    look = false;
    try {
      var seen =
          new dev.skerry.node.agent.Input.Observed(ports.driver().observe(), ports.driver().pods());
      boolean recovered = !driverFailure.isEmpty();
      driverFailure = "";
      if (recovered) {
        // Not at the next tick: until it is told, nothing is scheduled here.
        lookAtMachine();
      }
      next.add(new Message.ToAgent(seen));
      handle();
    } catch (DriverFailure failure) {
      driverFailure = failure.reason() + ": " + failure.getMessage();
      lookAtMachine();
    }
  }

  private void lookAtMachine() {
    Obj status = nodeStatus.compose(ports.machine().look(), driverFailure, clock.wall());
    if (!toldStatus.equals(Optional.of(status))) {
      toldStatus = Optional.of(status);
      next.add(new Message.ToUplink(new dev.skerry.node.feed.Input.NodeStatus(status)));
    }
  }

  private void perform(dev.skerry.node.agent.Effect effect) {
    switch (effect) {
      case dev.skerry.node.agent.Effect.Run(long id, Task task) ->
          byHand(() -> {
            var outcome = performer.perform(task);
            inbox.put(new Message.ToAgent(new dev.skerry.node.agent.Input.Done(id, outcome)));
          });
      case dev.skerry.node.agent.Effect.Report(var pod, var status) ->
          next.add(new Message.ToUplink(new dev.skerry.node.feed.Input.Reported(pod, status)));
      case dev.skerry.node.agent.Effect.Gone(var pod) ->
          next.add(new Message.ToUplink(new dev.skerry.node.feed.Input.Gone(pod)));
      case dev.skerry.node.agent.Effect.WakeAt(Instant at) -> wake = Optional.of(at);
      case dev.skerry.node.agent.Effect.Event(var pod, var type, var reason, var message) ->
          byHand(() -> ports.gazette().print(new Gazette.Item(pod, type, reason, message)));
    }
  }

  private void perform(dev.skerry.node.feed.Effect effect) {
    switch (effect) {
      case dev.skerry.node.feed.Effect.Append append -> byHand(() -> append(append));
      case dev.skerry.node.feed.Effect.Wanted(var pods) ->
          next.add(new Message.ToAgent(new dev.skerry.node.agent.Input.Wanted(pods)));
      case dev.skerry.node.feed.Effect.Send(Frame frame, var lane) -> {
        if (!ports.conversation().send(frame, lane)) {
          ports.conversation().hangUp("it takes nothing and its box is full");
          next.add(new Message.ToUplink(new dev.skerry.node.feed.Input.Disconnected()));
        }
      }
      case dev.skerry.node.feed.Effect.HangUp(String reason) -> ports.conversation().hangUp(reason);
      case dev.skerry.node.feed.Effect.OpenStream(String id, String purpose, String target) ->
          ports.conversation().openStream(id, purpose, target);
      case dev.skerry.node.feed.Effect.Log(String event, String details) ->
          LOG.log(System.Logger.Level.INFO, "{0} {1}", event, details);
    }
  }

  private void append(dev.skerry.node.feed.Effect.Append append) throws InterruptedException {
    try {
      List<Change> changes = append.changes();
      Store.Outcome outcome = ports.store().append(ports.epoch(), append.after(), changes);
      switch (outcome) {
        case Store.Outcome.Done _ -> {
          ports.store().compact(changes.getLast().revision(), COMPACTED);
          inbox.put(new Message.ToUplink(new dev.skerry.node.feed.Input.Appended(true)));
        }
        case Store.Outcome.Full _ ->
            inbox.put(new Message.ToUplink(new dev.skerry.node.feed.Input.Appended(false)));
        case Store.Outcome.Fenced(var newest) ->
            throw new StoreFailure("another node agent took this store, epoch " + newest.value());
      }
    } catch (StoreFailure failure) {
      inbox.put(new Message.Failed("an append failed, its outcome is unknown", failure));
    }
  }

  private interface Chore {
    void run() throws InterruptedException;
  }

  /// A bug in a chore is one of the node.
  private void byHand(Chore chore) {
    hands.execute(() -> {
      try {
        chore.run();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException | Error bug) {
        if (!closing && !inbox.offer(new Message.Failed("a task met a bug", bug))) {
          die("a task met a bug", bug);
        }
      }
    });
  }

  private void die(String what, Throwable cause) {
    LOG.log(System.Logger.Level.ERROR, what, cause);
    closing = true;
    died.run();
  }

  /// Stops deciding; containers go on. What was under way is made again by the next agent.
  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    ports.conversation().close();
    hands.shutdownNow();
    try {
      thread.join(STOP_LIMIT);
      if (!hands.awaitTermination(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.log(System.Logger.Level.WARNING, "NodeStopLate: a driver call does not end");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Frames on their way to the node's thread. The control plane's own thread calls: never waits.
  private final class Hearing implements Conversation.Ear {
    @Override
    public void connected() {
      put(new dev.skerry.node.feed.Input.Connected());
    }

    @Override
    public boolean frame(Frame frame) {
      return inbox.offer(new Message.ToUplink(new dev.skerry.node.feed.Input.Received(frame)));
    }

    @Override
    public void unreadable(Violation violation) {
      put(new dev.skerry.node.feed.Input.Unreadable(violation));
    }

    @Override
    public void disconnected(String why) {
      LOG.log(System.Logger.Level.INFO, "LinkDown {0}", why);
      put(new dev.skerry.node.feed.Input.Disconnected());
    }

    @Override
    public void streamRefused(String id, String sentence) {
      put(new dev.skerry.node.feed.Input.RefuseStream(id, sentence));
    }

    /// A full inbox means that the node's thread is stuck, and then its session ends by silence.
    private void put(dev.skerry.node.feed.Input input) {
      if (!inbox.offer(new Message.ToUplink(input))) {
        LOG.log(System.Logger.Level.WARNING, "InboxFull {0}", input.getClass().getSimpleName());
      }
    }
  }
}
