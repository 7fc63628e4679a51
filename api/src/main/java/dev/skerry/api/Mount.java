package dev.skerry.api;

import org.eclipse.jetty.server.Request;

/// Something else on the same port, such as the WebSocket end of links. It gets requests below
/// `prefix` after authentication, from users whom `control.access` lets in.
///
/// @param prefix begins with a slash, ends without
/// @param handler answers every request it gets
public record Mount(String prefix, Request.Handler handler) {
  boolean takes(String path) {
    return path.equals(prefix) || path.startsWith(prefix + "/");
  }
}
