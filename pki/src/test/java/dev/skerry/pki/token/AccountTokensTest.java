package dev.skerry.pki.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.model.meta.Uid;
import dev.skerry.pki.Keys;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AccountTokensTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final Uid UID = new Uid("11111111-1111-4111-8111-111111111111");
  private final AccountTokens tokens = tokens("https://core.example");

  private static AccountTokens tokens(String issuer) {
    return new AccountTokens(Keys.generate(new SecureRandom()), issuer);
  }

  private static AccountClaims claims(Optional<AccountClaims.Bound> bound) {
    return new AccountClaims(
        "shop", "till", UID, bound, List.of("https://core.example"), NOW, NOW.plusSeconds(600));
  }

  @Test
  void aTokenSaysWhatWasSigned() {
    for (var claims :
        List.of(
            claims(Optional.empty()),
            claims(Optional.of(new AccountClaims.Bound("Pod", "web", UID))))) {
      assertThat(tokens.verified(tokens.sign(claims), NOW)).contains(claims);
    }
    String token = tokens.sign(claims(Optional.empty()));
    String said =
        new String(
            Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
    assertThat(said)
        .contains("\"sub\":\"system:serviceaccount:shop:till\"", "\"iss\":\"https://core.example\"")
        .contains("\"serviceaccount\":{\"name\":\"till\",\"uid\":\"" + UID.value() + "\"}");
  }

  @Test
  void aTokenHasItsTime() {
    String token = tokens.sign(claims(Optional.empty()));
    assertThat(tokens.verified(token, NOW.plusSeconds(599))).isPresent();
    assertThat(tokens.verified(token, NOW.plusSeconds(600))).isEmpty();
    assertThat(tokens.verified(token, NOW.minusSeconds(61))).isEmpty();
  }

  @Test
  void onlyTheOwnKeyCounts() {
    String token = tokens.sign(claims(Optional.empty()));
    assertThat(tokens("https://core.example").verified(token, NOW)).isEmpty();
    String[] parts = token.split("\\.", -1);
    String forged =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
    for (String bad :
        List.of(
            "",
            "x",
            "a.b.c",
            forged + "." + parts[1] + ".",
            forged + "." + parts[1] + "." + parts[2],
            parts[0] + "." + parts[1] + ".")) {
      assertThat(tokens.verified(bad, NOW)).as(bad).isEmpty();
    }
  }

  @Test
  void theKeySetShowsNoSecret() {
    assertThat(tokens.keySet())
        .contains("\"kty\":\"EC\"", "\"use\":\"sig\"")
        .doesNotContain("\"d\"");
  }
}
