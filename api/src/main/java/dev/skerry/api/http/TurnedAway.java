package dev.skerry.api.http;

import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;

/// Says in the log why a client's certificate was not taken: TLS tells the client no more than that
/// it was not, and a wrong clock is found from its sentence alone.
final class TurnedAway implements SslHandshakeListener {
  private static final System.Logger LOG = System.getLogger(TurnedAway.class.getName());

  @Override
  public void handshakeFailed(Event event, Throwable failure) {
    Optional<Throwable> why =
        Stream.<Throwable>iterate(failure, each -> each != null, Throwable::getCause)
            .filter(CertificateException.class::isInstance)
            .findFirst();
    why.ifPresent(refused ->
        LOG.log(
            System.Logger.Level.INFO,
            "ClientTurnedAway {0}: {1}",
            event.getEndPoint().getRemoteSocketAddress(),
            refused.getMessage()));
  }
}
