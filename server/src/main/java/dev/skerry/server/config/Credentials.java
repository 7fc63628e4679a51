package dev.skerry.server.config;

import dev.skerry.model.json.Obj;
import java.nio.file.Path;
import java.util.Optional;

/// What a control plane takes for proof of who somebody is, beside certificates of its own
/// authority.
///
/// @param tokenFile static bearer tokens, as Kubernetes' `--token-auth-file`
/// @param accountIssuer the `iss` of service accounts' tokens
/// @param oidc an issuer outside
public record Credentials(
    Optional<Path> tokenFile, String accountIssuer, Optional<OidcConfig> oidc) {
  private static final String USUAL_ISSUER = "https://kubernetes.default.svc";

  public static final Credentials NONE =
      new Credentials(Optional.empty(), USUAL_ISSUER, Optional.empty());

  public static Credentials tokens(Path file) {
    return new Credentials(Optional.of(file), USUAL_ISSUER, Optional.empty());
  }

  static Credentials of(Fields fields) throws ConfigRefused {
    return new Credentials(
        Optional.of(fields.text("tokenFile", "")).filter(t -> !t.isEmpty()).map(Path::of),
        fields.text("serviceAccountIssuer", USUAL_ISSUER),
        OidcConfig.of(fields.inner("oidc")));
  }

  void put(Obj.Builder json) {
    tokenFile.ifPresent(file -> json.put("tokenFile", file.toString()));
    if (!accountIssuer.equals(USUAL_ISSUER)) {
      json.put("serviceAccountIssuer", accountIssuer);
    }
    oidc.ifPresent(issuer -> json.put("oidc", issuer.json()));
  }
}
