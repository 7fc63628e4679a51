package dev.skerry.node.probe;

import java.time.Duration;
import java.util.List;

/// Something done to a running container to learn how it is (a probe) or to tell it something (a
/// hook).
public sealed interface Action {
  /// Succeeds when the command exits 0.
  record Exec(List<String> command) implements Action {}

  /// Succeeds with a status from 200 to 399. Certificates are not checked, redirects to another
  /// host are not followed; as in Kubernetes.
  ///
  /// @param host empty for the pod's own address
  /// @param path with its query, begins with `/`
  record Http(String scheme, String host, int port, String path, List<Header> headers)
      implements Action {}

  /// Succeeds when the port accepts a connection.
  ///
  /// @param host empty for the pod's own address
  record Tcp(String host, int port) implements Action {}

  /// Always succeeds, after a while. Hooks only.
  record Sleep(Duration time) implements Action {}

  record Header(String name, String value) {}
}
