package dev.skerry.server.gate;

import dev.skerry.control.access.User;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.server.wire.JsonLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.SortedMap;

/// One request as it travels over a stream: a line of JSON, then the body, which ends with the
/// stream's direction. The answer has the same shape; after [#SWITCHED] the stream carries a
/// WebSocket's messages both ways.
///
/// @param path with the query; begins with a slash
/// @param headers those that mean something to the child's API
public record Call(String method, String path, SortedMap<String, String> headers, User user) {
  /// Purpose of the stream.
  public static final String PURPOSE = "api";

  /// The header by which a request asks for a WebSocket, and the answer says of which protocol.
  public static final String PROTOCOLS = "Sec-WebSocket-Protocol";

  /// Status of an answer after which both directions carry messages.
  public static final int SWITCHED = 101;

  /// The first line of an answer.
  public record Head(int status, SortedMap<String, String> headers) {}

  /// Whether this becomes a WebSocket.
  boolean upgrades() {
    return headers.containsKey(PROTOCOLS);
  }

  void write(OutputStream out) throws IOException {
    var named = Json.object();
    headers.forEach(named::put);
    JsonLine.write(
        Json.object()
            .put("method", method)
            .put("path", path)
            .put("headers", named.build())
            .put("user", user.name())
            .put("groups", Json.strings(user.groups()))
            .build(),
        out);
  }

  static Call read(InputStream in) throws IOException {
    Obj line = JsonLine.read(in);
    List<String> groups = line.items("groups").stream().map(g -> g.string().orElse("")).toList();
    return new Call(
        line.text("method"),
        line.text("path"),
        line.obj("headers").strings(),
        new User(line.text("user"), groups));
  }

  static void write(Head head, OutputStream out) throws IOException {
    var named = Json.object();
    head.headers().forEach(named::put);
    JsonLine.write(
        Json.object().put("status", head.status()).put("headers", named.build()).build(), out);
  }

  static Head head(InputStream in) throws IOException {
    Obj line = JsonLine.read(in);
    return new Head((int) line.integer("status").orElse(502), line.obj("headers").strings());
  }
}
