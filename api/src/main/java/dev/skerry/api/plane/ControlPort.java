package dev.skerry.api.plane;

import dev.skerry.control.loop.Answer;
import dev.skerry.control.loop.Presence;
import dev.skerry.control.state.View;
import dev.skerry.control.write.Proposal;
import dev.skerry.control.write.Refusal;
import dev.skerry.model.meta.SiteName;
import java.time.Duration;
import java.util.Optional;

/// The control plane of this process. Any thread.
public interface ControlPort {
  /// The newest durable view; does not block.
  View view();

  /// Published with the view.
  Presence presence();

  /// Commits and waits until that is durable or refused, at most `patience`. A commit that was
  /// answered is in [#view] by then.
  ///
  /// @return empty when no answer came in time; the outcome is then unknown
  Optional<Answer> commit(Proposal proposal, Duration patience) throws InterruptedException;

  /// A person accepts the history of this control plane as the whole truth: what others hold of it
  /// and is not here is deleted there. Waits until that is durable, seconds at most. Idempotent.
  ///
  /// @param site only towards this child; empty for all
  /// @param by the person
  /// @return the refusal, if it was one
  Optional<Refusal> acceptHistory(Optional<SiteName> site, String by) throws InterruptedException;
}
