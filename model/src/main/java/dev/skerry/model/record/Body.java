package dev.skerry.model.record;

import dev.skerry.model.json.Obj;

/// What a version says: the part is this, or the part is gone.
public sealed interface Body {
  record Present(Obj json) implements Body {}

  /// A tombstone. The cause is shown to people: `deleted`, `moved to s3`.
  record Gone(String cause) implements Body {}
}
