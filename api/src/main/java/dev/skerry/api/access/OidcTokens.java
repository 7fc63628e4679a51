package dev.skerry.api.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.skerry.control.access.User;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonRefused;
import dev.skerry.model.json.JsonText;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// ID tokens of an issuer outside (OpenID Connect Core 1.0): who logged in there is that user here.
/// Its keys are fetched when the first token of it comes, kept, and kept on while it cannot be
/// reached, so that people can go on at a site that is cut off.
public final class OidcTokens implements Bearer {
  private static final System.Logger LOG = System.getLogger(OidcTokens.class.getName());
  private static final String DISCOVERY = "/.well-known/openid-configuration";

  /// How long the keys of an issuer that does not answer count on.
  private static final Duration OUTAGE = Duration.ofDays(60);

  /// Names that only this control plane gives.
  private static final List<String> RESERVED = List.of("system:", "skerry:");

  /// What is taken of a token.
  ///
  /// @param clientId the audience that tokens for this control plane have
  /// @param usernameClaim such as `sub` or `email`
  /// @param usernamePrefix before every name
  /// @param groupsClaim of a text or a list of texts
  /// @param groupsPrefix before every group
  public record Claims(
      String clientId,
      String usernameClaim,
      String usernamePrefix,
      String groupsClaim,
      String groupsPrefix) {}

  private final URI issuer;
  private final Claims claims;
  private final ResourceRetriever web;
  private Optional<DefaultJWTProcessor<SecurityContext>> processor = Optional.empty();

  /// @param web fetches what the issuer publishes, within bounds of time and size
  public OidcTokens(URI issuer, Claims claims, ResourceRetriever web) {
    this.issuer = issuer;
    this.claims = claims;
    this.web = web;
  }

  @Override
  public Optional<User> user(String token) {
    try {
      SignedJWT signed = SignedJWT.parse(token);
      if (!issuer.toString().equals(signed.getJWTClaimsSet().getIssuer())) {
        return Optional.empty();
      }
      return user(processor().process(signed, null));
    } catch (ParseException | BadJOSEException refused) {
      LOG.log(System.Logger.Level.DEBUG, "TokenRefused {0}", refused.getMessage());
      return Optional.empty();
    } catch (JOSEException | IOException unreachable) {
      LOG.log(
          System.Logger.Level.WARNING,
          "IssuerUnreachable {0}: {1}; its tokens let nobody in until it answers",
          issuer,
          unreachable.getMessage());
      return Optional.empty();
    }
  }

  private synchronized DefaultJWTProcessor<SecurityContext> processor() throws IOException {
    if (processor.isEmpty()) {
      JWKSource<SecurityContext> keys =
          JWKSourceBuilder.create(keySet(), web).outageTolerant(OUTAGE.toMillis()).build();
      var made = new DefaultJWTProcessor<SecurityContext>();
      var algorithms = new LinkedHashSet<JWSAlgorithm>();
      algorithms.addAll(JWSAlgorithm.Family.RSA);
      algorithms.addAll(JWSAlgorithm.Family.EC);
      made.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithms, keys));
      var exact = new JWTClaimsSet.Builder().issuer(issuer.toString()).build();
      var required = new TreeSet<>(List.of("exp", claims.usernameClaim()));
      made.setJWTClaimsSetVerifier(
          new DefaultJWTClaimsVerifier<>(claims.clientId(), exact, required));
      processor = Optional.of(made);
    }
    return processor.get();
  }

  private URL keySet() throws IOException {
    String base = issuer.toString();
    URI place =
        URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + DISCOVERY);
    Resource said = web.retrieveResource(place.toURL());
    try {
      Json document =
          JsonText.parse(said.getContent().getBytes(StandardCharsets.UTF_8), JsonLimits.REQUEST)
              .value();
      String keys = document.text("jwks_uri");
      if (!document.text("issuer").equals(base) || keys.isEmpty()) {
        throw new IOException(place + " is not the document of issuer " + base);
      }
      return URI.create(keys).toURL();
    } catch (JsonRefused | IllegalArgumentException bad) {
      throw new IOException(place + ": " + bad.getMessage(), bad);
    }
  }

  private Optional<User> user(JWTClaimsSet said) throws ParseException {
    String name = said.getStringClaim(claims.usernameClaim());
    boolean unproved =
        claims.usernameClaim().equals("email")
            && Boolean.FALSE.equals(said.getBooleanClaim("email_verified"));
    String user = claims.usernamePrefix() + name;
    if (name.isEmpty() || unproved || isReserved(user)) {
      return Optional.empty();
    }
    return Optional.of(new User(user, groups(said)));
  }

  private List<String> groups(JWTClaimsSet said) {
    var groups = new ArrayList<String>();
    Object value = claims.groupsClaim().isEmpty() ? null : said.getClaim(claims.groupsClaim());
    List<?> all = value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
    for (Object one : all) {
      String group = claims.groupsPrefix() + one;
      if (one instanceof String && !isReserved(group)) {
        groups.add(group);
      }
    }
    return groups;
  }

  private static boolean isReserved(String name) {
    return RESERVED.stream().anyMatch(name::startsWith);
  }
}
