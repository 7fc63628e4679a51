package dev.skerry.control.state;

import dev.skerry.model.json.Obj;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;

/// One step of a control plane's log. Each has a revision of its own.
public sealed interface Delta {
  /// A part got a version: written here, or received from its authority. A `Gone` body is kept as a
  /// tombstone until [Forget].
  record Part(PartRecord record) implements Delta {}

  /// A part enters or leaves what a subscriber gets. Subscribers are named `site:s1`, `node:s1-1`
  /// and `parent`. Leaving is sent as a gone part; `cause` says why.
  record Member(String subscriber, PartKey key, boolean in, String cause) implements Delta {}

  /// A subscriber's feed forgets a key it left: the subscriber has confirmed it, or is no more.
  record Dropped(String subscriber, PartKey key) implements Delta {}

  /// A tombstone that nobody needs any more is removed.
  record Forget(PartKey key) implements Delta {}

  /// How far this store has applied a peer's feed; durable together with what was applied.
  record Cursor(String peer, String incarnation, long position) implements Delta {}

  /// A named document of the control plane itself, such as `token/4f2a`; the empty object removes
  /// it.
  record Setting(String name, Obj value) implements Delta {}
}
