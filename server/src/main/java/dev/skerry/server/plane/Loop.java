package dev.skerry.server.plane;

import dev.skerry.control.loop.Answer;
import dev.skerry.control.loop.Effect;
import dev.skerry.control.loop.Input;
import dev.skerry.control.plane.Plane;
import dev.skerry.control.plane.Setup;
import dev.skerry.control.state.Loading;
import dev.skerry.control.state.View;
import dev.skerry.control.write.Proposal;
import dev.skerry.control.write.Refusal;
import dev.skerry.model.meta.SiteName;
import dev.skerry.store.Store;
import dev.skerry.store.StoreFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/// Runs a [Plane]: one thread decides, one thread appends and compacts. Inputs come by a bounded
/// queue, so whoever brings more than the loop can take waits. A [StoreFailure] or a bug ends the
/// process: what is durable is read again at the next start.
public final class Loop {
  /// Inputs that wait at most; a second of heavy traffic, and bounded memory.
  private static final int QUEUE = 16_384;

  /// Inputs taken before the controllers get a turn.
  private static final int PER_TURN = 1_024;

  private static final Duration TICK = Duration.ofSeconds(1);

  private static final System.Logger LOG = System.getLogger(Loop.class.getName());

  private final Plane plane;
  private final Appender appender;
  private final Audience audience;
  private final Wires wires;
  private final Steady clock = new Steady();
  private final Runnable died;
  private final ArrayBlockingQueue<Input> inputs = new ArrayBlockingQueue<>(QUEUE);
  private final ConcurrentHashMap<Long, Asker<Outcome>> waiting = new ConcurrentHashMap<>();
  private final AtomicLong tickets = new AtomicLong();
  private final Vitals vitals = new Vitals(System::nanoTime);
  private final CountDownLatch ended = new CountDownLatch(2);
  private volatile Published published;
  private volatile boolean closing;

  /// What comes back for a ticket: an answer, an admission, or a refusal of one.
  private sealed interface Outcome {
    record Answered(Answer answer) implements Outcome {}

    record Judged(Optional<Refusal> refusal) implements Outcome {}
  }

  /// The view that the store's live rows make. Seconds for a large store.
  ///
  /// @throws StoreFailure also when the heap does not hold them
  public static View load(SiteName self, Store store) throws StoreFailure {
    var loading = new Loading(self);
    HeapRoom room = HeapRoom.ofThisProcess();
    try {
      store.load(row -> {
        loading.take(row);
        room.row()
            .ifPresent(said -> {
              throw new TooMuch(said);
            });
      });
    } catch (TooMuch rows) {
      throw new StoreFailure(rows.said, rows);
    }
    return loading.at(store.head());
  }

  /// Ends the reading of a store.
  private static final class TooMuch extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String said;

