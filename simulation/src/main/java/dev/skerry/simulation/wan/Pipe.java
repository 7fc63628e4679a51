package dev.skerry.simulation.wan;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;

/// One direction of a connection. Texts leave one after the other at the road's rate, urgent ones
/// first, and arrive in the order in which they left.
final class Pipe {
  private final Road road;
  private final Road.Direction direction;
  private final Wire.End to;
  private final ArrayDeque<byte[]> urgent = new ArrayDeque<>();
  private final ArrayDeque<byte[]> patient = new ArrayDeque<>();

  /// Arrived while the road was cut; empty stands for the end of the stream.
  private final ArrayDeque<Optional<byte[]>> held = new ArrayDeque<>();

  private Duration lastArrival = Duration.ZERO;
  private boolean sending;
  private boolean finishing;
  private boolean over;

  Pipe(Road road, Road.Direction direction, Wire.End to) {
    this.road = road;
    this.direction = direction;
    this.to = to;
  }

  void send(byte[] text, boolean first) {
    (first ? urgent : patient).add(text);
    pump();
  }

  private void pump() {
    if (sending) {
      return;
    }
    ArrayDeque<byte[]> lane = urgent.isEmpty() ? patient : urgent;
    if (!lane.isEmpty()) {
      byte[] text = lane.remove();
      sending = true;
      road.agenda.after(
          road.sending(text.length),
          () -> {
            sending = false;
            launch(Optional.of(text));
            pump();
          });
    } else if (finishing) {
      finishing = false;
      launch(Optional.empty());
    }
  }

  private void launch(Optional<byte[]> text) {
    Duration arrival = road.agenda.now().plus(road.travel());
    lastArrival = arrival.compareTo(lastArrival) > 0 ? arrival : lastArrival;
    road.agenda.at(lastArrival, () -> arrive(text));
  }

  private void arrive(Optional<byte[]> text) {
    held.add(text);
    flow();
  }

  /// Hands over what has arrived, unless the road is cut.
  void flow() {
    while (!over && !held.isEmpty() && !road.isCut(direction)) {
      Optional<byte[]> text = held.remove();
      if (text.isPresent()) {
        to.received(text.get());
      } else {
        over = true;
        to.closed();
      }
    }
  }

  void finish() {
    finishing = true;
    pump();
  }

  void discard() {
    urgent.clear();
    patient.clear();
  }

  /// Nobody listens any more.
  void deafen() {
    over = true;
    discard();
    held.clear();
  }

  boolean isOver() {
    return over;
  }
}
