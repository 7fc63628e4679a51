package dev.skerry.server.config;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.SiteName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What every control plane is told, a core's as a site's.
///
/// @param name of the core or site as a place; in its certificates
/// @param listen of its API; port 0 is not kept
/// @param hosts names and addresses its server certificate is good for
/// @param audit empty when nothing is told of requests
public record PlaneConfig(
    SiteName name,
    Endpoint listen,
    List<String> hosts,
    Pulse pulse,
    Credentials credentials,
    Optional<AuditConfig> audit) {
  private static final String EVERYWHERE = "0.0.0.0";
  private static final String LOOPBACK = "127.0.0.1";

  public PlaneConfig {
    hosts = List.copyOf(hosts);
  }

  public PlaneConfig(SiteName name, Endpoint listen, List<String> hosts, Pulse pulse) {
    this(name, listen, hosts, pulse, Credentials.NONE, Optional.empty());
  }

  /// Of a new one.
  ///
  /// @param listen port 0 takes a free one, which is kept from then on
  public static PlaneConfig fresh(SiteName name, Endpoint listen, Pulse pulse) throws IOException {
    Endpoint at = fixed(listen);
    List<String> hosts =
        at.host().equals(EVERYWHERE) || at.host().equals(LOOPBACK)
            ? List.of("localhost", LOOPBACK)
            : List.of("localhost", LOOPBACK, at.host());
    return new PlaneConfig(name, at, hosts, pulse);
  }

  /// @param more names and addresses beside those it has
  public PlaneConfig reachedAs(List<String> more) {
    List<String> all = Stream.concat(hosts.stream(), more.stream()).distinct().toList();
    return new PlaneConfig(name, listen, all, pulse, credentials, audit);
  }

  private static Endpoint fixed(Endpoint listen) throws IOException {
    if (listen.port() != 0) {
      return listen;
    }
    try (var free = new ServerSocket(0, 1, InetAddress.getByName(listen.host()))) {
      return new Endpoint(listen.host(), free.getLocalPort());
    }
  }

  /// Where this machine reaches it.
  public URI url() {
    return (listen.host().equals(EVERYWHERE) ? new Endpoint(LOOPBACK, listen.port()) : listen)
        .https();
  }

  static PlaneConfig of(Fields fields) throws ConfigRefused {
    return new PlaneConfig(
        fields.value("name", SiteName::new),
        fields.choice("listen", "", Endpoint::parse, "HOST:PORT"),
        fields.texts("hosts", List.of("localhost", LOOPBACK)),
        Pulse.of(fields),
        Credentials.of(fields),
        AuditConfig.of(fields));
  }

  Obj.Builder json() {
    var json =
        Json.object()
            .put("name", name.value())
            .put("listen", listen.toString())
            .put("hosts", Json.strings(hosts));
    pulse.put(json);
    credentials.put(json);
    audit.ifPresent(told -> json.put("audit", told.json()));
    return json;
  }
}
