package dev.skerry.server.config;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// An OpenID Connect issuer whose ID tokens are taken, with the words of Kubernetes' `--oidc-…`
/// flags.
///
/// @param issuer an `https` URL
/// @param usernamePrefix unless given, the issuer and `#`; none for `email`, and for `-`
/// @param groupsClaim empty for no groups
/// @param caFile authorities of the issuer's certificate, PEM; else those of the Java runtime
public record OidcConfig(
    URI issuer,
    String clientId,
    String usernameClaim,
    String usernamePrefix,
    String groupsClaim,
    String groupsPrefix,
    Optional<Path> caFile) {
  private static final String EMAIL = "email";
  private static final String NO_PREFIX = "-";

  /// Empty when the section is.
  static Optional<OidcConfig> of(Fields fields) throws ConfigRefused {
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    URI issuer = fields.value("issuer", OidcConfig::https);
    String claim = fields.text("usernameClaim", "sub");
    String usual = claim.equals(EMAIL) ? "" : issuer + "#";
    String prefix = fields.text("usernamePrefix", usual);
    var config =
        new OidcConfig(
            issuer,
            fields.text("clientId"),
            claim,
            prefix.equals(NO_PREFIX) ? "" : prefix,
            fields.text("groupsClaim", ""),
            fields.text("groupsPrefix", ""),
            Optional.of(fields.text("caFile", "")).filter(f -> !f.isEmpty()).map(Path::of));
    fields.end();
    return Optional.of(config);
  }

  private static URI https(String text) {
    URI issuer = URI.create(text);
    if (!"https".equals(issuer.getScheme()) || issuer.getHost() == null) {
      throw new IllegalArgumentException("is '" + text + "', want a URL such as https://HOST/PATH");
    }
    return issuer;
  }

  Obj json() {
    Obj.Builder json =
        Json.object()
            .put("issuer", issuer.toString())
            .put("clientId", clientId)
            .put("usernameClaim", usernameClaim)
            .put("usernamePrefix", usernamePrefix.isEmpty() ? NO_PREFIX : usernamePrefix)
            .putText("groupsClaim", groupsClaim)
            .putText("groupsPrefix", groupsPrefix);
    caFile.ifPresent(file -> json.put("caFile", file.toString()));
    return json.build();
  }
}
