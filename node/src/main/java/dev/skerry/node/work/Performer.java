package dev.skerry.node.work;

import dev.skerry.node.driver.DriverFailure;
import dev.skerry.node.driver.ImageInfo;
import dev.skerry.node.driver.Images;
import dev.skerry.node.driver.PodDriver;
import dev.skerry.node.driver.Refused;
import dev.skerry.node.probe.Prober;
import java.util.List;
import java.util.Optional;

/// Makes one task against the ports. Blocks as long as the port does.
///
/// The process around it owes the agent three things. It runs every task it is given, each on a
/// thread of its own, and feeds each outcome back with the task's id. It feeds all inputs from one
/// thread. And whenever that thread observes (after a task, when the driver calls its listener, and
/// every few seconds), it feeds the observation before any other input, so that an observation is
/// never older than an outcome that was fed before it.
public final class Performer {
  private final PodDriver driver;
  private final Images images;
  private final Prober prober;

  public Performer(PodDriver driver, Images images, Prober prober) {
    this.driver = driver;
    this.images = images;
    this.prober = prober;
  }

  public Outcome perform(Task task) {
    try {
      return call(task);
    } catch (DriverFailure failure) {
      return new Outcome.Failed(failure.reason(), String.valueOf(failure.getMessage()));
    }
  }

  private Outcome call(Task task) throws DriverFailure {
    switch (task) {
      case Task.FetchImage fetch -> {
        return fetch(fetch);
      }
      case Task.SetUp(var pod) -> {
        List<Refused> refused = driver.check(pod, List.of());
        return refused.isEmpty()
            ? new Outcome.Address(driver.setUp(pod))
            : new Outcome.CannotHonour(refused);
      }
      case Task.Start(var pod, var container) -> {
        List<Refused> refused = driver.check(pod, List.of(container));
        if (!refused.isEmpty()) {
          return new Outcome.CannotHonour(refused);
        }
        driver.start(container);
      }
      case Task.Stop(var container, var signal, var grace) -> driver.stop(container, signal, grace);
      case Task.Remove(var container) -> driver.remove(container);
      case Task.TearDown(var pod) -> driver.tearDown(pod);
      case Task.Ask(var container, var address, var action, var timeout) -> {
        return new Outcome.Asked(prober.ask(container, address, action, timeout));
      }
    }
    return new Outcome.Made();
  }

  private Outcome fetch(Task.FetchImage fetch) throws DriverFailure {
    if (fetch.pull() == Task.Pull.ALWAYS) {
      return new Outcome.Image(images.pull(fetch.reference()));
    }
    Optional<ImageInfo> here = images.find(fetch.reference());
    if (here.isPresent()) {
      return new Outcome.Image(here.get());
    }
    if (fetch.pull() == Task.Pull.NEVER) {
      return new Outcome.Failed(
          "ErrImageNeverPull",
          "image '"
              + fetch.reference()
              + "' is not on this node and imagePullPolicy is Never; import it or allow the pull");
    }
    return new Outcome.Image(images.pull(fetch.reference()));
  }
}
