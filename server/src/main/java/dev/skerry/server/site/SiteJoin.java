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

/// Joins a directory to a core with a token. A directory that is a site's already joins again under
/// its old name, with a new key, to this core or another; what it has and runs stays.
public final class SiteJoin {
  private SiteJoin() {}

  /// What a site is told when it joins first, besides its token.
  ///
  /// @param listen of the site's own API; port 0 takes a free one, which is kept from then on
  public record Wishes(Endpoint listen, Pulse pulse, Driver driver) {}

  /// @param token the line that the core's administrator got
  /// @throws ConfigRefused when the directory is a core's or a node's, or of another site than the
  ///   token, or the core refuses
  public static SiteConfig join(URI core, String token, DataDir data, Wishes wishes)
      throws IOException, PkiRefused, ConfigRefused, InterruptedException {
    if (NodeConfig.exists(data) || CoreConfig.exists(data)) {
      throw new ConfigRefused(
          data.root() + " is a core's or a node's; a site needs a directory of its own");
    }
    JoinToken shown = JoinToken.parse(token);
    if (SiteConfig.exists(data)) {
      return again(core, shown, data);
    }
    return Ground.prepared(data.root(), () -> joined(core, shown, data, wishes));
  }

  private static SiteConfig joined(URI core, JoinToken shown, DataDir data, Wishes wishes)
      throws IOException, PkiRefused, ConfigRefused, InterruptedException {
    var vault = new Vault(data);
    Enrolment.Joined joined = Enrolment.join(List.of(core), shown, vault, Optional.empty());
    SiteName name = name(joined);
    vault.found(name);
    vault.joined(joined.identity(), joined.ca());
    PlaneConfig plane = PlaneConfig.fresh(name, wishes.listen(), wishes.pulse());
    var config = new SiteConfig(plane, core, NodeConfig.first(name, wishes.driver(), data));
    vault.writeAdminKubeconfig(name.value(), plane.url(), "local");
    config.write(data);
    return config;
  }

  private static SiteName name(Enrolment.Joined joined) throws PkiRefused {
    return Principal.of(joined.identity().certificate())
        .siteName()
        .orElseThrow(() -> new PkiRefused("the core's certificate names no site"));
  }

  private static SiteConfig again(URI core, JoinToken shown, DataDir data)
      throws IOException, PkiRefused, ConfigRefused, InterruptedException {
    SiteConfig known = SiteConfig.read(data);
    var vault = new Vault(data);
    Enrolment.Joined joined = Enrolment.join(List.of(core), shown, vault, Optional.empty());
    if (!name(joined).equals(known.plane().name())) {
      throw new ConfigRefused(
          data.root()
              + " is of site "
              + known.plane().name()
              + ", and that token is of "
              + name(joined)
              + "; use another directory");
    }
    vault.joined(joined.identity(), joined.ca());
    var config = new SiteConfig(known.plane(), core, known.node());
    config.write(data);
    return config;
  }
}
