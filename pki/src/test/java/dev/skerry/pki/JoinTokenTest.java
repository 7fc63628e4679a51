package dev.skerry.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.model.meta.SiteName;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class JoinTokenTest {
  private static final Instant NOW = Instant.parse("2026-11-20T20:00:00Z");
  private final SecureRandom chance = new SecureRandom();
  private final CaPin pin = CaPin.of(Keys.generate(chance).getPublic());
  private final JoinToken token = JoinToken.create(pin, chance);

  @Test
  void aTokenIsOneLineThatReadsBack() throws PkiRefused {
    assertThat(token.line()).matches("sk1\\.\\S+").doesNotContain("\n");
    assertThat(JoinToken.parse("  " + token.line() + "\n")).isEqualTo(token);
    assertThat(token.pin()).isEqualTo(pin);
    assertThat(CaPin.parse(pin.text())).isEqualTo(pin);
  }

  @Test
  void aTokenThatIsCutOffOrSomethingElseIsRefusedWithAdvice() {
    String line = token.line();
    for (String bad :
        new String[] {
          "", "hello", line.substring(0, line.length() - 1), line + "x", "sk2" + line
        }) {
      assertThatThrownBy(() -> JoinToken.parse(bad))
          .isInstanceOf(PkiRefused.class)
          .hasMessageContaining("token create");
    }
    assertThatThrownBy(() -> CaPin.parse("sha256:123")).isInstanceOf(PkiRefused.class);
  }

  @Test
  void theRecordKnowsTheTokenAndNotItsSecret() throws PkiRefused {
    JoinTokenRecord kept = JoinTokenRecord.of(token, new SiteName("s1"), true, NOW.plusSeconds(60));
    assertThat(kept.json().toString()).doesNotContain(token.secret());
    assertThat(kept.matches(token)).isTrue();
    assertThat(kept.matches(new JoinToken(token.id(), "A".repeat(22), pin))).isFalse();
    assertThat(kept.matches(JoinToken.create(pin, chance))).isFalse();
    assertThat(kept.isExpired(NOW)).isFalse();
    assertThat(kept.isExpired(NOW.plusSeconds(60))).isTrue();
    assertThat(JoinTokenRecord.of(kept.json())).isEqualTo(kept);
    JoinTokenRecord used = kept.usedAt(NOW);
    assertThat(JoinTokenRecord.of(used.json())).isEqualTo(used).isNotEqualTo(kept);
    assertThatThrownBy(() -> JoinTokenRecord.of(kept.json().without("expires")))
        .isInstanceOf(PkiRefused.class);
  }

  @Test
  void theSecretIsInNoText() {
    assertThat(token.toString()).doesNotContain(token.secret());
  }
}
