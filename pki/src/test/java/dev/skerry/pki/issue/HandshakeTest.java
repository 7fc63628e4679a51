package dev.skerry.pki.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.model.meta.SiteName;
import dev.skerry.pki.Identity;
import dev.skerry.pki.PkiRefused;
import dev.skerry.pki.Principal;
import dev.skerry.pki.ServerNames;
import dev.skerry.pki.TlsContexts;
import dev.skerry.pki.Validity;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;

/// Whole TLS handshakes between two engines, without sockets, at times the test chooses.
final class HandshakeTest {
  private static final Instant NOW = Instant.parse("2026-11-20T20:00:00Z");
  private static final int PORT = 443;
  private static final int MAX_ROUNDS = 100;
  private final SecureRandom chance = new SecureRandom();
  private final Authority ca = authority("core");
  private final Authority other = authority("other");
  private final Identity server = server(ca, "localhost");
  private final Identity ann = ca.client(Principal.user("ann", Principal.MASTERS), NOW);

  private Authority authority(String site) {
    try {
      return new Authority(Authority.create(new SiteName(site), NOW, chance), chance);
    } catch (PkiRefused bug) {
      throw new IllegalStateException(bug);
    }
  }

  private static Identity server(Authority ca, String host) {
    try {
      return ca.server(ServerNames.of(List.of(host)), NOW);
    } catch (PkiRefused bug) {
      throw new IllegalStateException(bug);
    }
  }

  private TlsContexts at(Instant now, Duration grace) {
    return new TlsContexts(() -> now, grace, chance);
  }

  private TlsContexts now() {
    return at(NOW, Duration.ZERO);
  }

  private SSLContext serving() {
    return now().server(() -> server, List.of(ca.certificate()));
  }

  /// @return the server's engine when both sides are done
  private static SSLEngine shake(SSLContext client, SSLContext server) throws SSLException {
    SSLEngine near = client.createSSLEngine("localhost", PORT);
    near.setUseClientMode(true);
    SSLParameters checked = near.getSSLParameters();
    checked.setEndpointIdentificationAlgorithm("HTTPS");
    near.setSSLParameters(checked);
    SSLEngine far = server.createSSLEngine();
    far.setUseClientMode(false);
    far.setWantClientAuth(true);
    int size = near.getSession().getPacketBufferSize() * 4;
    ByteBuffer up = ByteBuffer.allocate(size);
    ByteBuffer down = ByteBuffer.allocate(size);
    for (int round = 0; round < MAX_ROUNDS; round++) {
      step(near, down, up);
      step(far, up, down);
      if (done(near) && done(far) && up.position() == 0 && down.position() == 0) {
        return far;
      }
    }
    throw new IllegalStateException("the handshake does not end");
  }

  private static boolean done(SSLEngine engine) {
    return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
  }

  private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
    ByteBuffer none = ByteBuffer.allocate(0);
    ByteBuffer plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    engine.wrap(none, out);
    in.flip();
    engine.unwrap(in, plain);
    in.compact();
    for (Runnable task = engine.getDelegatedTask(); task != null; ) {
      task.run();
      task = engine.getDelegatedTask();
    }
  }

  private static String deepest(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  private static void assertRefused(SSLContext client, SSLContext server, String... parts) {
    assertThatThrownBy(() -> shake(client, server))
        .isInstanceOf(SSLException.class)
        .satisfies(failure -> assertThat(deepest(failure)).contains(parts));
  }

  @Test
  void bothSidesLearnWhoTheOtherIs() throws Exception {
    SSLContext client = now().client(() -> ann, List.of(ca.certificate()));
    SSLEngine far = shake(client, serving());
    X509Certificate peer = (X509Certificate) far.getSession().getPeerCertificates()[0];
    assertThat(Principal.of(peer)).isEqualTo(Principal.user("ann", Principal.MASTERS));
    assertThat(far.getSession().getProtocol()).isEqualTo("TLSv1.3");
  }

  @Test
  void aClientWithoutACertificateIsNobodyYetConnected() throws Exception {
    SSLEngine far = shake(now().anonymous(List.of(ca.certificate())), serving());
    assertThatThrownBy(() -> far.getSession().getPeerCertificates())
        .isInstanceOf(SSLPeerUnverifiedException.class);
  }

  @Test
  void aPinIsEnoughToKnowTheCoreAndRefusesAnother() throws Exception {
    assertThat(shake(now().pinned(ca.pin()), serving())).isNotNull();
    assertRefused(
        now().pinned(other.pin()), serving(), ca.pin().text(), other.pin().text(), "another core");
  }

  @Test
  void aPinnedCaThatDidNotSignTheServerIsRefused() {
    Identity strange = server(other, "localhost");
    Identity forged = new Identity(strange.key(), List.of(strange.certificate(), ca.certificate()));
    SSLContext server = now().server(() -> forged, List.of(ca.certificate()));
    assertThatThrownBy(() -> shake(now().pinned(ca.pin()), server))
        .isInstanceOf(SSLException.class);
  }

  @Test
  void strangersAreRefusedOnBothSides() {
    SSLContext trusting = now().anonymous(List.of(other.certificate()));
    assertThatThrownBy(() -> shake(trusting, serving())).isInstanceOf(SSLException.class);
    Identity mallory = other.client(Principal.user("ann", Principal.MASTERS), NOW);
    SSLContext client = now().client(() -> mallory, List.of(ca.certificate()));
    assertThatThrownBy(() -> shake(client, serving())).isInstanceOf(SSLException.class);
  }

  @Test
  void aClientCertificateIsNotAServersAndAnotherHostsIsNotThisOnes() {
    SSLContext client = now().anonymous(List.of(ca.certificate()));
    SSLContext wrongUse = now().server(() -> ann, List.of(ca.certificate()));
    assertThatThrownBy(() -> shake(client, wrongUse)).isInstanceOf(SSLException.class);
    Identity elsewhere = server(ca, "elsewhere");
    SSLContext wrongHost = now().server(() -> elsewhere, List.of(ca.certificate()));
    assertRefused(client, wrongHost, "localhost");
  }

  @Test
  void expiredIsRefusedWithBothTimesAndGraceHelpsOverALongCut() throws Exception {
    Instant late = NOW.plus(Validity.LEAF_LIFE).plus(Duration.ofDays(1));
    SSLContext strict = at(late, Duration.ZERO).anonymous(List.of(ca.certificate()));
    assertRefused(strict, serving(), "expired", late.toString(), "2027-11-20T20:00:00Z");
    SSLContext patient = at(late, Duration.ofDays(30)).anonymous(List.of(ca.certificate()));
    assertThat(shake(patient, serving())).isNotNull();
  }

  @Test
  void aClockAYearBackIsToldAsSuch() {
    Instant early = NOW.minus(Duration.ofDays(365));
    SSLContext client = at(early, Duration.ofDays(30)).anonymous(List.of(ca.certificate()));
    assertRefused(client, serving(), "not valid yet", early.toString(), "set this clock");
  }

  @Test
  void aRenewedCertificateIsShownAtTheNextHandshake() throws Exception {
    AtomicReference<Identity> own = new AtomicReference<>(ann);
    SSLContext client = now().client(own::get, List.of(ca.certificate()));
    own.set(ca.client(Principal.user("bob"), NOW));
    SSLEngine far = shake(client, serving());
    X509Certificate peer = (X509Certificate) far.getSession().getPeerCertificates()[0];
    assertThat(Principal.of(peer).user()).isEqualTo("bob");
  }
}
