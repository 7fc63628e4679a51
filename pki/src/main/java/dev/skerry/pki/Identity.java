package dev.skerry.pki;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/// A private key with the certificate that speaks for it.
///
/// @param chain not empty: the own certificate first, then the CA that signed it, so that a client
///   that knows only a pin can find the CA
public record Identity(PrivateKey key, List<X509Certificate> chain) {
  public Identity {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("an identity without a certificate");
    }
  }

  public X509Certificate certificate() {
    return chain.getFirst();
  }

  /// Names the subject only; the key stays out of logs.
  @Override
  public String toString() {
    return "Identity[" + certificate().getSubjectX500Principal() + "]";
  }
}
