package dev.skerry.api.access;

import dev.skerry.api.http.Exchange;
import dev.skerry.control.access.User;
import dev.skerry.pki.PkiRefused;
import dev.skerry.pki.Principal;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Client certificate first, then bearer token.
public final class Authentication {
  private static final String BEARER = "Bearer ";
  private static final String AUTHENTICATED = "system:authenticated";

  private final TokenFile tokens;

  public Authentication(TokenFile tokens) {
    this.tokens = tokens;
  }

  /// Empty when the caller shows nothing that counts.
  public Optional<User> user(Exchange exchange) {
    return exchange
        .certificate()
        .flatMap(Authentication::ofCertificate)
        .or(() -> ofToken(exchange))
        .map(Authentication::authenticated);
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
        ? tokens.user(header.substring(BEARER.length()).strip())
        : Optional.empty();
  }

  private static User authenticated(User user) {
    List<String> groups = new ArrayList<>(user.groups());
    groups.add(AUTHENTICATED);
    return new User(user.name(), groups);
  }
}
