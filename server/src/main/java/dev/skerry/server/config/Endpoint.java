package dev.skerry.server.config;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a server listens, `HOST:PORT`.
///
/// @param host an address or a name of this machine; `0.0.0.0` for all addresses
/// @param port 0 lets the system pick one
public record Endpoint(String host, int port) {
  private static final Pattern TEXT = Pattern.compile("\\[?([^\\[\\]]+)]?:([0-9]{1,5})");
  private static final int MAX_PORT = 65_535;

  public Endpoint {
    if (host.isEmpty() || port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException("not HOST:PORT: " + host + ":" + port);
    }
  }

  public static Optional<Endpoint> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches() || Integer.parseInt(parts.group(2)) > MAX_PORT) {
      return Optional.empty();
    }
    return Optional.of(new Endpoint(parts.group(1), Integer.parseInt(parts.group(2))));
  }

  public URI https() {
    return URI.create("https://" + this);
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
