package dev.skerry.control.write;

import dev.skerry.control.state.View;
import dev.skerry.model.chance.Chance;
import java.time.Instant;
import java.util.Optional;

/// Judges writes. Pure but for `chance`, from which uids and generated names come; any thread.
public interface Pipeline {
  Decision decide(View view, Request request, Instant now, Chance chance);

  /// Why a proposal may not be committed on this view, though its object is as it was when it was
  /// judged: what counts others with it, which may have come since. Costs nothing that grows with
  /// the number of objects.
  default Optional<Refusal> late(View view, Proposal proposal) {
    return Optional.empty();
  }

  /// Reads the rules and policies of a view that were not read yet, beside the loop, so that the
  /// loop need not when it is the next to ask one. Changes no decision. May take seconds; any
  /// thread.
  default void warm(View view) {}
}
