package dev.skerry.control.plane;

import dev.skerry.control.controller.Controller;
import dev.skerry.control.write.Pipeline;
import dev.skerry.model.chance.Chance;
import dev.skerry.sync.feed.Life;
import dev.skerry.sync.frame.Identity;
import java.time.Duration;
import java.util.List;

/// What a control plane is given at birth.
///
/// @param incarnation of its store
/// @param life which run of which copy of that store this is
/// @param authorityEpoch of the parts it writes; rises when its authority was taken and given back
/// @param heartbeat time between signs of life on a link
/// @param silence after which a peer counts as not heard; several heartbeats
public record Setup(
    Identity identity,
    String incarnation,
    Life life,
    long authorityEpoch,
    Duration heartbeat,
    Duration silence,
    List<Controller> controllers,
    Pipeline pipeline,
    Chance chance,
    Retention retention) {
  public Setup {
    controllers = List.copyOf(controllers);
  }
}
