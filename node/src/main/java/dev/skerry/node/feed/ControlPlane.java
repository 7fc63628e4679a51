package dev.skerry.node.feed;

import dev.skerry.model.meta.SiteName;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartRecord;
import dev.skerry.sync.frame.Identity;
import dev.skerry.sync.session.Authority;
import java.util.Optional;

/// What a node lets its control plane be and say: the site it belongs to, and anything about
/// objects but their status, which is the node's own.
record ControlPlane(SiteName site) implements Authority {
  @Override
  public Optional<String> objection(Identity peer) {
    boolean expected = peer.kind() == Identity.Kind.SITE && peer.name().equals(site.value());
    return expected
        ? Optional.empty()
        : Optional.of("this node belongs to site " + site + ", not to " + peer);
  }

  @Override
  public boolean mayWrite(Identity peer, PartRecord record) {
    Part part = record.key().part();
    return part == Part.SPEC || part == Part.SHARE || part == Part.OVERRIDE;
  }
}
