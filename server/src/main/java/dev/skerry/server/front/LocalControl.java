package dev.skerry.server.front;

import dev.skerry.api.plane.ControlPort;
import dev.skerry.control.loop.Answer;
import dev.skerry.control.loop.Input;
import dev.skerry.control.loop.Presence;
import dev.skerry.control.state.View;
import dev.skerry.control.write.Proposal;
import dev.skerry.control.write.Refusal;
import dev.skerry.model.meta.SiteName;
import dev.skerry.server.plane.Loop;
import java.time.Duration;
import java.util.Optional;

/// The loop of this process.
public record LocalControl(Loop loop) implements ControlPort {
  /// As for a join: a commit and its wait for the disk.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

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

  @Override
  public Optional<Refusal> acceptHistory(Optional<SiteName> site, String by)
      throws InterruptedException {
    return loop.admit(ticket -> new Input.AcceptHistory(ticket, site, by), PATIENCE);
  }
}
