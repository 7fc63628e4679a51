package dev.skerry.node.feed;

import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.node.driver.PodId;
import dev.skerry.node.plan.WantedPod;
import dev.skerry.store.Change;
import dev.skerry.sync.frame.Identity;
import dev.skerry.sync.session.Output;
import dev.skerry.sync.session.Session;
import dev.skerry.sync.session.SessionConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The node's end of the link to its control plane, as a machine: feed it inputs in order, from one
/// thread, and perform what it answers. Nothing reaches the agent before it is durable here, and
/// nothing is told before it is durable here, so a node that restarts knows at least what it said.
public final class Uplink {
  /// What an uplink is given at birth.
  ///
  /// @param self the node
  /// @param site whose control plane it belongs to
  /// @param incarnation drawn anew by each process
  /// @param silence after which the control plane counts as not heard and is dialled again
  public record Setup(
      Identity self, SiteName site, String incarnation, Duration heartbeat, Duration silence) {}

  private final Held held;
  private Composed composed;
  private final Told told;
  private final Session session;
  private final List<Effect> out = new ArrayList<>();

  private final TreeMap<Uid, Obj> statuses = new TreeMap<>();
  private Optional<Output.Apply> applying = Optional.empty();
  private Optional<String> amnesia = Optional.empty();
  private boolean amnesiaOver;
  private Optional<Write> write = Optional.empty();
  private Optional<Obj> nodeStatus = Optional.empty();

  /// A batch that is with the store.
  ///
  /// @param full the store had no room; it is offered again
  private record Write(List<Change> changes, Optional<Output.Apply> apply, boolean full) {}

  /// @param held made from the store's live rows
  public Uplink(Setup setup, Held held) {
    this.held = held;
    this.composed = new Composed(held);
    this.told = new Told(setup.incarnation(), setup.site());
    var config = new SessionConfig(SessionConfig.Role.DIALS, setup.heartbeat(), setup.silence());
    this.session = new Session(config, setup.self(), told, held, new ControlPlane(setup.site()));
    tellAgain();
  }

  /// What the agent is to start with; empty while this node was never told all that is for it.
  public Optional<SortedMap<Uid, WantedPod>> wanted() {
    return held.whole() ? Optional.of(new Composed(held).pods(held.statuses())) : Optional.empty();
  }

  public boolean established() {
    return session.established();
  }

  /// @param now of the steady clock
  public List<Effect> on(Input input, Instant now) {
    switch (input) {
      case Input.Connected() -> take(session.connected(now));
      case Input.Received(var frame) -> take(session.frame(frame, now));
      case Input.Unreadable(var violation) -> take(session.unreadable(violation));
      case Input.Disconnected() -> session.disconnected();
      case Input.Appended(boolean done) -> appended(done);
      case Input.Reported(Uid pod, Obj status) -> reported(pod, status);
      case Input.Gone(PodId pod) -> gone(pod);
      case Input.NodeStatus(Obj status) -> {
        nodeStatus = Optional.of(status);
        tellNode();
        take(session.feedChanged());
      }
      case Input.RefuseStream(String id, String sentence) ->
          take(session.refuseStream(id, sentence));
      case Input.Tick() -> tick(now);
    }
    flush();
    List<Effect> taken = List.copyOf(out);
    out.clear();
    return taken;
  }

  private void tick(Instant now) {
    take(session.tick(now));
    write.filter(Write::full).ifPresent(w -> offer(new Write(w.changes(), w.apply(), false)));
  }

  private void take(List<Output> outputs) {
    outputs.forEach(this::take);
  }

