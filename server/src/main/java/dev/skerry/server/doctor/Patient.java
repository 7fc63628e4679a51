package dev.skerry.server.doctor;

import dev.skerry.pki.PkiRefused;
import dev.skerry.server.config.ConfigRefused;
import dev.skerry.server.config.CoreConfig;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.config.Driver;
import dev.skerry.server.config.NodeConfig;
import dev.skerry.server.config.PlaneConfig;
import dev.skerry.server.config.SiteConfig;
import dev.skerry.server.keys.Vault;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A data directory and what it was made for.
///
/// @param role `core`, `site` or `node`, as the command that runs it
/// @param plane what its control plane is told; a node has none
/// @param parents whom it dials, in order; a core nobody
/// @param driver how it runs pods, where it does
public record Patient(
    DataDir data,
    String role,
    Optional<PlaneConfig> plane,
    List<URI> parents,
    Optional<Driver> driver) {

  public Patient {
    parents = List.copyOf(parents);
  }

  /// Whether its process serves now.
  ///
  /// @param sentence what serves where, or what is missing and what to do
  public record Serving(boolean now, String sentence) {}

  /// @throws ConfigRefused when nobody made the directory, or its configuration is refused
  public static Patient of(DataDir data) throws ConfigRefused {
    if (CoreConfig.exists(data)) {
      CoreConfig core = CoreConfig.read(data);
      return new Patient(data, "core", Optional.of(core.plane()), List.of(), Optional.empty());
    }
    if (SiteConfig.exists(data)) {
      SiteConfig site = SiteConfig.read(data);
      return new Patient(
          data,
          "site",
          Optional.of(site.plane()),
          List.of(site.parent()),
          Optional.of(site.node().driver()));
    }
    if (NodeConfig.exists(data)) {
      NodeConfig node = NodeConfig.read(data);
      return new Patient(
          data, "node", Optional.empty(), node.controlPlanes(), Optional.of(node.driver()));
    }
    throw new ConfigRefused(
        data.root()
            + " is no data directory: it has no core.yaml, site.yaml or node.yaml; make it with"
            + " skerry core init, or with skerry join");
  }

  boolean runsPods() {
    return driver.isPresent();
  }

  /// Of the process that runs on the directory.
  OptionalLong pid() {
    return LockHolder.of(data.lock());
  }

  /// Asks the process itself; seconds at most.
  public Serving serving() throws InterruptedException {
    OptionalLong pid = pid();
    if (pid.isEmpty()) {
      String start = "skerry " + role + " --data " + data.root();
      return new Serving(false, "nothing runs on " + data.root() + "; start it: " + start);
    }
    String who = "the " + role + ", pid " + pid.getAsLong() + ",";
    if (plane.isEmpty()) {
      return new Serving(true, who + " runs on " + data.root());
    }
    try (var api = new LocalApi(new Vault(data), plane.get().url())) {
      return new Serving(true, who + " serves version " + api.version() + " at " + api.url());
    } catch (IOException | PkiRefused silent) {
      return new Serving(
          false,
          who
              + " runs and does not serve at "
              + plane.get().listen()
              + ": "
              + ParentLine.said(silent)
              + "; its log says why");
    }
  }
}
