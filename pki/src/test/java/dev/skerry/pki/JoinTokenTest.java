package dev.skerry.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

final class JoinTokenTest {
  private final SecureRandom chance = new SecureRandom();
  private final CaPin pin = CaPin.of(Keys.generate(chance).getPublic());
  private final JoinToken token = JoinToken.create(JoinToken.Kind.SITE, pin, chance);

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
  void aTokenOfANodeSaysSo() throws PkiRefused {
    JoinToken node = JoinToken.create(JoinToken.Kind.NODE, pin, chance);
    assertThat(node.line()).startsWith("skn1.");
    assertThat(JoinToken.parse(node.line())).isEqualTo(node).isNotEqualTo(token);
    assertThat(node.secretHash()).isNotEqualTo(token.secretHash()).hasSize(64);
  }

  @Test
  void theSecretIsInNoText() {
    assertThat(token.toString()).doesNotContain(token.secret());
  }
}
