package dev.skerry.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import org.junit.jupiter.api.Test;

final class PemTest {
  /// Of 600 keys about two have a first byte of zero, which is written too.
  @Test
  void anEllipticKeyIsTheSameInBothForms() throws Exception {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    for (int i = 0; i < 600; i++) {
      KeyPair pair = generator.generateKeyPair();
      PrivateKey key = pair.getPrivate();
      String form = Pem.ofEc(key, pair.getPublic());
      assertThat(form).startsWith("-----BEGIN EC PRIVATE KEY-----");
      assertThat(Pem.blocks("EC PRIVATE KEY", form).getFirst()).hasSize(121);
      assertThat(((ECPrivateKey) Pem.key(form)).getS()).isEqualTo(((ECPrivateKey) key).getS());
      assertThat(Pem.key(Pem.of(key))).isEqualTo(key);
    }
  }

  @Test
  void whatIsNoKeyIsSaidToBeNone() {
    String broken = Pem.block("EC PRIVATE KEY", new byte[] {1, 2, 3});
    assertThatThrownBy(() -> Pem.key(broken))
        .isInstanceOf(PkiRefused.class)
        .hasMessage("the private key is broken or not an EC key on P-256");
  }
}
