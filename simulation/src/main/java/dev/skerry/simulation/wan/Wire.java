package dev.skerry.simulation.wan;

import java.util.List;

/// One connection: two pipes in opposite directions.
public final class Wire {
  /// Who stands at one end.
  public interface End {
    void received(byte[] text);

    /// The other end hung up, or the connection broke. The last call.
    void closed();
  }

  private final Road road;
  private final End child;
  private final End parent;
  private final Pipe up;
  private final Pipe down;

  Wire(Road road, End child, End parent) {
    this.road = road;
    this.child = child;
    this.parent = parent;
    this.up = new Pipe(road, Road.Direction.UP, parent);
    this.down = new Pipe(road, Road.Direction.DOWN, child);
  }

  /// @param urgent goes before what waits and is not
  public void send(End from, List<byte[]> texts, boolean urgent) {
    Pipe pipe = from.equals(child) ? up : down;
    texts.forEach(text -> pipe.send(text, urgent));
  }

  /// One end hangs up: it hears nothing more, the other end hears what was sent before.
  public void close(End from) {
    Pipe out = from.equals(child) ? up : down;
    Pipe in = from.equals(child) ? down : up;
    in.deafen();
    out.finish();
    endIfOver();
  }

  /// One end's process is gone: what it had not sent yet is never sent.
  public void abandon(End from) {
    (from.equals(child) ? up : down).discard();
    close(from);
  }

  void reset() {
    up.deafen();
    down.deafen();
    road.ended(this);
    child.closed();
    parent.closed();
  }

  void flow() {
    up.flow();
    down.flow();
    endIfOver();
  }

  private void endIfOver() {
    if (up.isOver() && down.isOver()) {
      road.ended(this);
    }
  }
}
