package dev.skerry.server.node;

import dev.skerry.model.meta.NodeName;
import dev.skerry.model.meta.SiteName;
import dev.skerry.pki.JoinToken;
import dev.skerry.pki.PkiRefused;
import dev.skerry.pki.Principal;
import dev.skerry.server.config.ConfigRefused;
import dev.skerry.server.config.CoreConfig;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.config.Driver;
import dev.skerry.server.config.NodeConfig;
import dev.skerry.server.config.SiteConfig;
import dev.skerry.server.enrol.Enrolment;
import dev.skerry.server.enrol.Ground;
import dev.skerry.server.keys.Vault;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Joins a directory to a site as a further node. A directory that is a node's already joins again
/// under its old name, with a new key; what it keeps of its pods stays.
public final class NodeJoin {
  private NodeJoin() {}

  /// @param token the line that the site's administrator got
  /// @param controlPlanes addresses of the site's control plane, which the node dials from now on
  /// @throws ConfigRefused when the directory is a site's or a core's, or the site refuses
  public static NodeConfig join(
      List<URI> controlPlanes, String token, DataDir data, Optional<Driver> driver)
      throws IOException, PkiRefused, ConfigRefused, InterruptedException {
    if (SiteConfig.exists(data) || CoreConfig.exists(data)) {
      throw new ConfigRefused(
          data.root() + " is a core's or a site's; a node needs a directory of its own");
    }
    JoinToken shown = JoinToken.parse(token);
    Optional<NodeConfig> known =
        NodeConfig.exists(data) ? Optional.of(NodeConfig.read(data)) : Optional.empty();
    return Ground.prepared(
        data.root(), () -> joined(controlPlanes, shown, data, new Before(known, driver)));
  }

  /// @param known of the directory, when it is a node's already
  /// @param driver as asked for now
  private record Before(Optional<NodeConfig> known, Optional<Driver> driver) {}

  private static NodeConfig joined(
      List<URI> controlPlanes, JoinToken shown, DataDir data, Before before)
      throws IOException, PkiRefused, ConfigRefused, InterruptedException {
    Optional<NodeConfig> known = before.known();
    var vault = new Vault(data);
    Enrolment.Joined joined =
        Enrolment.join(controlPlanes, shown, vault, known.map(config -> config.name().value()));
    NodeName name =
        Principal.of(joined.identity().certificate())
            .nodeName()
            .orElseThrow(() -> new PkiRefused("the certificate that the site made names no node"));
    var site = new SiteName(joined.answer().text("site"));
    if (known.isPresent() && !known.get().site().equals(site)) {
      throw new ConfigRefused(
          data.root()
              + " is of a node of "
              + known.get().site()
              + ", and that token is of "
              + site
              + "; use another directory");
    }
    NodeConfig config =
        known
            .orElseGet(() -> NodeConfig.further(name, site, data))
            .dialling(controlPlanes, before.driver());
    vault.joinedAsNode(joined.identity(), joined.ca());
    config.write(data);
    return config;
  }
}
