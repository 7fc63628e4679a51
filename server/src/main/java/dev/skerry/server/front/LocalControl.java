package dev.skerry.server.front;

import dev.skerry.api.plane.ControlPort;
import dev.skerry.control.plane.Answer;
import dev.skerry.control.plane.Presence;
import dev.skerry.control.state.View;
import dev.skerry.control.write.Proposal;
import dev.skerry.server.plane.Loop;
import java.time.Duration;
import java.util.Optional;

/// The loop of this process.
public record LocalControl(Loop loop) implements ControlPort {
  @Override
  public View view() {
    return loop.published().view();
  }

  @Override
  public Presence presence() {
    return loop.published().presence();
  }

  @Override
  public Optional<Answer> commit(Proposal proposal, Duration patience) throws InterruptedException {
    return loop.commit(proposal, patience);
  }
}
