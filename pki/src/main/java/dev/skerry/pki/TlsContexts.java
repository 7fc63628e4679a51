package dev.skerry.pki;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/// TLS contexts for both ends, verifying at the time of one clock.
///
/// A server asks for client certificates by `SSLParameters.setWantClientAuth(true)` on its engine
/// or server; a client checks the server's name when its engine's endpoint identification is
/// `HTTPS`, as the JDK's HttpClient sets it.
///
/// @param grace how long after its end a peer's certificate is still taken, for long cuts
public record TlsContexts(InstantSource clock, Duration grace, SecureRandom chance) {
  /// @param identity asked at each handshake; its chain ends with the CA, for clients with a pin
  /// @param clientCas whose client certificates count
  public SSLContext server(Supplier<Identity> identity, List<X509Certificate> clientCas) {
    return context(List.of(new OwnKey(identity)), Trust.known(clientCas));
  }

  /// A client that shows who it is.
  public SSLContext client(Supplier<Identity> identity, List<X509Certificate> cas) {
    return context(List.of(new OwnKey(identity)), Trust.known(cas));
  }

  /// A client that shows nothing, with a token or a password above TLS.
  public SSLContext anonymous(List<X509Certificate> cas) {
    return context(List.of(), Trust.known(cas));
  }

  /// The same, whatever the hour: only to ask what time it is there.
  public SSLContext anonymousAtAnyTime(List<X509Certificate> cas) {
    return context(List.of(), new Trust(Trust.known(cas), Optional.empty(), grace));
  }

  /// A client that knows only the pin of the server's CA, as one does that joins.
  public SSLContext pinned(CaPin pin) {
    return context(List.of(), Trust.pinned(pin));
  }

  /// The same, whatever the hour: only to ask what time it is there.
  public SSLContext pinnedAtAnyTime(CaPin pin) {
    return context(List.of(), new Trust(Trust.pinned(pin), Optional.empty(), grace));
  }

  private SSLContext context(List<KeyManager> keys, Trust.Anchors anchors) {
    return context(keys, new Trust(anchors, Optional.of(clock), grace));
  }

  private SSLContext context(List<KeyManager> keys, Trust verifier) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      TrustManager[] trust = {verifier};
      context.init(keys.toArray(new KeyManager[0]), trust, chance);
      return context;
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this JDK has no TLS", missing);
    }
  }
}
