package dev.skerry.cli.lab;

import dev.skerry.cli.console.Refused;
import dev.skerry.drivers.container.Sweep;
import dev.skerry.server.lab.Jvm;
import dev.skerry.server.lab.LabState.Site;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Takes the power from a site: its agent, whatever its pods run, their mounts, addresses and
/// control groups. Files stay.
final class PowerCut {
  private PowerCut() {}

  static void at(Lab lab, Site site) throws IOException, InterruptedException, Refused {
    lab.process(site).kill();
    sweep(lab, site, false);
  }

  /// Also what the driver keeps on disk.
  static void erase(Lab lab, Site site) throws IOException, InterruptedException, Refused {
    lab.process(site).kill();
    sweep(lab, site, true);
  }

  private static void sweep(Lab lab, Site site, boolean erase)
      throws IOException, InterruptedException, Refused {
    Path root = lab.data(site).driver();
    if (!Files.isDirectory(root)) {
      return;
    }
    boolean namespace = lab.contained() && Files.exists(lab.namespace(site));
    if (!namespace) {
      if (erase) {
        Sweep.erase(root);
      } else {
        Sweep.powerOff(root);
      }
      return;
    }
    // Bridge and rules are in the site's namespace, which this process cannot enter as a whole.
    var arguments = new ArrayList<>(List.of("lab-sweep", "--root", root.toString()));
    if (erase) {
      arguments.add("--erase");
    }
    String[] argv = arguments.toArray(String[]::new);
    Process process =
        new ProcessBuilder(lab.inside(site, Jvm.command(Jvm.Role.TOOL, argv)))
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new Refused("what ran at " + site.name() + " is not all gone: " + said.strip());
    }
  }
}
