package dev.skerry.sync.feed;

import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.Version;
import java.util.NavigableMap;
import java.util.Optional;

/// What a subscriber durably holds of one authority's feed. Answers from memory, at once, including
/// everything whose `Apply` was confirmed. Called by the thread that runs the session.
public interface Replica {
  /// Empty before the first contact.
  Optional<Cursor> cursor();

  /// The version held of a part; empty when it is not held or known to be gone.
  Optional<Version> held(PartKey key);

  /// Every live part that came by this feed; a snapshot that later changes do not touch.
  NavigableMap<PartKey, Version> members();

  /// True from the time `Amnesia` was reported until a person closes it: the authority forgot part
  /// of its history, so absence at its side deletes nothing here.
  boolean amnesiac();
}
