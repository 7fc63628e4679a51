package dev.skerry.model.record;

import dev.skerry.model.json.JsonBytes;
import dev.skerry.model.json.Obj;

/// What a version says: the part is this, or the part is gone.
public sealed interface Body {
  /// Kept as its text: a tree is there only while somebody reads it.
  record Present(JsonBytes text) implements Body {
    public Present(Obj json) {
      this(JsonBytes.of(json));
    }

    public Obj json() {
      return text.json();
    }
  }

  /// A tombstone. The cause is shown to people: `deleted`, `moved to s3`.
  record Gone(String cause) implements Body {}
}
