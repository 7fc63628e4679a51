package dev.skerry.sync.session;

import dev.skerry.model.record.PartRecord;
import dev.skerry.sync.frame.Identity;
import java.util.Optional;

/// What the other end of a link is allowed to be and to write. Pure; answers from memory.
public interface Authority {
  /// Why this peer is not talked to, as a sentence; empty when it is welcome.
  Optional<String> objection(Identity peer);

  /// Whether the peer is the one writer of this part, or passes on what its writer wrote.
  boolean mayWrite(Identity peer, PartRecord record);
}
