package dev.skerry.control.write;

import dev.skerry.model.json.Obj;
import java.util.List;

/// What the pipeline made of a request.
public sealed interface Decision {
  /// To be committed.
  ///
  /// @param proposal what to commit
  /// @param warnings for `Warning` headers
  record Accepted(Proposal proposal, List<String> warnings) implements Decision {}

  /// Nothing would change, or it was a dry run: this is the object as it is or would be.
  ///
  /// @param created whether a dry run would have created it
  record Unchanged(Obj object, boolean created, List<String> warnings) implements Decision {}

  record Refused(Refusal refusal, List<String> warnings) implements Decision {}

  static Decision refused(Refusal refusal) {
    return new Refused(refusal, List.of());
  }
}
