package dev.skerry.server.node;

import dev.skerry.control.loop.Input;
import dev.skerry.server.wire.Outlet;
import dev.skerry.server.wire.Switchboard;
import dev.skerry.sync.frame.Frame;
import dev.skerry.sync.frame.Identity;
import dev.skerry.sync.frame.Lane;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// With the control plane in the same process: frames are handed over as values.
public final class LocalConversation implements Conversation {
  private final Switchboard board;
  private final Input.Peer peer;
  private Optional<Ear> ear = Optional.empty();
  private Optional<Box> box = Optional.empty();

  /// One connection. The loop's thread sends; the number is known once the loop was told.
  private final class Box implements Outlet {
    private OptionalLong number = OptionalLong.empty();

    @Override
    public boolean send(Frame frame, Lane lane) {
      synchronized (LocalConversation.this) {
        return isCurrent() && ear.orElseThrow().frame(frame);
      }
    }

    @Override
    public void hangUp(String reason) {
      synchronized (LocalConversation.this) {
        if (isCurrent()) {
          box = Optional.empty();
          ear.orElseThrow().disconnected(reason);
        }
      }
    }

    private boolean isCurrent() {
      return box.isPresent() && box.get().equals(this);
    }
  }

  /// @param board already connected to a loop that runs
  /// @param silence after which the control plane counts this node as not heard
  public LocalConversation(Switchboard board, Identity node, Duration silence) {
    this.board = board;
    this.peer = new Input.Peer(Input.Peer.Kind.NODE, node.name(), Optional.of(node), silence);
  }

  @Override
  public void begin(Ear to) {
    synchronized (this) {
      ear = Optional.of(to);
    }
    connect();
  }

  /// The loop may wait for the lock, so nothing that waits for the loop is done under it.
  private void connect() {
    var next = new Box();
    synchronized (this) {
      if (box.isPresent() || ear.isEmpty()) {
        return;
      }
      box = Optional.of(next);
    }
    try {
      long number = board.up(peer, next);
      synchronized (this) {
        next.number = OptionalLong.of(number);
        if (next.isCurrent()) {
          ear.ifPresent(Ear::connected);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean send(Frame frame, Lane lane) {
    OptionalLong number = number();
    if (number.isEmpty()) {
      return false;
    }
    try {
      board.received(number.getAsLong(), frame);
      return true;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private synchronized OptionalLong number() {
    return box.map(b -> b.number).orElse(OptionalLong.empty());
  }

  @Override
  public void hangUp(String reason) {
    OptionalLong number = number();
    synchronized (this) {
      box = Optional.empty();
    }
    try {
      if (number.isPresent()) {
        board.down(number.getAsLong());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /// A process asks its own node directly.
  @Override
  public void openStream(String id, String purpose, String target) {
    Optional<Ear> to;
    synchronized (this) {
      to = ear;
    }
    to.ifPresent(e -> e.streamRefused(id, "this node is in the process that asks"));
  }

  @Override
  public void tick() {
    connect();
  }

  @Override
  public Optional<String> peer() {
    return Optional.empty();
  }

  @Override
  public void close() {
    synchronized (this) {
      ear = Optional.empty();
    }
    hangUp("the node stops");
  }
}
