package dev.skerry.control.write;

import dev.skerry.model.apply.FieldSet;

/// What a write leaves as it is, by the way it comes in.
final class Fields {
  private Fields() {}

  /// The object itself leaves its status alone where that is written by itself; a write of the
  /// status leaves everything else alone.
  static FieldSet leftAlone(Case about) {
    if (about.ofStatus()) {
      return FieldSet.ofFields(
          about.kind().schema().properties().keySet().stream()
              .filter(name -> !name.equals("status"))
              .toArray(String[]::new));
    }
    return about.kind().has("status") ? FieldSet.ofFields("status") : FieldSet.EMPTY;
  }
}
