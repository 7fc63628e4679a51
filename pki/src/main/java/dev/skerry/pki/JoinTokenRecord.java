package dev.skerry.pki;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.SiteName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// What the core keeps of a join token. Whether it is expired or used up is decided by its keeper.
///
/// @param secretHash SHA-256 over id and secret, hexadecimal; 128 random bits need no slow hash
/// @param site the one site that may join with it
/// @param replace it may take over the name of a site that exists
/// @param used when it was used; a token is good for one join
public record JoinTokenRecord(
    String id,
    String secretHash,
    SiteName site,
    boolean replace,
    Instant expires,
    Optional<Instant> used) {

  public static JoinTokenRecord of(
      JoinToken token, SiteName site, boolean replace, Instant expires) {
    return new JoinTokenRecord(
        token.id(), token.secretHash(), site, replace, expires, Optional.empty());
  }

  /// Takes the same time wherever the secrets differ.
  public boolean matches(JoinToken token) {
    return id.equals(token.id())
        && MessageDigest.isEqual(
            secretHash.getBytes(StandardCharsets.US_ASCII),
            token.secretHash().getBytes(StandardCharsets.US_ASCII));
  }

  public boolean isExpired(Instant now) {
    return !now.isBefore(expires);
  }

  public JoinTokenRecord usedAt(Instant now) {
    return new JoinTokenRecord(id, secretHash, site, replace, expires, Optional.of(now));
  }

  public Obj json() {
    Obj.Builder json =
        Json.object()
            .put("id", id)
            .put("secretHash", secretHash)
            .put("site", site.value())
            .put("replace", replace)
            .put("expires", expires.toString());
    used.ifPresent(at -> json.put("used", at.toString()));
    return json.build();
  }

  /// @throws PkiRefused when this is not what [#json] gave
  public static JoinTokenRecord of(Obj json) throws PkiRefused {
    try {
      return new JoinTokenRecord(
          json.text("id"),
          json.text("secretHash"),
          new SiteName(json.text("site")),
          json.isTrue("replace"),
          Instant.parse(json.text("expires")),
          json.string("used").map(Instant::parse));
    } catch (DateTimeParseException | IllegalArgumentException broken) {
      throw new PkiRefused("the record of a join token is broken: " + broken.getMessage(), broken);
    }
  }
}
