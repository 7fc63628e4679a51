package dev.skerry.server.wire;

import dev.skerry.control.write.Refusal;

/// Streams of a control plane that has a parent above and nodes below.
///
/// @param above opens what the parent asks for
/// @param below waits for what the nodes open
public record BothDesks(Switchboard.StreamDesk above, Switchboard.StreamDesk below)
    implements Switchboard.StreamDesk {
  @Override
  public void dial(String id, String purpose, String target) {
    above.dial(id, purpose, target);
  }

  @Override
  public void failed(String id, Refusal refusal) {
    below.failed(id, refusal);
  }
}
