package dev.skerry.link;

import dev.skerry.sync.frame.Bounds;
import dev.skerry.sync.session.Reconnect;
import java.io.IOException;
import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.http.HttpStatus;

/// The child's end of a link: keeps one connection to the parent, dials again with back-off when it
/// is lost. Runs on a thread of its own until closed.
public final class ChildLink implements AutoCloseable {
  /// Where a child dials.
  static final String PATH = "/skerry/link";

  /// A packed text and its first byte.
  static final int MAX_MESSAGE_BYTES = Bounds.MAX_FRAME_BYTES + 1;

  /// How a child finds and meets its parent.
  ///
  /// @param parent `https://host:port`
  /// @param tls trusts the parent's authority and carries the child's certificate
  /// @param chance spreads the dialling of children that lost one parent together
  /// @param remark asked when TLS fails: what else people should know of that parent, such as what
  ///   its clock says; may block for one request
  public record Config(
      URI parent,
      SSLContext tls,
      Reconnect.Config reconnect,
      RandomGenerator chance,
      Function<URI, String> remark) {}

  private final Dialer dialer;
  private final Reconnect reconnect;
  private final Function<URI, String> remark;
  private final LinkEvents events;
  private final InstantSource clock;
  private final Packing packing;
  private final Traffic traffic = new Traffic();
  private final Thread thread;
  private volatile Optional<Connection> current = Optional.empty();
  private volatile boolean stopped;

  /// Starts dialling.
  ///
  /// @param clock never steps back
  public ChildLink(Config config, LinkEvents events, InstantSource clock, Packing packing) {
    this.dialer = new Dialer(config.parent(), config.tls());
    this.reconnect = new Reconnect(config.reconnect(), config.chance());
    this.remark = config.remark();
    this.events = events;
    this.clock = clock;
    this.packing = packing;
    this.thread = Thread.ofVirtual().name("link-dialer").unstarted(this::run);
    thread.start();
  }

  public Traffic traffic() {
    return traffic;
  }

  Dialer dialer() {
    return dialer;
  }

  private void run() {
    try {
      while (!stopped) {
        Instant next = converse();
        Duration wait = Duration.between(clock.instant(), next);
        if (wait.isPositive()) {
          Thread.sleep(wait);
        }
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  /// One connection from dialling to its end; answers when to dial again.
  private Instant converse() throws InterruptedException {
    var connection = new Connection(dialer.parent().getAuthority(), events, packing, traffic);
    try {
      dialer.dial(PATH, connection.listener(), MAX_MESSAGE_BYTES);
    } catch (IOException refused) {
      connection.abort();
      String why = refused.getMessage() + remark(refused);
      if (isForPeople(refused)) {
        events.turnedAway(dialer.parent() + " does not let this end in: " + why);
      } else {
        events.unreachable(dialer.parent() + " does not answer: " + why);
      }
      return reconnect.failed(clock.instant());
    }
    current = Optional.of(connection);
    Instant since = clock.instant();
    if (stopped) {
      connection.abort();
    }
    connection.awaitEnd();
    current = Optional.empty();
    return reconnect.lost(since, clock.instant());
  }

  private String remark(IOException refused) {
    return isAmong(SSLException.class, refused) ? remark.apply(dialer.parent()) : "";
  }

  /// A door that says no, or a certificate that is not of the parent's authority: to try again does
  /// not help by itself. One that does not hold at this hour is a matter of clocks.
  private static boolean isForPeople(IOException refused) {
    for (Throwable each = refused; each != null; each = each.getCause()) {
      if (each instanceof WebSocketHandshakeException no
          && no.getResponse().statusCode() == HttpStatus.FORBIDDEN_403) {
        return true;
      }
    }
    return isAmong(CertificateException.class, refused)
        && !isAmong(CertificateNotYetValidException.class, refused)
        && !isAmong(CertificateExpiredException.class, refused);
  }

  private static boolean isAmong(Class<? extends Exception> cause, IOException refused) {
    for (Throwable each = refused; each != null; each = each.getCause()) {
      if (cause.isInstance(each)) {
        return true;
      }
    }
    return false;
  }

  /// Hangs up and dials no more.
  @Override
  public void close() {
    stopped = true;
    current.ifPresent(Connection::abort);
    thread.interrupt();
    dialer.close();
  }
}
