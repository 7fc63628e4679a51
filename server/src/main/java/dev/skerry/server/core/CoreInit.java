package dev.skerry.server.core;

import dev.skerry.model.meta.SiteName;
import dev.skerry.pki.PkiRefused;
import dev.skerry.server.config.ConfigRefused;
import dev.skerry.server.config.CoreConfig;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.config.Endpoint;
import dev.skerry.server.config.NodeConfig;
import dev.skerry.server.config.PlaneConfig;
import dev.skerry.server.config.Pulse;
import dev.skerry.server.config.SiteConfig;
import dev.skerry.server.keys.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/// Makes the directory of a new core: its configuration, its authority, and the kubeconfig of its
/// administrator. Done again it changes nothing that is there, and writes the kubeconfig anew.
public final class CoreInit {
  private CoreInit() {}

  /// As the other one, for clients on this machine.
  public static CoreConfig init(DataDir data, SiteName name, Endpoint listen, Pulse pulse)
      throws IOException, PkiRefused, ConfigRefused {
    return init(data, name, listen, pulse, List.of());
  }

  /// @param listen port 0 takes a free one, which is kept from then on
  /// @param hosts further names and addresses by which sites and people reach it
  public static CoreConfig init(
      DataDir data, SiteName name, Endpoint listen, Pulse pulse, List<String> hosts)
      throws IOException, PkiRefused, ConfigRefused {
    Files.createDirectories(data.root());
    requireOwnPlace(data);
    CoreConfig config;
    if (CoreConfig.exists(data)) {
      config = CoreConfig.read(data);
    } else {
      config = new CoreConfig(PlaneConfig.fresh(name, listen, pulse).reachedAs(hosts));
      config.write(data);
    }
    var vault = new Vault(data);
    vault.found(config.plane().name());
    vault.writeAdminKubeconfig(config.plane().name().value(), config.plane().url(), "default");
    return config;
  }

  private static void requireOwnPlace(DataDir data) throws ConfigRefused {
    if (SiteConfig.exists(data) || NodeConfig.exists(data)) {
      throw new ConfigRefused(
          data.root() + " is a site's or a node's; a core needs a directory of its own");
    }
  }
}
