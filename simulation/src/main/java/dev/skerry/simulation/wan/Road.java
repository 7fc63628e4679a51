package dev.skerry.simulation.wan;

import dev.skerry.simulation.world.Agenda;
import dev.skerry.simulation.world.Streams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The way between a child and its parent. What is on its way while a direction is cut waits there,
/// as TCP's retransmissions do; nobody is told.
public final class Road {
  /// As seen from the child.
  public enum Direction {
    UP,
    DOWN
  }

  final Agenda agenda;
  private final String name;
  private final Streams streams;
  private final List<Wire> wires = new ArrayList<>();
  private Shape shape;
  private long bytes;
  private boolean upCut;
  private boolean downCut;

  public Road(String name, Agenda agenda, Streams streams, Shape shape) {
    this.name = name;
    this.agenda = agenda;
    this.streams = streams;
    this.shape = shape;
  }

  public void shape(Shape better) {
    shape = better;
  }

  public void cut(Direction direction) {
    switch (direction) {
      case UP -> upCut = true;
      case DOWN -> downCut = true;
    }
  }

  public void cut() {
    cut(Direction.UP);
    cut(Direction.DOWN);
  }

  public void heal() {
    upCut = false;
    downCut = false;
    List.copyOf(wires).forEach(Wire::flow);
  }

  /// Every connection breaks at once, at both ends.
  public void reset() {
    List.copyOf(wires).forEach(Wire::reset);
  }

  public boolean isCut() {
    return upCut || downCut;
  }

  boolean isCut(Direction direction) {
    return direction == Direction.UP ? upCut : downCut;
  }

  /// How long a message is on its way, beside the time it takes to send.
  public Duration travel() {
    Duration time = shape.delay().plus(streams.between(name, Duration.ZERO, shape.jitter()));
    return streams.perMille(name, shape.stallPerMille()) ? time.plus(shape.stall()) : time;
  }

  /// What was ever sent over it, in both directions.
  public long bytes() {
    return bytes;
  }

  Duration sending(int size) {
    bytes += size;
    return sendingTime(size);
  }

  private Duration sendingTime(int bytes) {
    return Duration.ofNanos(bytes * 1_000_000_000L / shape.bytesPerSecond());
  }

  /// Joins two ends.
  public Wire connect(Wire.End child, Wire.End parent) {
    var wire = new Wire(this, child, parent);
    wires.add(wire);
    return wire;
  }

  void ended(Wire wire) {
    wires.remove(wire);
  }
}
