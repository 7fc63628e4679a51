package dev.skerry.drivers.probe;

import dev.skerry.node.driver.ContainerId;
import dev.skerry.node.driver.DriverFailure;
import dev.skerry.node.driver.ExecRequest;
import dev.skerry.node.driver.PodDriver;
import dev.skerry.node.probe.Action;
import dev.skerry.node.probe.Prober;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;

/// Asks running containers. Any number of questions at once; each blocks its thread.
public final class ContainerProber implements Prober {
  private static final String LOOPBACK = "127.0.0.1";

  private final PodDriver driver;

  /// @param driver that runs the containers, for commands
  public ContainerProber(PodDriver driver) {
    this.driver = driver;
  }

  @Override
  public Answer ask(ContainerId container, String address, Action action, Duration timeout) {
    try {
      return switch (action) {
        case Action.Http http ->
            new HttpQuestion(http, Deadline.in(timeout)).ask(host(http.host(), address));
        case Action.Tcp tcp -> connect(host(tcp.host(), address), tcp.port(), timeout);
        case Action.Exec(List<String> command) -> run(container, command, timeout);
        case Action.Sleep(Duration time) -> sleep(time.compareTo(timeout) < 0 ? time : timeout);
      };
    } catch (SocketTimeoutException late) {
      return new Answer(false, "no answer within " + timeout.toMillis() + " ms");
    } catch (IOException | DriverFailure failed) {
      return new Answer(false, String.valueOf(failed.getMessage()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Answer(false, "the agent stops");
    }
  }

  private static String host(String named, String address) {
    if (!named.isEmpty()) {
      return named;
    }
    return address.isEmpty() ? LOOPBACK : address;
  }

  private static Answer connect(String host, int port, Duration timeout) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), Deadline.in(timeout).leftMillis());
      return new Answer(true, "port " + port + " is open");
    }
  }

  private Answer run(ContainerId container, List<String> command, Duration timeout)
      throws DriverFailure, IOException, InterruptedException {
    try (var session = driver.exec(new ExecRequest(container, command, false, false))) {
      return new CommandQuestion(session, timeout).ask();
    }
  }

  private static Answer sleep(Duration time) throws InterruptedException {
    Thread.sleep(time);
    return new Answer(true, "");
  }
}
