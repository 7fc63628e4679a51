package dev.skerry.control.link;

import dev.skerry.control.loop.Input;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartRecord;
import dev.skerry.sync.frame.Identity;
import dev.skerry.sync.session.Authority;
import java.util.Optional;

/// What a peer may be and say. A child speaks for itself only; a parent for everything but what is
/// written here; a node reports status.
final class Trust implements Authority {
  private final Input.Peer peer;
  private final SiteName self;

  Trust(Input.Peer peer, SiteName self) {
    this.peer = peer;
    this.self = self;
  }

  @Override
  public Optional<String> objection(Identity said) {
    if (peer.identity().isPresent() && !peer.identity().get().equals(said)) {
      return Optional.of(
          "the certificate is of " + peer.identity().get() + ", the greeting of " + said);
    }
    return said.name().equals(peer.name())
        ? Optional.empty()
        : Optional.of("expected " + peer.name() + ", found " + said.name());
  }

  @Override
  public boolean mayWrite(Identity said, PartRecord record) {
    Part part = record.key().part();
    boolean itsOwn =
        record.key().site().value().equals(peer.name())
            && record.authority().value().equals(peer.name());
    return switch (peer.kind()) {
      case CHILD -> itsOwn && (part == Part.STATUS || part == Part.REPORT || part == Part.OVERRIDE);
      case NODE -> part == Part.STATUS && record.key().site().equals(self);
      case PARENT ->
          !record.authority().equals(self)
              && switch (part) {
                case SPEC, STATUS -> true;
                case SHARE -> record.key().site().equals(self);
                case OVERRIDE, REPORT -> false;
              };
    };
  }
}
