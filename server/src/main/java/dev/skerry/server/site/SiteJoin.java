package dev.skerry.server.site;

import dev.skerry.model.meta.SiteName;
import dev.skerry.pki.JoinToken;
import dev.skerry.pki.PkiRefused;
import dev.skerry.pki.Principal;
import dev.skerry.server.config.ConfigRefused;
import dev.skerry.server.config.CoreConfig;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.config.Driver;
import dev.skerry.server.config.Endpoint;
import dev.skerry.server.config.NodeConfig;
import dev.skerry.server.config.PlaneConfig;
import dev.skerry.server.config.Pulse;
import dev.skerry.server.config.SiteConfig;
import dev.skerry.server.enrol.Enrolment;
import dev.skerry.server.enrol.Ground;
import dev.skerry.server.keys.Vault;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Joins a directory to a core with a token.
public final class SiteJoin {
  private SiteJoin() {}

  /// What a site is told when it joins, besides its token.
  ///
  /// @param listen of the site's own API; port 0 takes a free one, which is kept from then on
  public record Wishes(Endpoint listen, Pulse pulse, Driver driver) {}

  /// @param token the line that the core's administrator got
  /// @throws ConfigRefused when the directory is a site's or a core's already, or the core refuses
  public static SiteConfig join(URI core, String token, DataDir data, Wishes wishes)
      throws IOException, PkiRefused, ConfigRefused, InterruptedException {
    if (NodeConfig.exists(data) || CoreConfig.exists(data)) {
      throw new ConfigRefused(
          data.root() + " is a core's or a node's; a site needs a directory of its own");
    }
    if (SiteConfig.exists(data)) {
      throw new ConfigRefused(
          data.root()
              + " has joined already, as "
              + SiteConfig.read(data).plane().name()
              + "; use another directory, or remove this one if the site is gone for good");
    }
    JoinToken shown = JoinToken.parse(token);
    return Ground.prepared(data.root(), () -> joined(core, shown, data, wishes));
  }

  private static SiteConfig joined(URI core, JoinToken shown, DataDir data, Wishes wishes)
      throws IOException, PkiRefused, ConfigRefused, InterruptedException {
    var vault = new Vault(data);
    Enrolment.Joined joined = Enrolment.join(List.of(core), shown, vault, Optional.empty());
    SiteName name =
        Principal.of(joined.identity().certificate())
            .siteName()
            .orElseThrow(() -> new PkiRefused("the core's certificate names no site"));
    vault.found(name);
    vault.joined(joined.identity(), joined.ca());
    PlaneConfig plane = PlaneConfig.fresh(name, wishes.listen(), wishes.pulse());
    var config = new SiteConfig(plane, core, NodeConfig.first(name, wishes.driver(), data));
    vault.writeAdminKubeconfig(name.value(), plane.url(), "local");
    config.write(data);
    return config;
  }
}