    TooMuch(String said) {
      super(said);
      this.said = said;
    }
  }

  /// @param died called once, on one of the loop's threads, when it ends other than by [#stop]
  public Loop(Setup setup, Boot boot, Audience audience, Wires wires, Runnable died) {
    this.plane = new Plane(setup, boot.view());
    this.appender = new Appender(boot.store(), boot.epoch(), vitals);
    this.audience = audience;
    this.wires = wires;
    this.died = died;
    this.published = new Published(boot.view(), plane.presence());
  }

  public void start() {
    Thread.ofPlatform().name("plane").start(this::decide);
    Thread.ofPlatform().name("appender").start(this::append);
  }

  public Vitals vitals() {
    return vitals;
  }

  public Published published() {
    return published;
  }

  /// Waits while the queue is full.
  public void give(Input input) throws InterruptedException {
    inputs.put(input);
  }

  /// Commits, and waits until it is durable or refused.
  ///
  /// @return empty when no answer came in time; the outcome is then unknown
  public Optional<Answer> commit(Proposal proposal, Duration patience) throws InterruptedException {
    return ask(ticket -> new Input.Commit(ticket, proposal), patience)
        .map(outcome ->
            switch (outcome) {
              case Outcome.Answered(Answer answer) -> answer;
              case Outcome.Judged _ -> throw new IllegalStateException("not an answer");
            });
  }

  /// Asks for what is admitted or not: `input` is a [Input.Join], [Input.MakeToken] or
  /// [Input.AcceptHistory] with the ticket given.
  ///
  /// @return the refusal, if it was one
  public Optional<Refusal> admit(LongFunction<Input> input, Duration patience)
      throws InterruptedException {
    Optional<Outcome> outcome = ask(input, patience);
    if (outcome.isEmpty()) {
      return Optional.of(
          Refusal.of(Refusal.Reason.TIMEOUT, "no answer within " + patience.toSeconds() + " s"));
    }
    return switch (outcome.get()) {
      case Outcome.Judged(Optional<Refusal> refusal) -> refusal;
      case Outcome.Answered _ -> throw new IllegalStateException("not an admission");
    };
  }

  private Optional<Outcome> ask(LongFunction<Input> input, Duration patience)
      throws InterruptedException {
    long ticket = tickets.incrementAndGet();
    var asker = new Asker<Outcome>(Thread.currentThread(), System.nanoTime() + patience.toNanos());
    waiting.put(ticket, asker);
    try {
      if (closing) {
        return Optional.empty();
      }
      inputs.put(input.apply(ticket));
      return asker.await();
    } finally {
      waiting.remove(ticket);
    }
  }

  private void decide() {
    try {
      long nextTick = System.nanoTime();
      var taken = new ArrayList<Input>(PER_TURN);
      while (!closing) {
        vitals.turned();
        if (System.nanoTime() - nextTick >= 0) {
          nextTick = System.nanoTime() + TICK.toNanos();
          waiting.values().forEach(asker -> asker.expire(System.nanoTime()));
          perform(plane.handle(new Input.Tick(), clock.now()));
        }
        if (inputs.drainTo(taken, PER_TURN) == 0 && !plane.busy()) {
          Input first = inputs.poll(nextTick - System.nanoTime(), TimeUnit.NANOSECONDS);
          if (first != null) {
            taken.add(first);
            inputs.drainTo(taken, PER_TURN - 1);
          }
        }
        for (Input input : taken) {
          perform(plane.handle(input, clock.now()));
          if (input instanceof Input.Received received) {
            wires.handled(received.connection());
          }
        }
        taken.clear();
        perform(plane.turn(clock.now()));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error bug) {
      die("the loop met a bug", bug);
    } finally {
      closing = true;
      waiting.values().forEach(Asker::dismiss);
      vitals.ended();
      ended.countDown();
    }
  }

  private void perform(List<Effect> effects) throws InterruptedException {
    for (Effect effect : effects) {
      perform(effect);
    }
  }

  private void perform(Effect effect) throws InterruptedException {
    switch (effect) {
      case Effect.Append append -> appender.give(append);
      case Effect.Compact compact -> appender.give(compact);
      case Effect.Reply(long ticket, Answer answer) -> answer(ticket, new Outcome.Answered(answer));
      case Effect.Admitted(long ticket) -> answer(ticket, new Outcome.Judged(Optional.empty()));
      case Effect.NotAdmitted(long ticket, Refusal refusal) ->
          answer(ticket, new Outcome.Judged(Optional.of(refusal)));
      case Effect.Publish(var view, var presence, var changes) -> {
        published = new Published(view, presence);
        audience.published(published, changes);
      }
      case Effect.Send(long connection, var frame, var lane) -> wires.send(connection, frame, lane);
      case Effect.HangUp(long connection, String reason) -> wires.hangUp(connection, reason);
      case Effect.DialStream(String id, String purpose, String target) ->
          wires.dialStream(id, purpose, target);
      case Effect.StreamFailed(String id, Refusal refusal) -> wires.streamFailed(id, refusal);
      case Effect.Stop(String reason) -> throw new IllegalStateException(reason);
      case Effect.Log(String event, String details) ->
          LOG.log(System.Logger.Level.INFO, "{0} {1}", event, details);
    }
  }

  private void answer(long ticket, Outcome outcome) {
    Asker<Outcome> asker = waiting.get(ticket);
    if (asker != null) {
      asker.tell(outcome);
    }
  }

  private void append() {
    try {
      while (!closing) {
        appender.turn(inputs::put);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (StoreFailure | RuntimeException | Error failure) {
      die("the store failed, what it did last is unknown", failure);
    } finally {
      vitals.ended();
      ended.countDown();
    }
  }

  private void die(String what, Throwable cause) {
    LOG.log(System.Logger.Level.ERROR, what, cause);
    closing = true;
    died.run();
  }

  /// Stops after what is under way; what is not durable was not acknowledged.
  public void stop() throws InterruptedException {
    closing = true;
    ended.await();
  }
}