  private void take(Output output) {
    switch (output) {
      case Output.Send(var frame, var lane) -> out.add(new Effect.Send(frame, lane));
      case Output.Established established ->
          out.add(new Effect.Log("LinkEstablished", established.peer().from().toString()));
      case Output.Apply apply -> applying = Optional.of(apply);
      case Output.PeerHas(var cursor) -> cursor.ifPresent(told::confirmed);
      case Output.Heard _, Output.RttMeasured _, Output.StreamDenied _ -> {}
      // What a node tells begins anew with each of its processes; people look at its site.
      case Output.Kept _, Output.PeerIsAhead _, Output.PeerAgrees _ -> {}
      case Output.OpenStreamAsked(String id, String purpose, String target) ->
          out.add(new Effect.OpenStream(id, purpose, target));
      case Output.Amnesia(String reason) -> {
        amnesia = Optional.of(reason);
        out.add(new Effect.Log("ControlPlaneForgot", reason));
      }
      case Output.AmnesiaOver() -> amnesiaOver = true;
      case Output.Close(var reason, String sentence) ->
          out.add(new Effect.HangUp(reason + ": " + sentence));
    }
  }

  private void reported(Uid pod, Obj status) {
    if (composed.reportable().containsKey(pod)) {
      statuses.put(pod, status);
    }
  }

  /// Not kept: an agent that restarts finds out again that nothing is left.
  private void gone(PodId pod) {
    ObjectKey object = composed.reportable().get(pod.uid());
    if (object != null) {
      statuses.remove(pod.uid());
      told.gone(pod.uid(), object);
      take(session.feedChanged());
    }
  }

  /// Hands the store what there is to keep, unless it is busy.
  private void flush() {
    if (write.isPresent()) {
      return;
    }
    var rows = new NodeRows(held.head());
    amnesia.ifPresent(rows::amnesia);
    if (amnesiaOver) {
      rows.amnesiaOver();
    }
    applying.ifPresent(apply -> keep(apply, rows));
    statuses.forEach(rows::status);
    Optional<Output.Apply> apply = applying;
    amnesia = Optional.empty();
    amnesiaOver = false;
    applying = Optional.empty();
    statuses.clear();
    if (!rows.changes().isEmpty()) {
      offer(new Write(rows.changes(), apply, false));
    } else if (apply.isPresent()) {
      applied(apply.get());
      flush();
    }
  }

  private void keep(Output.Apply apply, NodeRows rows) {
    apply.records().forEach(rows::part);
    apply.absent().forEach(rows::partGone);
    apply.records().stream()
        .filter(PartRecord::gone)
        .map(PartRecord::key)
        .forEach(key -> forget(key, rows));
    apply.absent().forEach(key -> forget(key, rows));
    apply
        .cursor()
        .ifPresent(cursor -> rows.cursor(cursor, held.whole() || cursor.position().value() > 0));
  }

  /// With a pod's spec its status goes.
  private void forget(PartKey key, NodeRows rows) {
    if (key.part() == Part.SPEC) {
      statuses.remove(key.uid());
      if (held.statuses().containsKey(key.uid())) {
        rows.statusGone(key.uid());
      }
    }
  }

  private void offer(Write next) {
    write = Optional.of(next);
    out.add(new Effect.Append(held.head(), next.changes()));
  }

  private void appended(boolean done) {
    Write ended = write.orElseThrow(() -> new IllegalStateException("no append is under way"));
    if (!done) {
      write = Optional.of(new Write(ended.changes(), ended.apply(), true));
      return;
    }
    write = Optional.empty();
    ended.changes().forEach(held::take);
    tellAgain();
    ended.apply().ifPresent(this::applied);
    take(session.feedChanged());
  }

  private void applied(Output.Apply apply) {
    if (!apply.records().isEmpty() || !apply.absent().isEmpty() || apply.cursor().isPresent()) {
      wanted().ifPresent(pods -> out.add(new Effect.Wanted(pods)));
    }
    take(session.applied(apply.id()));
  }

  /// Brings what is told in line with what is held.
  private void tellAgain() {
    composed = new Composed(held);
    SortedMap<Uid, ObjectKey> here = composed.reportable();
    held.statuses()
        .forEach((pod, status) -> {
          ObjectKey object = here.get(pod);
          if (object != null && !told.isGone(pod)) {
            told.status(pod, object, status);
          }
        });
    for (Uid known : told.known()) {
      if (!here.containsKey(known)) {
        told.forget(known);
      }
    }
    tellNode();
  }

  private void tellNode() {
    nodeStatus.ifPresent(
        status -> composed.nodes().forEach((uid, key) -> told.status(uid, key, status)));
  }
}
