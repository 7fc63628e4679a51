package dev.skerry.control.link;

import dev.skerry.control.loop.Input;
import dev.skerry.control.state.Stored;
import dev.skerry.control.state.View;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.model.record.Version;
import dev.skerry.sync.feed.Cursor;
import dev.skerry.sync.feed.Replica;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// What is held here of one peer's feed. A node's is nothing: what it says becomes status at once,
/// and it says all of it again on every connection.
final class InReplica implements Replica {
  private final Input.Peer peer;
  private final Supplier<View> durable;

  InReplica(Input.Peer peer, Supplier<View> durable) {
    this.peer = peer;
    this.durable = durable;
  }

  @Override
  public Optional<Cursor> cursor() {
    return durable
        .get()
        .cursor(peer.subscriber())
        .filter(c -> !c.incarnation().isEmpty())
        .map(c -> new Cursor(c.incarnation(), new Revision(c.position())));
  }

  @Override
  public Optional<Version> held(PartKey key) {
    return durable
        .get()
        .part(key)
        .map(Stored::record)
        .filter(this::isPeers)
        .map(PartRecord::version);
  }

  @Override
  public NavigableMap<PartKey, Version> members() {
    var members = new TreeMap<PartKey, Version>();
    for (Stored stored : durable.get().parts().values()) {
      PartRecord record = stored.record();
      if (!record.gone() && isPeers(record)) {
        members.put(record.key(), record.version());
      }
    }
    return members;
  }

  /// From the parent comes whatever is not written here or below; a child's parts carry its name.
  private boolean isPeers(PartRecord record) {
    return switch (peer.kind()) {
      case CHILD -> record.authority().value().equals(peer.name());
      case NODE -> false;
      case PARENT ->
          !record.authority().equals(durable.get().self())
              && (record.key().part() == Part.SPEC
                  || record.key().part() == Part.SHARE
                  || record.authority().value().equals(peer.name()));
    };
  }

  @Override
  public boolean amnesiac() {
    return !durable.get().setting(Histories.AMNESIA + peer.subscriber()).isEmpty();
  }
}
