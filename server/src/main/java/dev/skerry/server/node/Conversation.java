package dev.skerry.server.node;

import dev.skerry.sync.frame.Frame;
import dev.skerry.sync.frame.Lane;
import dev.skerry.sync.frame.Violation;
import java.util.Optional;

/// How frames go between a node and its control plane: one connection at a time, made again by
/// itself when it was lost.
public interface Conversation extends AutoCloseable {
  /// The node's end. Any thread; the calls for one connection come in order, and all of them before
  /// the first of the next.
  interface Ear {
    void connected();

    /// False when this end cannot keep up: the connection is to be cut then.
    boolean frame(Frame frame);

    void unreadable(Violation violation);

    void disconnected(String why);

    /// The control plane asked for a stream, which does not come.
    void streamRefused(String id, String sentence);
  }

  /// Begins to connect; called once.
  void begin(Ear ear);

  /// Never waits for the network. False when the control plane takes nothing, or there is no
  /// connection.
  boolean send(Frame frame, Lane lane);

  /// Ends this connection; the next one is made by itself.
  void hangUp(String reason);

  /// The control plane asks for a stream. Returns at once.
  void openStream(String id, String purpose, String target);

  /// About once a second, on the node's thread.
  void tick();

  /// Where the control plane's API is now; empty when it is in this process or not connected.
  Optional<String> peer();

  /// Ends for good.
  @Override
  void close();
}
