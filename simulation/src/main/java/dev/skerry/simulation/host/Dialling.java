package dev.skerry.simulation.host;

import dev.skerry.control.link.Joins;
import dev.skerry.control.loop.Input;
import dev.skerry.sync.session.Reconnect;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How the machine of a site gets a line to its parent, from one of its starts to the stop.
final class Dialling {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Machine machine;
  private final Machine.Upward up;
  private final Nature nature;
  private final Reconnect reconnect;
  private Optional<Plug> line = Optional.empty();
  private Instant since = Instant.EPOCH;

  Dialling(Machine machine, Machine.Upward up) {
    this.machine = machine;
    this.up = up;
    this.nature = machine.nature();
    this.reconnect =
        new Reconnect(nature.pace().dialling(), nature.streams().of(machine.which() + "/dial"));
  }

  void dial() {
    if (up.road().isCut()) {
      machine.after(PATIENCE, this::failed);
    } else {
      machine.after(up.road().travel().plus(up.road().travel()), this::knock);
    }
  }

  private void knock() {
    Optional<PlaneProcess> above = up.parent().process();
    if (above.isEmpty() || up.road().isCut()) {
      failed();
    } else if (!isKnown(above.get())) {
      String sentence = "site " + machine.name() + " is not a member with this key";
      machine.process().orElseThrow().give(new Input.TurnedAway(sentence));
      failed();
    } else {
      connect(above.get());
    }
  }

  /// What the door of a real parent sees in the certificate.
  private boolean isKnown(PlaneProcess above) {
    return above.view().setting(Joins.CHILD + machine.name()).text("keyPin").equals(up.key());
  }

  private void connect(PlaneProcess above) {
    Duration silence = nature.pace().silence();
    String name = machine.name().value();
    var child = Optional.of(machine.identity());
    var peer = new Input.Peer(Input.Peer.Kind.CHILD, name, child, silence);
    Plug top = above.plug(peer, Optional.of(machine.caller()));
    String parent = up.parent().name().value();
    Plug below =
        machine
            .process()
            .orElseThrow()
            .plug(
                new Input.Peer(Input.Peer.Kind.PARENT, parent, Optional.empty(), silence),
                Optional.empty());
    var wire = up.road().connect(below, top);
    below.into(wire);
    top.into(wire);
    line = Optional.of(below);
    since = now();
  }

  private Instant now() {
    return nature.agenda().instant();
  }

  private void failed() {
    again(reconnect.failed(now()));
  }

  private void again(Instant at) {
    machine.after(Duration.between(now(), at), this::dial);
  }

  /// A line of the machine ended; if it is this one, it is dialled anew.
  void ended(Plug plug) {
    if (line.filter(p -> p.equals(plug)).isPresent()) {
      line = Optional.empty();
      again(reconnect.lost(since, now()));
    }
  }
}
