package dev.skerry.model.patch;

import dev.skerry.model.json.Obj;

/// What came of a patch. A patch that changes nothing answers an object equal to its target.
public sealed interface PatchOutcome {
  /// Why a patch was refused, in the terms an API answers by.
  enum Reason {
    /// This is no patch of its kind, whatever it is applied to.
    MALFORMED,
    /// The patch does not fit this target; a failed `test` is one of these.
    NOT_APPLICABLE,
    /// Over a bound on operations or on copied values.
    TOO_LARGE
  }

  record Patched(Obj object) implements PatchOutcome {}

  /// @param path the place in the target or in the patch, written as that patch writes places
  /// @param sentence for the person who sent the patch
  record Refused(Reason reason, String path, String sentence) implements PatchOutcome {}
}
