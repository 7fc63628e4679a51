package dev.skerry.server.core;

import dev.skerry.model.meta.SiteName;
import dev.skerry.pki.PkiRefused;
import dev.skerry.server.config.ConfigRefused;
import dev.skerry.server.config.CoreConfig;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.config.Endpoint;
import dev.skerry.server.config.Pulse;
import dev.skerry.server.keys.Vault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;

/// Makes the directory of a new core: its configuration, its authority, and the kubeconfig of its
/// administrator. Done again it changes nothing that is there, and writes the kubeconfig anew.
public final class CoreInit {
  private CoreInit() {}

  /// @param listen port 0 takes a free one, which is kept from then on
  public static CoreConfig init(DataDir data, SiteName name, Endpoint listen, Pulse pulse)
      throws IOException, PkiRefused, ConfigRefused {
    Files.createDirectories(data.root());
    CoreConfig config;
    if (CoreConfig.exists(data)) {
      config = CoreConfig.read(data);
    } else {
      Endpoint at = fixed(listen);
      config = new CoreConfig(name, at, hosts(at), pulse);
      config.write(data);
    }
    var vault = new Vault(data);
    vault.found(config.name());
    vault.writeAdminKubeconfig(config.name().value(), url(config.listen()), "default");
    return config;
  }

  public static Endpoint fixed(Endpoint listen) throws IOException {
    if (listen.port() != 0) {
      return listen;
    }
    try (var free = new ServerSocket(0, 1, InetAddress.getByName(listen.host()))) {
      return new Endpoint(listen.host(), free.getLocalPort());
    }
  }

  public static List<String> hosts(Endpoint listen) {
    return listen.host().equals("0.0.0.0") || listen.host().equals("127.0.0.1")
        ? List.of("localhost", "127.0.0.1")
        : List.of("localhost", "127.0.0.1", listen.host());
  }

  /// Where this machine reaches it.
  public static URI url(Endpoint listen) {
    return (listen.host().equals("0.0.0.0") ? new Endpoint("127.0.0.1", listen.port()) : listen)
        .https();
  }
}
