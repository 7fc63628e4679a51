package dev.skerry.server.wire;

import dev.skerry.sync.frame.Frame;
import dev.skerry.sync.frame.Lane;

/// Where frames for one peer go. Neither call blocks.
public interface Outlet {
  /// False when the peer takes nothing and the box is full: it is hung up on then.
  boolean send(Frame frame, Lane lane);

  void hangUp(String reason);
}
