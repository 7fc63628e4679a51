package dev.skerry.pki.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.model.meta.NodeName;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import dev.skerry.pki.CaPin;
import dev.skerry.pki.Identity;
import dev.skerry.pki.IdentityFiles;
import dev.skerry.pki.Keys;
import dev.skerry.pki.Pem;
import dev.skerry.pki.PkiRefused;
import dev.skerry.pki.Principal;
import dev.skerry.pki.ServerNames;
import dev.skerry.pki.Validity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuthorityTest {
  private static final Instant NOW = Instant.parse("2026-11-20T20:00:00Z");
  private static final Uid SITE_UID = Uid.random(7, 9);
  private final SecureRandom chance = new SecureRandom();
  private final Identity root = Authority.create(new SiteName("core"), NOW, chance);
  @TempDir Path temp = Path.of("");

  private Authority authority() throws PkiRefused {
    return new Authority(root, chance);
  }

  /// The JDK's own judgement, with nothing of ours between.
  private static void verify(X509Certificate leaf, X509Certificate ca) throws Exception {
    PKIXParameters rules = new PKIXParameters(Set.of(new TrustAnchor(ca, null)));
    rules.setRevocationEnabled(false);
    rules.setDate(Date.from(NOW));
    var path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf));
    assertThat(CertPathValidator.getInstance("PKIX").validate(path, rules)).isNotNull();
  }

  @Test
  void theJdkVerifiesWhatTheCaIssued() throws Exception {
    Authority ca = authority();
    X509Certificate server =
        ca.server(ServerNames.of(List.of("core.example", "10.0.0.1", "[::1]")), NOW).certificate();
    verify(server, ca.certificate());
    assertThat(server.getSubjectAlternativeNames()).hasSize(3);
    assertThat(server.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    X509Certificate client = ca.client(Principal.user("ann"), NOW).certificate();
    verify(client, ca.certificate());
    assertThat(client.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
    assertThat(ca.certificate().getSubjectX500Principal().getName()).contains("core");
    assertThat(ca.certificate().getBasicConstraints()).isZero();
    assertThat(client.getSerialNumber()).isNotEqualTo(server.getSerialNumber());
    Identity other = Authority.create(new SiteName("core"), NOW, chance);
    assertThatThrownBy(() -> verify(client, other.certificate())).isNotNull();
    assertThat(CaPin.of(other.certificate())).isNotEqualTo(ca.pin());
  }

  @Test
  void aClientCertificateNamesUserAndGroups() throws PkiRefused {
    Authority ca = authority();
    Principal admin = Principal.user("ann, \"the\" admin+1", Principal.MASTERS, "team=ü");
    Principal read = Principal.of(ca.client(admin, NOW).certificate());
    assertThat(read.user()).isEqualTo(admin.user());
    assertThat(read.groups()).containsExactlyInAnyOrderElementsOf(admin.groups());
    assertThat(read.siteName()).isEmpty();
    Principal node = Principal.node(new NodeName("s1-0"));
    assertThat(Principal.of(ca.client(node, NOW).certificate())).isEqualTo(node);
    Principal site = Principal.site(new SiteName("s1"), SITE_UID);
    Principal readSite = Principal.of(ca.client(site, NOW).certificate());
    assertThat(readSite).isEqualTo(site);
    assertThat(readSite.siteName()).contains(new SiteName("s1"));
  }

  @Test
  void aSiteKeepsItsKeyAndSendsARequest() throws Exception {
    KeyPair pair = Keys.generate(chance);
    CertificateRequest request = CertificateRequest.parse(CertificateRequest.create(pair, chance));
    Principal site = Principal.site(new SiteName("s1"), SITE_UID);
    X509Certificate certificate = authority().client(request.key(), site, NOW);
    verify(certificate, root.certificate());
    assertThat(certificate.getPublicKey()).isEqualTo(pair.getPublic());
  }

  @Test
  void aRequestThatProvesNothingIsRefused() throws Exception {
    String good = CertificateRequest.create(Keys.generate(chance), chance);
    byte[] der = Pem.blocks("CERTIFICATE REQUEST", good).getFirst();
    der[der.length - 5] ^= 1;
    String forged = Pem.block("CERTIFICATE REQUEST", der);
    assertThatThrownBy(() -> CertificateRequest.parse(forged)).isInstanceOf(PkiRefused.class);
    assertThatThrownBy(() -> CertificateRequest.parse("hello"))
        .isInstanceOf(PkiRefused.class)
        .hasMessageContaining("BEGIN CERTIFICATE REQUEST");
    assertThatThrownBy(
            () -> CertificateRequest.parse(Pem.block("CERTIFICATE REQUEST", new byte[] {1, 2})))
        .isInstanceOf(PkiRefused.class);
    KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    assertThatThrownBy(() -> Keys.requireP256(rsa.getPublic()))
        .isInstanceOf(PkiRefused.class)
        .hasMessageContaining("RSA");
  }

  @Test
  void certificatesStartEarlyRenewAtTwoThirdsAndNeverOutliveTheCa() throws PkiRefused {
    Authority ca = authority();
    X509Certificate leaf = ca.client(Principal.user("ann"), NOW).certificate();
    assertThat(leaf.getNotBefore().toInstant()).isEqualTo(NOW.minus(Validity.BACKDATED));
    Instant due = Validity.renewalDue(leaf);
    assertThat(due).isBetween(NOW.plus(Duration.ofDays(243)), NOW.plus(Duration.ofDays(244)));
    assertThat(Validity.isRenewalDue(leaf, due.minusSeconds(1))).isFalse();
    assertThat(Validity.isRenewalDue(leaf, due)).isTrue();
    Instant late = NOW.plus(Validity.CA_LIFE).minus(Duration.ofDays(30));
    assertThat(ca.client(Principal.user("ann"), late).certificate().getNotAfter())
        .isEqualTo(ca.certificate().getNotAfter());
  }

  @Test
  void whatWasMadeWhileTheClockWasAheadIsKnownOnceItIsRight() throws PkiRefused {
    Authority ca = authority();
    Instant ahead = NOW.plus(Duration.ofDays(365));
    X509Certificate leaf = ca.client(Principal.user("ann"), ahead).certificate();
    assertThat(Validity.isMadeAhead(leaf, ca.certificate(), NOW)).isTrue();
    assertThat(Validity.isMadeAhead(leaf, ca.certificate(), ahead)).isFalse();
    Instant behind = NOW.minus(Duration.ofDays(365));
    assertThat(Validity.isMadeAhead(leaf, ca.certificate(), behind)).isFalse();
  }

  @Test
  void aClockAYearOffIsToldWithBothTimes() throws PkiRefused {
    X509Certificate leaf = authority().client(Principal.user("ann"), NOW).certificate();
    Instant yearBack = NOW.minus(Duration.ofDays(365));
    assertThat(Validity.complaint(leaf, yearBack, Duration.ZERO).orElseThrow())
        .contains("not valid yet", yearBack.toString(), "2026-11-20T18:00:00Z", "set this clock");
    Instant later = NOW.plus(Duration.ofDays(366));
    assertThat(Validity.complaint(leaf, later, Duration.ZERO).orElseThrow())
        .contains("expired", later.toString(), "2027-11-20T20:00:00Z");
    assertThat(Validity.complaint(leaf, later, Duration.ofDays(2))).isEmpty();
    assertThat(Validity.complaint(leaf, NOW, Duration.ZERO)).isEmpty();
  }

  @Test
  void keysAndCertificatesComeBackFromTheirFilesAndKeysAreForTheOwner()
      throws IOException, PkiRefused {
    Identity server = authority().server(ServerNames.of(List.of("localhost")), NOW);
    IdentityFiles files = new IdentityFiles(temp, "server");
    assertThat(files.exist()).isFalse();
    files.save(server);
    files.save(server);
    assertThat(files.exist()).isTrue();
    assertThat(files.load()).isEqualTo(server);
    assertThat(Files.getPosixFilePermissions(temp.resolve("server.key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    Files.writeString(temp.resolve("server.crt"), "gone");
    assertThatThrownBy(files::load)
        .isInstanceOf(PkiRefused.class)
        .hasMessageContaining("server.crt");
  }

  @Test
  void aHostThatIsNeitherNameNorAddressIsRefused() {
    for (String bad : List.of("", "a b", "300.1.1.1", "under_score", "*.example")) {
      assertThatThrownBy(() -> ServerNames.of(List.of(bad))).isInstanceOf(PkiRefused.class);
    }
  }
}
