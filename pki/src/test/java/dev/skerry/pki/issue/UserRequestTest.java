package dev.skerry.pki.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.model.meta.SiteName;
import dev.skerry.pki.Pem;
import dev.skerry.pki.PkiRefused;
import dev.skerry.pki.Principal;
import dev.skerry.pki.Validity;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UserRequestTest {
  private static final Instant NOW = Instant.parse("2026-11-20T20:00:00Z");
  private static final Duration GRACE = Duration.ofDays(60);
  private final SecureRandom chance = new SecureRandom();

  private static KeyPair ec(String curve) throws Exception {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    return generator.generateKeyPair();
  }

  private static KeyPair rsa(int bits) throws Exception {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  private static String pem(KeyPair pair, KeyPair by, String subject) throws Exception {
    String key = by.getPrivate().getAlgorithm();
    String algorithm = key.equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
    byte[] der =
        new JcaPKCS10CertificationRequestBuilder(new X500Name(subject), pair.getPublic())
            .build(new JcaContentSignerBuilder(algorithm).build(by.getPrivate()))
            .getEncoded();
    return Pem.block("CERTIFICATE REQUEST", der);
  }

  private X509Certificate issued(UserRequest asked, Duration life) throws PkiRefused {
    var root = Authority.create(new SiteName("core"), NOW, chance);
    return new Authority(root, chance).client(asked, life, NOW);
  }

  @ParameterizedTest
  @CsvSource({"secp256r1, 0", "secp384r1, 0", "'', 2048"})
  void aCertificateNamesWhoAskedByTheirOwnKey(String curve, int bits) throws Exception {
    KeyPair pair = curve.isEmpty() ? rsa(bits) : ec(curve);
    UserRequest asked = UserRequest.parse(pem(pair, pair, "O=tills,O=crew,CN=ada"));
    X509Certificate made = issued(asked, Duration.ofHours(1));
    Principal who = Principal.of(made);
    assertThat(who.user()).isEqualTo("ada");
    assertThat(who.groups()).containsExactlyInAnyOrder("crew", "tills");
    assertThat(made.getPublicKey()).isEqualTo(pair.getPublic());
    assertThat(made.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
    assertThat(made.getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofHours(1)));
  }

  @Test
  void aShortLifeEndsWhenItSaysAndNoneIsLongerThanUsual() throws Exception {
    KeyPair pair = ec("secp256r1");
    UserRequest asked = UserRequest.parse(pem(pair, pair, "CN=ada"));
    X509Certificate brief = issued(asked, Duration.ofHours(1));
    assertThat(Validity.complaint(brief, NOW.plusSeconds(3601), Validity.grace(brief, GRACE)))
        .isPresent();
    X509Certificate full = issued(asked, Duration.ofDays(9999));
    assertThat(full.getNotAfter().toInstant()).isEqualTo(NOW.plus(Validity.LEAF_LIFE));
  }

  @Test
  void whatIsNotProvedOrNamesNobodyIsRefused() throws Exception {
    KeyPair pair = ec("secp256r1");
    refused(pem(pair, ec("secp256r1"), "CN=ada"), "not signed by the key in it");
    refused(pem(pair, pair, "O=crew"), "has no CN");
    refused("nothing", "CERTIFICATE REQUEST");
    refused(Pem.block("CERTIFICATE REQUEST", new byte[] {48, 3, 1}), "is broken");
  }

  @Test
  void keysOfOtherKindsAreRefused() throws Exception {
    for (KeyPair pair : List.of(rsa(1024), ec("secp521r1"))) {
      refused(pem(pair, pair, "CN=ada"), "ECDSA on P-256 or P-384, or RSA of 2048 to 4096 bits");
    }
  }

  private static void refused(String pem, String why) {
    assertThatThrownBy(() -> UserRequest.parse(pem))
        .isInstanceOf(PkiRefused.class)
        .hasMessageContaining(why);
  }
}
