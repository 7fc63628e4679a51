package dev.skerry.link;

import dev.skerry.sync.frame.Frame;
import dev.skerry.sync.frame.Violation;

/// What happens on the connections of a link. Frames of one connection come one at a time and in
/// order, on threads of the transport: hand over to the thread that runs the session. As long as
/// `frame` does not return, nothing more is read from that connection.
public interface LinkEvents {
  void connected(Connection connection);

  void frame(Connection connection, Frame frame);

  /// What came is not a frame; the session decides what to do, which is to hang up.
  void unreadable(Connection connection, Violation violation);

  /// Exactly once for each connected connection. It may overtake a frame that is just being handed
  /// over on another thread: drop what comes for a connection known to be closed.
  void closed(Connection connection, String why);

  /// A child could not reach its parent; it tries again by itself.
  default void unreachable(String why) {}

  /// A child reached its parent and was not let in, or it is not the parent it knows; it tries
  /// again by itself, but somebody has to do something.
  default void turnedAway(String why) {
    unreachable(why);
  }
}
