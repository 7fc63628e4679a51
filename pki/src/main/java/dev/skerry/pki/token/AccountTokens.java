package dev.skerry.pki.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.skerry.model.meta.Uid;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Signs the tokens of service accounts, and knows its own: JWTs (RFC 7519) by ES256, with the
/// claims of Kubernetes' bound tokens. Any thread.
public final class AccountTokens {
  /// How far ahead a clock may have been when it made a token.
  private static final Duration SKEW = Duration.ofMinutes(1);

  private static final String PRIVATE = "kubernetes.io";
  private static final String SUBJECT = "system:serviceaccount:";
  private static final List<String> BINDABLE = List.of("Pod", "Secret", "Node");

  private final ECKey key;
  private final String issuer;

  /// @param keys on P-256
  /// @param issuer the `iss` of every token, a URL
  public AccountTokens(KeyPair keys, String issuer) {
    this.issuer = issuer;
    try {
      key =
          new ECKey.Builder(Curve.P_256, (ECPublicKey) keys.getPublic())
              .privateKey((ECPrivateKey) keys.getPrivate())
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(JWSAlgorithm.ES256)
              .keyIDFromThumbprint()
              .build();
    } catch (JOSEException bad) {
      throw new IllegalArgumentException("not a key on P-256", bad);
    }
  }

  public String issuer() {
    return issuer;
  }

  public String sign(AccountClaims claims) {
    var known = new TreeMap<String, Object>();
    known.put("namespace", claims.namespace());
    known.put("serviceaccount", named(claims.name(), claims.uid()));
    claims
        .bound()
        .ifPresent(bound -> known.put(claim(bound.kind()), named(bound.name(), bound.uid())));
    var said =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .subject(SUBJECT + claims.namespace() + ":" + claims.name())
            .audience(claims.audiences())
            .issueTime(Date.from(claims.issued()))
            .notBeforeTime(Date.from(claims.issued()))
            .expirationTime(Date.from(claims.expires()))
            .claim(PRIVATE, known)
            .build();
    var header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build();
    try {
      var token = new SignedJWT(header, said);
      token.sign(new ECDSASigner(key));
      return token.serialize();
    } catch (JOSEException bad) {
      throw new IllegalStateException("a token could not be signed", bad);
    }
  }

  private static Map<String, Object> named(String name, Uid uid) {
    var both = new TreeMap<String, Object>();
    both.put("name", name);
    both.put("uid", uid.value());
    return both;
  }

  /// What a token says, if it is one of ours and `now` is in its time; whom it is meant for is not
  /// looked at.
  public Optional<AccountClaims> verified(String token, Instant now) {
    try {
      SignedJWT signed = SignedJWT.parse(token);
      boolean ours =
          signed.getHeader().getAlgorithm().equals(JWSAlgorithm.ES256)
              && signed.verify(new ECDSAVerifier(key.toPublicJWK()));
      return ours ? inTime(signed.getJWTClaimsSet(), now) : Optional.empty();
    } catch (ParseException | JOSEException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private Optional<AccountClaims> inTime(JWTClaimsSet said, Instant now) throws ParseException {
    Date begins = said.getNotBeforeTime();
    Date ends = said.getExpirationTime();
    boolean good =
        issuer.equals(said.getIssuer())
            && begins != null
            && ends != null
            && !begins.toInstant().isAfter(now.plus(SKEW))
            && ends.toInstant().isAfter(now);
    return good ? claims(said, begins.toInstant(), ends.toInstant()) : Optional.empty();
  }

  private static Optional<AccountClaims> claims(JWTClaimsSet said, Instant begins, Instant ends)
      throws ParseException {
    Map<String, Object> known = said.getJSONObjectClaim(PRIVATE);
    if (known == null || !(known.get("serviceaccount") instanceof Map<?, ?> account)) {
      return Optional.empty();
    }
    Optional<AccountClaims.Bound> bound =
        BINDABLE.stream().flatMap(kind -> bound(known, kind).stream()).findFirst();
    return Optional.of(
        new AccountClaims(
            text(known.get("namespace")),
            text(account.get("name")),
            new Uid(text(account.get("uid"))),
            bound,
            said.getAudience(),
            begins,
            ends));
  }

  private static Optional<AccountClaims.Bound> bound(Map<String, Object> known, String kind) {
    return known.get(claim(kind)) instanceof Map<?, ?> object
        ? Optional.of(
            new AccountClaims.Bound(
                kind, text(object.get("name")), new Uid(text(object.get("uid")))))
        : Optional.empty();
  }

  /// What the claim about an object of a kind is called.
  private static String claim(String kind) {
    return kind.toLowerCase(Locale.ROOT);
  }

  private static String text(@Nullable Object value) {
    return value instanceof String text ? text : "";
  }

  /// The key by which anybody verifies a token (RFC 7517), as JSON.
  public String keySet() {
    return new JWKSet(key.toPublicJWK()).toString();
  }
}
