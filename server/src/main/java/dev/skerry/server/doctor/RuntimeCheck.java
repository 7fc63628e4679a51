package dev.skerry.server.doctor;

import dev.skerry.drivers.container.RuntimeProbe;
import dev.skerry.drivers.container.Sweep;
import dev.skerry.drivers.disk.Disk;
import dev.skerry.server.config.Driver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Runs a real container, as the node does at its start, in a place of its own: the driver of a
/// running node is left alone.
final class RuntimeCheck implements Check {
  private final Path place;
  private final Optional<Driver> asked;

  /// @param asked what the node is told to use; empty where there is none yet
  RuntimeCheck(Path place, Optional<Driver> asked) {
    this.place = place;
    this.asked = asked;
  }

  @Override
  public String name() {
    return "runtime";
  }

  @Override
  public List<Finding> look() throws IOException {
    Path scratch = Files.createTempDirectory(place, "doctor-runtime");
    try {
      return List.of(judge(RuntimeProbe.run(scratch), asked.orElse(Driver.AUTO)));
    } finally {
      Sweep.erase(scratch);
      Disk.delete(scratch);
    }
  }

  static Finding judge(RuntimeProbe.Verdict verdict, Driver asked) {
    if (verdict.runtime().isPresent()) {
      return Finding.ok("runtime", "a container ran: " + verdict.why());
    }
    String remedy = "run as root after " + RuntimeProbe.INSTALL;
    String why = "no container runs: " + verdict.why();
    return switch (asked) {
      case PROCESS -> Finding.ok("runtime", "processes, as driver says; " + why);
      case AUTO -> Finding.warn("runtime", why + ", so pods will be plain processes", remedy);
      case CONTAINER -> Finding.fail("runtime", why + ", and driver is container", remedy);
    };
  }
}
