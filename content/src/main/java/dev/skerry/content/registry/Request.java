package dev.skerry.content.registry;

import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One HTTP request under `/v2/`.
///
/// @param path decoded, beginning with `/v2`
/// @param query first value of each parameter, decoded
/// @param headers first value of each header, by lower-case name
/// @param body read at most once, not closed
public record Request(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    InputStream body) {

  public Request {
    query = Map.copyOf(query);
    var lower = new TreeMap<String, String>();
    headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    headers = lower;
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name));
  }
}
