package dev.skerry.api.plane;

import dev.skerry.control.plane.Answer;
import dev.skerry.control.plane.Presence;
import dev.skerry.control.state.View;
import dev.skerry.control.write.Proposal;
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
}
