package dev.skerry.server.node;

import dev.skerry.drivers.container.ContainerDriver;
import dev.skerry.drivers.container.RuntimeProbe;
import dev.skerry.drivers.image.Unpacked;
import dev.skerry.drivers.process.ProcessDriver;
import dev.skerry.node.driver.PodDriver;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.config.Driver;
import dev.skerry.server.config.NodeConfig;
import java.io.IOException;

/// Chooses how this node runs pods: containers where they really run, else processes.
public final class Drivers {
  private Drivers() {}

  /// @param why one line for the log: what was chosen, and what is missing for the other
  public record Chosen(PodDriver driver, String why) {}

  /// Probes by running a container, once, at start; seconds at most.
  ///
  /// @throws IOException when containers are demanded and cannot run; the message says what to
  ///   install
  public static Chosen choose(NodeConfig config, DataDir data, Unpacked images) throws IOException {
    if (config.driver() == Driver.PROCESS) {
      return process(config, data, images, "asked for");
    }
    RuntimeProbe.Verdict verdict = RuntimeProbe.run(data.driver());
    if (verdict.runtime().isPresent()) {
      var place = ContainerDriver.Place.of(data.driver(), config.volumes());
      return new Chosen(
          new ContainerDriver(place, verdict.runtime().get(), images),
          "container (" + verdict.why() + ")");
    }
    if (config.driver() == Driver.CONTAINER) {
      throw new IOException("containers cannot run here: " + verdict.why());
    }
    return process(config, data, images, verdict.why());
  }

  private static Chosen process(NodeConfig config, DataDir data, Unpacked images, String why)
      throws IOException {
    var driver =
        new ProcessDriver(data.driver(), config.volumes(), ProcessDriver.sharedClaims(), images);
    return new Chosen(driver, "process (" + why + ")");
  }
}
