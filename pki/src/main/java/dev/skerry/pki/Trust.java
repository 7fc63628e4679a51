package dev.skerry.pki;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/// Verifies a peer's chain with the JDK's PKIX rules, against anchors found per handshake and at a
/// time from our own clock, so that a wrong clock is told as such. Revocation is by short lives and
/// by what the control plane refuses, not by lists.
final class Trust extends X509ExtendedTrustManager {
  /// Which CAs count for the chain a peer shows.
  interface Anchors {
    List<X509Certificate> of(X509Certificate[] chain) throws CertificateException;

    /// What a server names to its clients; may be empty.
    List<X509Certificate> announced();
  }

  private final Anchors anchors;
  private final Optional<InstantSource> clock;
  private final Duration grace;

  /// @param clock empty when the time does not matter
  Trust(Anchors anchors, Optional<InstantSource> clock, Duration grace) {
    this.anchors = anchors;
    this.clock = clock;
    this.grace = grace;
  }

  static Anchors known(List<X509Certificate> cas) {
    List<X509Certificate> fixed = List.copyOf(cas);
    return new Anchors() {
      @Override
      public List<X509Certificate> of(X509Certificate[] chain) {
        return fixed;
      }

      @Override
      public List<X509Certificate> announced() {
        return fixed;
      }
    };
  }

  static Anchors pinned(CaPin pin) {
    return new Anchors() {
      @Override
      public List<X509Certificate> of(X509Certificate[] chain) throws CertificateException {
        for (X509Certificate shown : chain) {
          if (shown.getBasicConstraints() >= 0 && CaPin.of(shown).equals(pin)) {
            return List.of(shown);
          }
        }
        throw new CertificateException(
            "the server's CA is "
                + CaPin.of(chain[chain.length - 1])
                + ", expected was "
                + pin
                + ": this is another core, or someone is in between; check the address, or make a"
                + " new token at the core that is meant");
      }

      @Override
      public List<X509Certificate> announced() {
        return List.of();
      }
    };
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    verifier(chain).checkServerTrusted(chain, type, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    verifier(chain).checkServerTrusted(chain, type, socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    verifier(chain).checkServerTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    verifier(chain).checkClientTrusted(chain, type, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    verifier(chain).checkClientTrusted(chain, type, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    verifier(chain).checkClientTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return anchors.announced().toArray(new X509Certificate[0]);
  }

  private X509ExtendedTrustManager verifier(X509Certificate[] chain) throws CertificateException {
    if (chain.length == 0) {
      throw new CertificateException("the peer showed no certificate");
    }
    Instant end = chain[0].getNotAfter().toInstant();
    Instant now = clock.map(InstantSource::instant).orElse(end);
    List<X509Certificate> cas = anchors.of(chain);
    for (X509Certificate ca : cas) {
      requireNow(ca, now, Duration.ZERO);
    }
    requireNow(chain[0], now, Validity.grace(chain[0], grace));
    return pkix(cas, now.isAfter(end) ? end : now);
  }

  /// Of a kind by which a clock that is wrong is told from an authority that is not trusted.
  private static void requireNow(X509Certificate certificate, Instant now, Duration grace)
      throws CertificateException {
    Optional<String> complaint = Validity.complaint(certificate, now, grace);
    if (complaint.isPresent()) {
      throw now.isBefore(certificate.getNotBefore().toInstant())
          ? new CertificateNotYetValidException(complaint.get())
          : new CertificateExpiredException(complaint.get());
    }
  }

  private static X509ExtendedTrustManager pkix(List<X509Certificate> cas, Instant at)
      throws CertificateException {
    Set<TrustAnchor> anchors = new LinkedHashSet<>();
    cas.forEach(ca -> anchors.add(new TrustAnchor(ca, null)));
    try {
      PKIXBuilderParameters rules = new PKIXBuilderParameters(anchors, new X509CertSelector());
      rules.setRevocationEnabled(false);
      rules.setDate(Date.from(at));
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(new CertPathTrustManagerParameters(rules));
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509ExtendedTrustManager x509) {
          return x509;
        }
      }
      throw new IllegalStateException("this JDK has no X.509 trust manager");
    } catch (GeneralSecurityException broken) {
      throw new CertificateException("the trusted CA is not usable: " + broken, broken);
    }
  }
}
