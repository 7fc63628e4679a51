package dev.skerry.server.front;

import dev.skerry.control.state.View;
import dev.skerry.link.Connection;
import dev.skerry.link.LinkEvents;
import dev.skerry.model.json.Obj;
import dev.skerry.sync.frame.Frame;
import dev.skerry.sync.frame.Violation;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Hangs up on who is no member any more, or not with the key that opened the connection. The door
/// turns them away from then on ([Doors]). Any thread.
final class Members {
  private static final System.Logger LOG = System.getLogger(Members.class.getName());

  /// As what each connection was let in.
  private final ConcurrentHashMap<Connection, Obj> admitted = new ConcurrentHashMap<>();

  /// Takes note of the connections of a link on their way to `end`.
  LinkEvents before(LinkEvents end, Supplier<View> view) {
    return new LinkEvents() {
      @Override
      public void connected(Connection connection) {
        admitted.put(connection, Doors.membership(view.get(), connection.peer()));
        end.connected(connection);
      }

      @Override
      public void frame(Connection connection, Frame frame) {
        end.frame(connection, frame);
      }

      @Override
      public void unreadable(Connection connection, Violation violation) {
        end.unreadable(connection, violation);
      }

      @Override
      public void closed(Connection connection, String why) {
        admitted.remove(connection);
        end.closed(connection, why);
      }

      @Override
      public void unreachable(String why) {
        end.unreachable(why);
      }

      @Override
      public void turnedAway(String why) {
        end.turnedAway(why);
      }
    };
  }

  /// Looks at all of them, which takes microseconds each; does not block.
  void review(View view) {
    admitted.forEach((connection, as) -> {
      if (as.isEmpty() || !Doors.membership(view, connection.peer()).equals(as)) {
        LOG.log(System.Logger.Level.INFO, "MemberGone {0}", connection.peer());
        admitted.remove(connection);
        connection.close();
      }
    });
  }
}
