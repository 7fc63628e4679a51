package dev.skerry.api.resource;

import dev.skerry.api.plane.ControlPort;
import dev.skerry.api.status.Refused;
import dev.skerry.api.watch.WatchHub;
import dev.skerry.control.loop.Answer;
import dev.skerry.control.state.Entry;
import dev.skerry.control.write.Decision;
import dev.skerry.control.write.Pipeline;
import dev.skerry.control.write.Proposal;
import dev.skerry.control.write.Refusal;
import dev.skerry.control.write.Request;
import dev.skerry.model.chance.Chance;
import dev.skerry.model.json.Obj;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Decides a write on the published view and commits it; again on a newer view when somebody was
/// faster and the client did not insist on a revision.
final class Writing {
  private static final int ATTEMPTS = 8;

  /// A commit takes milliseconds; past this the disk is in trouble.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ControlPort port;
  private final WatchHub hub;
  private final Pipeline pipeline;
  private final InstantSource clock;
  private final Chance chance;

  Writing(ControlPort port, WatchHub hub, Pipeline pipeline, InstantSource clock, Chance chance) {
    this.port = port;
    this.hub = hub;
    this.pipeline = pipeline;
    this.clock = clock;
    this.chance = chance;
  }

  /// What came of a write.
  sealed interface Outcome {
    /// The object as it is now.
    record Kept(Entry entry, boolean created) implements Outcome {}

    /// The object as it is without a change, or would be after a dry run.
    record Shown(Obj object, boolean created) implements Outcome {}

    record Gone(Entry last) implements Outcome {}
  }

  Outcome write(Ask ask, Request request) throws Refused, InterruptedException {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      switch (pipeline.decide(port.view(), request, clock.instant(), chance)) {
        case Decision.Refused(Refusal refusal, List<String> warnings) -> {
          warnings.forEach(ask.exchange()::warn);
          throw new Refused(refusal);
        }
        case Decision.Unchanged(Obj object, boolean created, List<String> warnings) -> {
          warnings.forEach(ask.exchange()::warn);
          return new Outcome.Shown(object, created);
        }
        case Decision.Accepted(Proposal proposal, List<String> warnings) -> {
          Optional<Outcome> outcome = commit(ask, proposal);
          if (outcome.isPresent()) {
            warnings.forEach(ask.exchange()::warn);
            return outcome.get();
          }
        }
      }
    }
    throw ask.refused(
        Refusal.Reason.CONFLICT,
        "the object has been modified; others changed it "
            + ATTEMPTS
            + " times meanwhile; try again");
  }

  /// Empty when it is to be decided again.
  private Optional<Outcome> commit(Ask ask, Proposal proposal)
      throws Refused, InterruptedException {
    Optional<Answer> answer = port.commit(proposal, PATIENCE);
    if (answer.isEmpty()) {
      throw ask.refused(
          Refusal.Reason.TIMEOUT,
          "the write was not durable within "
              + PATIENCE.toSeconds()
              + " s; it may still become so: read the object before you try again");
    }
    return switch (answer.get()) {
      case Answer.Stored(Entry entry, boolean created) ->
          Optional.of(new Outcome.Kept(entry, created));
      case Answer.Removed(Entry last, _) -> Optional.of(new Outcome.Gone(last));
      case Answer.Refused(Refusal refusal) -> throw new Refused(refusal);
      case Answer.Stale(var seen) -> {
        boolean _ = hub.await(seen, PATIENCE);
        yield Optional.empty();
      }
    };
  }
}
