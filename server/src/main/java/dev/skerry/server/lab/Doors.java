package dev.skerry.server.lab;

import dev.skerry.server.relay.Dial;
import dev.skerry.server.relay.Line;
import dev.skerry.server.relay.Namespace;
import dev.skerry.server.relay.Place;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The way into the sites of a lab from the machine's loopback: app URLs, and where sites have
/// network namespaces of their own, their APIs. Lines without weather; links never pass here.
public final class Doors implements AutoCloseable {
  private final List<Line> lines = new ArrayList<>();

  /// Finds the pod that takes an app's next connection.
  public interface AppFinder {
    /// Blocks for one request to the site; empty when no pod is ready.
    Optional<InetSocketAddress> find() throws IOException;
  }

  /// A port that goes to whichever pod of the app is ready.
  ///
  /// @param namespace of the site; empty when it has none of its own
  public void app(LabState.Site site, Optional<Path> namespace, AppFinder pods) throws IOException {
    Dial dial =
        () -> {
          InetSocketAddress pod =
              pods.find().orElseThrow(() -> new IOException("no pod of the app is ready"));
          Namespace.Opening<SocketChannel> opening = () -> SocketChannel.open(pod);
          return namespace.isPresent() ? Namespace.call(namespace.get(), opening) : opening.open();
        };
    lines.add(new Line("app-" + site.name(), new Place.Tcp(site.appPort()), dial));
  }

  /// A port that goes to the same port on the loopback of a namespace.
  public void api(LabState.Site site, Path namespace) throws IOException {
    var inside = new Place.Inside(namespace, site.apiPort());
    lines.add(new Line("api-" + site.name(), new Place.Tcp(site.apiPort()), inside));
  }

  @Override
  public void close() throws IOException {
    for (Line line : lines) {
      line.close();
    }
  }
}
