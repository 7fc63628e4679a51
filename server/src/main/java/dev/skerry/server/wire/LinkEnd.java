package dev.skerry.server.wire;

import dev.skerry.control.loop.Input;
import dev.skerry.link.Connection;
import dev.skerry.link.LinkEvents;
import dev.skerry.sync.frame.Frame;
import dev.skerry.sync.frame.Lane;
import dev.skerry.sync.frame.Violation;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/// Puts the connections of a link on the switchboard.
public final class LinkEnd implements LinkEvents {
  private static final System.Logger LOG = System.getLogger(LinkEnd.class.getName());

  private final Switchboard board;
  private final Function<String, Input.Peer> peers;
  private final Consumer<String> dropped;
  private final ConcurrentHashMap<Connection, Long> numbers = new ConcurrentHashMap<>();

  /// @param peers who stands behind the name that a connection has
  /// @param dropped told the name when its connection is gone
  public LinkEnd(Switchboard board, Function<String, Input.Peer> peers, Consumer<String> dropped) {
    this.board = board;
    this.peers = peers;
    this.dropped = dropped;
  }

  @Override
  public void connected(Connection connection) {
    interruptibly(() ->
        numbers.put(connection, board.up(peers.apply(connection.peer()), outlet(connection))));
  }

  private static Outlet outlet(Connection connection) {
    return new Outlet() {
      @Override
      public boolean send(Frame frame, Lane lane) {
        return connection.send(frame, lane);
      }

      @Override
      public void hangUp(String reason) {
        if (reason.startsWith("SILENT")) {
          connection.abort();
        } else {
          connection.close();
        }
      }
    };
  }

  @Override
  public void frame(Connection connection, Frame frame) {
    Long number = numbers.get(connection);
    if (number != null) {
      interruptibly(() -> board.received(number, frame));
    }
  }

  @Override
  public void unreadable(Connection connection, Violation violation) {
    Long number = numbers.get(connection);
    if (number != null) {
      interruptibly(() -> board.unreadable(number, violation));
    }
  }

  @Override
  public void closed(Connection connection, String why) {
    Long number = numbers.remove(connection);
    if (number != null) {
      LOG.log(System.Logger.Level.INFO, "LinkDown {0}: {1}", connection.peer(), why);
      interruptibly(() -> board.down(number));
      dropped.accept(connection.peer());
    }
  }

  @Override
  public void unreachable(String why) {
    LOG.log(System.Logger.Level.INFO, "ParentUnreachable {0}", why);
  }

  @Override
  public void turnedAway(String why) {
    LOG.log(System.Logger.Level.WARNING, "TurnedAway {0}", why);
    interruptibly(() -> board.give(new Input.TurnedAway(why)));
  }

  private interface Step {
    void run() throws InterruptedException;
  }

  private static void interruptibly(Step step) {
    try {
      step.run();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
