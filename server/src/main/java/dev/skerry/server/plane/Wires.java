package dev.skerry.server.plane;

import dev.skerry.control.write.Refusal;
import dev.skerry.sync.frame.Frame;
import dev.skerry.sync.frame.Lane;

/// The connections of this process, by the number the loop knows them by. Called on the loop's
/// thread: queues and returns; a connection that cannot keep up is hung up on, which comes back as
/// `LinkDown`.
public interface Wires {
  void send(long connection, Frame frame, Lane lane);

  void hangUp(long connection, String reason);

  /// A frame of that connection was dealt with; the next may come.
  void handled(long connection);

  /// The parent asked for a stream from here.
  void dialStream(String id, String purpose, String target);

  void streamFailed(String id, Refusal refusal);
}
