package dev.skerry.api.access;

import dev.skerry.api.http.Exchange;
import dev.skerry.control.access.User;
import dev.skerry.pki.PkiRefused;
import dev.skerry.pki.Principal;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// Client certificate first, then bearer token.
public final class Authentication {
  private static final String BEARER = "Bearer ";

  private final List<Bearer> bearers;

  /// @param bearers asked in order about a token
  public Authentication(List<Bearer> bearers) {
    this.bearers = List.copyOf(bearers);
  }

  /// Empty when the caller shows nothing that counts.
  public Optional<User> user(Exchange exchange) {
    return exchange
        .certificate()
        .flatMap(Authentication::ofCertificate)
        .or(() -> ofToken(exchange))
        .map(User::authenticated);
  }

  private static Optional<User> ofCertificate(X509Certificate certificate) {
    try {
      Principal principal = Principal.of(certificate);
      return Optional.of(new User(principal.user(), principal.groups()));
    } catch (PkiRefused _) {
      return Optional.empty();
    }
  }

  private Optional<User> ofToken(Exchange exchange) {
    String header = exchange.header("Authorization").orElse("");
    return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? ofToken(header.substring(BEARER.length()).strip())
        : Optional.empty();
  }

  /// Whom a bearer token is proof of.
  public Optional<User> ofToken(String token) {
    return bearers.stream()
        .flatMap(bearer -> bearer.user(token).stream())
        .findFirst()
        .map(User::authenticated);
  }
}
