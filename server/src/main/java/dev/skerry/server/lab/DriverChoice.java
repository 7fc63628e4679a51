package dev.skerry.server.lab;

import dev.skerry.drivers.container.RuntimeProbe;
import dev.skerry.drivers.container.Sweep;
import dev.skerry.server.client.Refused;
import dev.skerry.server.config.Driver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Which driver a lab's sites use, and why.
///
/// @param driver never `AUTO`
record DriverChoice(Driver driver, String why) {
  /// @param scratch for the probe's container; gone afterwards
  static DriverChoice of(Driver wanted, Path scratch) throws Refused, IOException {
    if (wanted == Driver.PROCESS) {
      return new DriverChoice(Driver.PROCESS, "as asked; no isolation");
    }
    RuntimeProbe.Verdict verdict = RuntimeProbe.run(scratch);
    if (Files.exists(scratch)) {
      Sweep.erase(scratch);
    }
    if (verdict.runtime().isPresent()) {
      return new DriverChoice(Driver.CONTAINER, verdict.why());
    }
    if (wanted == Driver.CONTAINER) {
      throw new Refused(Refused.Kind.PREREQUISITE, "containers cannot run here: " + verdict.why());
    }
    return new DriverChoice(Driver.PROCESS, "no containers: " + verdict.why());
  }
}
