package dev.skerry.api;

import dev.skerry.api.plane.ControlPort;
import dev.skerry.api.plane.Health;
import dev.skerry.api.watch.WatchHub;
import dev.skerry.control.collect.CollectController;
import dev.skerry.control.controller.Controller;
import dev.skerry.control.custom.DefinitionController;
import dev.skerry.control.loop.Answer;
import dev.skerry.control.loop.Effect;
import dev.skerry.control.loop.Input;
import dev.skerry.control.loop.Now;
import dev.skerry.control.loop.Presence;
import dev.skerry.control.namespace.NamespaceController;
import dev.skerry.control.plane.Plane;
import dev.skerry.control.plane.Retention;
import dev.skerry.control.plane.Setup;
import dev.skerry.control.state.View;
import dev.skerry.control.write.Pipeline;
import dev.skerry.control.write.Proposal;
import dev.skerry.control.write.Refusal;
import dev.skerry.model.chance.Chance;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import dev.skerry.store.Epoch;
import dev.skerry.store.Store;
import dev.skerry.store.StoreFailure;
import dev.skerry.store.memory.Faults;
import dev.skerry.store.memory.MemoryDisk;
import dev.skerry.store.memory.MemoryStore;
import dev.skerry.sync.feed.Life;
import dev.skerry.sync.frame.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/// A real control plane over a memory store, run in the thread of whoever commits.
final class TestPlane implements ControlPort {
  private static final SiteName SELF = new SiteName("core");

  volatile List<Health.Check> health = List.of();
  final MemoryDisk disk = new MemoryDisk("first", Faults.NONE);
  final WatchHub hub = new WatchHub(View.empty(SELF).revision());
  private final MemoryStore store = disk.open();
  private final Plane plane;
  private final Epoch epoch;
  private long tickets;
  private Optional<Answer> answer = Optional.empty();
  private volatile View view = View.empty(SELF);
  private volatile Presence presence = Presence.NONE;

  /// What the tests of the API need of a control plane.
  static final List<Controller> FEW =
      List.of(new NamespaceController(false), new DefinitionController(), new CollectController());

  TestPlane(Pipeline pipeline, Chance chance, List<Controller> controllers) throws StoreFailure {
    epoch = store.begin();
    var identity = new Identity(Identity.Kind.SITE, SELF.value(), Uid.random(chance.next("a"), 1));
    plane =
        new Plane(
            new Setup(
                identity,
                "first",
                Life.UNTOLD,
                1,
                Duration.ofSeconds(5),
                Duration.ofSeconds(15),
                controllers,
                pipeline,
                chance,
                Retention.STANDARD),
            view);
    give(new Input.Tick());
  }

  private static Now now() {
    return new Now(Instant.now(), Duration.ofNanos(System.nanoTime()));
  }

  synchronized void give(Input input) throws StoreFailure {
    var effects = new ArrayDeque<>(plane.handle(input, now()));
    effects.addAll(plane.turn(now()));
    while (!effects.isEmpty()) {
      perform(effects.removeFirst(), effects);
      if (effects.isEmpty()) {
        effects.addAll(plane.turn(now()));
      }
    }
  }

  private void perform(Effect effect, ArrayDeque<Effect> more) throws StoreFailure {
    switch (effect) {
      case Effect.Append append -> {
        Store.Outcome outcome = store.append(epoch, append.after(), append.changes());
        Input.Appended.Result result =
            switch (outcome) {
              case Store.Outcome.Done _ -> new Input.Appended.Result.Durable();
              case Store.Outcome.Full _ -> new Input.Appended.Result.Full();
              case Store.Outcome.Fenced(Epoch newest) -> new Input.Appended.Result.Fenced(newest);
            };
        more.addAll(plane.handle(new Input.Appended(append.batch(), result), now()));
      }
      case Effect.Publish(var published, var heard, var changes) -> {
        view = published;
        presence = heard;
        hub.published(published, changes);
      }
      case Effect.Reply(long ticket, Answer given) ->
          answer = ticket == tickets ? Optional.of(given) : answer;
      default -> {}
    }
  }

  @Override
  public View view() {
    return view;
  }

  @Override
  public Presence presence() {
    return presence;
  }

  @Override
  public Optional<Refusal> acceptHistory(Optional<SiteName> site, String by) {
    throw new IllegalStateException("nothing follows this control plane");
  }

  @Override
  public synchronized Optional<Answer> commit(Proposal proposal, Duration patience) {
    answer = Optional.empty();
    tickets++;
    try {
      give(new Input.Commit(tickets, proposal));
    } catch (StoreFailure broken) {
      throw new IllegalStateException(broken);
    }
    return answer;
  }
}
