package dev.skerry.simulation.host;

import dev.skerry.simulation.wan.Wire;
import dev.skerry.sync.frame.Frame;
import dev.skerry.sync.frame.FrameReader;
import dev.skerry.sync.frame.FrameWriter;
import dev.skerry.sync.frame.Lane;
import dev.skerry.sync.frame.Violation;
import java.util.Optional;

/// A process's end of a wire: frames on one side, their text on the other.
final class Plug implements Wire.End {
  /// Who owns the plug.
  interface Owner {
    void received(Plug plug, Frame frame);

    void unreadable(Plug plug, Violation violation);

    void closed(Plug plug);
  }

  private final Nature nature;
  private final Owner owner;
  private final FrameReader reader = new FrameReader();
  private Optional<Wire> wire = Optional.empty();

  Plug(Nature nature, Owner owner) {
    this.nature = nature;
    this.owner = owner;
  }

  void into(Wire connected) {
    wire = Optional.of(connected);
  }

  void send(Frame frame, Lane lane) {
    var texts = FrameWriter.write(frame);
    wire.ifPresent(w -> w.send(this, texts, lane == Lane.CONTROL));
  }

  void hangUp() {
    wire.ifPresent(w -> w.close(this));
    wire = Optional.empty();
  }

  /// The process is gone.
  void drop() {
    wire.ifPresent(w -> w.abandon(this));
    wire = Optional.empty();
  }

  @Override
  public void received(byte[] text) {
    nature.trace().bytes("wire", text);
    try {
      reader.read(text).ifPresent(frame -> owner.received(this, frame));
    } catch (Violation violation) {
      owner.unreadable(this, violation);
    }
  }

  @Override
  public void closed() {
    wire = Optional.empty();
    owner.closed(this);
  }
}
