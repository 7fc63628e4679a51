package dev.skerry.control.plane;

import dev.skerry.control.controller.Controller;
import dev.skerry.control.controller.Intent;
import dev.skerry.control.controller.Plan;
import dev.skerry.control.link.Ages;
import dev.skerry.control.link.Confirmations;
import dev.skerry.control.link.Histories;
import dev.skerry.control.link.Intake;
import dev.skerry.control.link.Joins;
import dev.skerry.control.link.Links;
import dev.skerry.control.link.Lives;
import dev.skerry.control.link.Nodes;
import dev.skerry.control.log.Commits;
import dev.skerry.control.log.Intents;
import dev.skerry.control.log.Ledger;
import dev.skerry.control.loop.Answer;
import dev.skerry.control.loop.Effect;
import dev.skerry.control.loop.Input;
import dev.skerry.control.loop.Now;
import dev.skerry.control.loop.Presence;
import dev.skerry.control.state.ObjectChange;
import dev.skerry.control.state.Stored;
import dev.skerry.control.state.View;
import dev.skerry.control.write.Refusal;
import dev.skerry.store.Epoch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// One control plane: core, region or site. Confined to one thread. Feed it inputs with [#handle],
/// call [#turn] when there are none left for now, perform the effects in order.
///
/// Answers and views are released only when what they tell is durable. While one batch is with the
/// store the next one is decided.
public final class Plane {
  /// Keys looked at in one turn, so that writers never wait long behind controllers.
  private static final int RECONCILES_PER_TURN = 256;

  /// How soon controllers decide again what found no room.
  private static final Duration RETRY_WHEN_FULL = Duration.ofSeconds(5);

  private static final String FULL =
      "the store has no room left; free space on its disk, writes go on by themselves then";

  private final Ledger ledger;
  private final Commits commits;
  private final Intents intents;
  private final Nodes nodes;
  private final Links links;
  private final Confirmations confirmations;
  private final Histories histories;
  private final Joins joins;
  private final Ages ages;
  private final Reconciling work;
  private final Compaction compaction;

  /// A process that has nothing to write asks as often whether it is still the one that may: else
  /// whoever is connected to a superseded one stays with it.
  private final Duration tenure;

  private Instant handed = Instant.EPOCH;
  private final TreeSet<Long> waiting = new TreeSet<>();
  private final TreeSet<Long> joining = new TreeSet<>();

  /// @param loaded the view that the store's rows make
  public Plane(Setup setup, View loaded) {
    ledger = new Ledger(loaded, setup.authorityEpoch());
    commits = new Commits(ledger, setup.pipeline());
    intents = new Intents(ledger, commits, setup.pipeline(), setup.chance());
    confirmations = new Confirmations(ledger);
    histories = new Histories(ledger, intents, setup.incarnation());
    var lives = new Lives(ledger, setup.incarnation());
    var intake = new Intake(ledger, commits, setup.pipeline(), setup.chance());
    nodes = new Nodes(ledger, intents);
    var self =
        new Links.Self(setup.identity(), setup.incarnation(), setup.life(), setup.heartbeat());
    var books = new Links.Books(intake, confirmations, histories, lives, nodes);
    links = new Links(self, ledger, books);
    joins = new Joins(ledger, intents, nodes, links);
    ages = new Ages(setup.silence());
    work = new Reconciling(setup.controllers());
    compaction = new Compaction(setup.retention());
    tenure = setup.heartbeat();
    ledger.listen(
        new Ledger.Listener() {
          @Override
          public void changed(ObjectChange change) {
            work.changed(change, ledger.tentative());
          }

          @Override
          public void part(Stored part) {
            work.changed(part.record(), ledger.tentative());
            confirmations.noticed(part);
          }
        });
    work.start(loaded);
  }

  /// What is durable, for readers.
  public View durable() {
    return ledger.durable();
  }

  /// Everything decided so far; only for monitors, which compare it with what becomes durable.
  public View decided() {
    return ledger.tentative();
  }

  public Presence presence() {
    return links.presence();
  }

  public List<Effect> handle(Input input, Now now) {
    var out = new ArrayList<Effect>();
    switch (input) {
      case Input.Commit(long ticket, var proposal) -> {
        waiting.add(ticket);
        reply(ticket, commits.commit(proposal));
      }
      case Input.MakeToken make -> admitted(make.ticket(), joins.makeToken(make));
      case Input.Join join -> admitted(join.ticket(), joins.join(join, now.wall()));
      case Input.AcceptHistory accept -> acceptHistory(accept, now);
      case Input.LinkUp up -> links.up(up, now, out);
      case Input.Received received -> links.received(received, now, out);
      case Input.LinkDown(long connection) -> links.down(connection);
      case Input.TurnedAway(String sentence) -> links.turnedAway(sentence, now);
      case Input.RefuseStream refuse -> links.refuseStream(refuse, now, out);
      case Input.Unreadable(long connection, var violation) ->
          links.unreadable(connection, violation, now, out);
      case Input.OpenStream open -> links.openStream(open, now, out);
      case Input.Appended(long batch, var result) -> appended(batch, result, now, out);
      case Input.Tick() -> tick(now, out);
    }
    return out;
  }

