package dev.skerry.server.node;

import dev.skerry.link.ChildLink;
import dev.skerry.link.ChildStreams;
import dev.skerry.link.Connection;
import dev.skerry.link.LinkEvents;
import dev.skerry.link.Packing;
import dev.skerry.sync.frame.Frame;
import dev.skerry.sync.frame.Lane;
import dev.skerry.sync.frame.Violation;
import dev.skerry.sync.session.Reconnect;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;

/// With a control plane over the network: its addresses are dialled in turn, the next one whenever
/// one does not answer or hangs up. Between rounds it waits with back-off.
public final class RemoteConversation implements Conversation {
  /// Whom to dial.
  ///
  /// @param controlPlanes `https://HOST:PORT`, in order of preference; not empty
  /// @param tls trusts the site's authority and carries the node's certificate
  /// @param chance spreads the dialling of nodes that lost one control plane together
  /// @param remark as of a [ChildLink.Config]
  public record Config(
      List<URI> controlPlanes,
      SSLContext tls,
      RandomGenerator chance,
      Function<URI, String> remark) {
    public Config {
      controlPlanes = List.copyOf(controlPlanes);
      if (controlPlanes.isEmpty()) {
        throw new IllegalArgumentException("a node needs an address of its control plane");
      }
    }
  }

  /// The time before a link dials again by itself: by then it was closed and the next address is
  /// being dialled.
  private static final Duration NEVER_AGAIN = Duration.ofHours(1);

  private static final System.Logger LOG = System.getLogger(RemoteConversation.class.getName());

  private final Config config;
  private final ChildStreams.Handler streams;
  private final InstantSource clock;
  private final Packing packing = new Packing();
  private final Thread dialler;
  private Optional<Ear> ear = Optional.empty();
  private volatile Optional<Attempt> current = Optional.empty();
  private volatile String complaint = "";
  private volatile boolean stopped;

  /// One link to one address, from dialling to its end.
  private final class Attempt implements LinkEvents {
    private final URI address;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Optional<Connection> connection = Optional.empty();
    private volatile Optional<ChildStreams> opened = Optional.empty();
    private volatile Optional<Instant> since = Optional.empty();

    Attempt(URI address) {
      this.address = address;
    }

    @Override
    public void connected(Connection made) {
      since = Optional.of(clock.instant());
      complaint = "";
      connection = Optional.of(made);
      to().connected();
    }

    @Override
    public void frame(Connection from, Frame frame) {
      if (!to().frame(frame)) {
        from.abort();
      }
    }

    @Override
    public void unreadable(Connection from, Violation violation) {
      to().unreadable(violation);
    }

    @Override
    public void closed(Connection lost, String why) {
      connection = Optional.empty();
      opened.ifPresent(ChildStreams::dropped);
      to().disconnected(address + ": " + why);
      over.countDown();
    }

    @Override
    public void unreachable(String why) {
      complain(why);
      over.countDown();
    }
  }

  /// @param streams serves logs and commands to the control plane
  /// @param clock never steps back
  public RemoteConversation(Config config, ChildStreams.Handler streams, InstantSource clock) {
    this.config = config;
    this.streams = streams;
    this.clock = clock;
    this.dialler = Thread.ofVirtual().name("node-dialler").unstarted(this::run);
  }

  @Override
  public void begin(Ear to) {
    synchronized (this) {
      ear = Optional.of(to);
    }
    dialler.start();
  }

  private synchronized Ear to() {
    return ear.orElseThrow();
  }

  private void run() {
    var reconnect = new Reconnect(Reconnect.Config.DEFAULT, config.chance());
    try {
      while (!stopped) {
        Optional<Instant> established = Optional.empty();
        for (URI address : config.controlPlanes()) {
          established = converse(address);
          if (stopped || established.isPresent()) {
            break;
          }
        }
        Instant now = clock.instant();
        Instant next =
            established.isPresent()
                ? reconnect.lost(established.get(), now)
                : reconnect.failed(now);
        Thread.sleep(Duration.between(now, next));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Each reason once, however often it is dialled.
  private void complain(String why) {
    var level = why.equals(complaint) ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING;
    complaint = why;
    LOG.log(level, "ControlPlaneUnreachable {0}", why);
  }

  /// Answers since when it was connected; empty when it was not.
  private Optional<Instant> converse(URI address) throws InterruptedException {
    var attempt = new Attempt(address);
    var once = new Reconnect.Config(NEVER_AGAIN, NEVER_AGAIN, NEVER_AGAIN);
    var dial = new ChildLink.Config(address, config.tls(), once, config.chance(), config.remark());
    try (var link = new ChildLink(dial, attempt, clock, packing)) {
      attempt.opened = Optional.of(new ChildStreams(link, streams));
      current = Optional.of(attempt);
      attempt.over.await();
    } finally {
      current = Optional.empty();
    }
    return attempt.since;
  }

  @Override
  public boolean send(Frame frame, Lane lane) {
    return current.flatMap(a -> a.connection).filter(c -> c.send(frame, lane)).isPresent();
  }

  @Override
  public void hangUp(String reason) {
    Optional<Connection> open = current.flatMap(a -> a.connection);
    if (reason.startsWith("SILENT")) {
      open.ifPresent(Connection::abort);
    } else {
      open.ifPresent(Connection::close);
    }
  }

  @Override
  public void openStream(String id, String purpose, String target) {
    Optional<ChildStreams> opened = current.flatMap(a -> a.opened);
    if (opened.isPresent()) {
      opened.get().asked(id, purpose, target, why -> to().streamRefused(id, why));
    }
  }

  /// The dialler has a thread of its own.
  @Override
  public void tick() {}

  @Override
  public Optional<String> peer() {
    return current.filter(a -> a.connection.isPresent()).map(a -> a.address.toString());
  }

  @Override
  public void close() {
    stopped = true;
    dialler.interrupt();
    current.flatMap(a -> a.connection).ifPresent(Connection::abort);
  }
}
