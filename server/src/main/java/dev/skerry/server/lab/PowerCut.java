package dev.skerry.server.lab;

import dev.skerry.drivers.container.Sweep;
import dev.skerry.server.client.Refused;
import dev.skerry.server.lab.LabState.Site;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Takes the power from a site: its agent, whatever its pods run, their mounts, addresses and
/// control groups. Files stay.
public final class PowerCut {
  private PowerCut() {}

  /// In the namespace of a site: what its driver left running.
  ///
  /// @param driver its directory
  public static void sweep(Path driver) throws IOException {
    Sweep.powerOff(driver);
  }

  public static void at(Lab lab, Site site) throws IOException, InterruptedException, Refused {
    lab.process(site).kill();
    sweep(lab, site);
  }

  private static void sweep(Lab lab, Site site) throws IOException, InterruptedException, Refused {
    Path root = lab.data(site).driver();
    if (!Files.isDirectory(root)) {
      return;
    }
    boolean namespace = lab.contained() && Files.exists(lab.namespace(site));
    if (!namespace) {
      Sweep.powerOff(root);
      return;
    }
    // Bridge and rules are in the site's namespace, which this process cannot enter as a whole.
    List<String> sweep = Jvm.command(Jvm.Role.TOOL, "lab-sweep", "--root", root.toString());
    Process process = new ProcessBuilder(lab.inside(site, sweep)).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new Refused("what ran at " + site.name() + " is not all gone: " + said.strip());
    }
  }
}