  private void reply(long ticket, Answer answer) {
    ledger.whenDurable(new Effect.Reply(ticket, answer));
  }

  private void acceptHistory(Input.AcceptHistory accept, Now now) {
    Optional<Refusal> refusal = histories.accept(accept, now.wall());
    if (refusal.isEmpty()) {
      String whom = accept.site().map(site -> "site " + site).orElse("all");
      ledger.whenDurable(
          new Effect.Log("HistoryAccepted", "by " + accept.by() + " towards " + whom));
      ledger.whenDurable(later -> links.accepted(now, later));
    }
    admitted(accept.ticket(), refusal);
  }

  private void admitted(long ticket, Optional<Refusal> refusal) {
    joining.add(ticket);
    ledger.whenDurable(
        refusal.isPresent()
            ? new Effect.NotAdmitted(ticket, refusal.get())
            : new Effect.Admitted(ticket));
  }

  private void tick(Now now, List<Effect> out) {
    links.tick(now, out);
    joins.expire(now.wall());
    nodes.sweep(links, confirmations);
    ages.begin();
    confirmations.sweep();
    work.tick(now.wall());
    compaction.tick(ledger.durable().revision(), out);
    out.add(new Effect.Publish(ledger.durable(), links.presence(), List.of()));
  }

  /// Lets the controllers work and hands the store its next batch.
  public List<Effect> turn(Now now) {
    var out = new ArrayList<Effect>();
    if (!ledger.full()) {
      for (Intent intent : ages.next(ledger.tentative(), links.presence(), confirmations, now)) {
        intents.carryOut(Ages.manager(), intent, now.wall());
      }
      work.run(RECONCILES_PER_TURN, ledger::tentative, now, this::carryOut);
    }
    Optional<Ledger.Batch> next = ledger.takeOff(out);
    if (next.isEmpty() && !now.steady().isBefore(handed.plus(tenure))) {
      next = ledger.question();
    }
    if (next.isPresent()) {
      Ledger.Batch batch = next.get();
      handed = now.steady();
      work.tookOff();
      out.add(new Effect.Append(batch.number, batch.after, batch.changes));
    } else if (ledger.settled()) {
      work.settled();
    }
    out.forEach(this::released);
    return out;
  }

  private boolean carryOut(Controller controller, Plan plan, Now now) {
    long refused = intents.refused();
    for (Intent intent : plan.intents()) {
      intents.carryOut(controller.name(), intent, now.wall());
    }
    return intents.refused() == refused;
  }

  /// Whether [#turn] would do something though no input came.
  public boolean busy() {
    return !work.idle() || !ages.idle();
  }

  private void released(Effect effect) {
    switch (effect) {
      case Effect.Reply(long ticket, Answer _) -> waiting.remove(ticket);
      case Effect.Admitted(long ticket) -> joining.remove(ticket);
      case Effect.NotAdmitted(long ticket, Refusal _) -> joining.remove(ticket);
      case Effect.Append _,
          Effect.Compact _,
          Effect.Publish _,
          Effect.Send _,
          Effect.HangUp _,
          Effect.DialStream _,
          Effect.StreamFailed _,
          Effect.Stop _,
          Effect.Log _ -> {}
    }
  }

  private void appended(long number, Input.Appended.Result result, Now now, List<Effect> out) {
    switch (result) {
      case Input.Appended.Result.Durable() -> {
        Ledger.Batch batch = ledger.landed(number);
        work.landed();
        out.add(new Effect.Publish(ledger.durable(), links.presence(), batch.events));
        out.addAll(batch.whenDurable);
        batch.whenDurable.forEach(this::released);
        batch.hooks.forEach(hook -> hook.accept(out));
        links.feed(now, out);
      }
      case Input.Appended.Result.Full() -> full(now, out);
      case Input.Appended.Result.Fenced(Epoch newest) ->
          out.add(
              new Effect.Stop("another process writes this store now, in epoch " + newest.value()));
    }
  }

  /// Everything undurable is forgotten: whoever waits is told, links start over, and what
  /// controllers had decided they decide again.
  private void full(Now now, List<Effect> out) {
    ledger.drop();
    for (long ticket : waiting) {
      var refusal = Refusal.of(Refusal.Reason.STORAGE_FULL, FULL);
      out.add(new Effect.Reply(ticket, new Answer.Refused(refusal)));
    }
    for (long ticket : joining) {
      out.add(new Effect.NotAdmitted(ticket, Refusal.of(Refusal.Reason.STORAGE_FULL, FULL)));
    }
    waiting.clear();
    joining.clear();
    links.startOver("the store has no room left", out);
    compaction.full(ledger.durable().revision(), out);
    work.lost(now.wall().plus(RETRY_WHEN_FULL));
  }
}
