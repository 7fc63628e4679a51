package dev.skerry.content.registry;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// One HTTP response.
///
/// @param headers with `Content-Length` whenever there is a body or a HEAD would have one
/// @param body to be sent whole and closed; may throw when a blob turns out to be damaged, and then
///   the connection is to be broken off, since the length was promised
public record Answer(int status, SortedMap<String, String> headers, InputStream body) {

  static Answer empty(int status, Map<String, String> headers) {
    var all = new TreeMap<>(headers);
    all.put("Content-Length", "0");
    return new Answer(status, Collections.unmodifiableSortedMap(all), nothing());
  }

  static Answer head(int status, Map<String, String> headers, long length) {
    return new Answer(status, withLength(headers, length), nothing());
  }

  static Answer bytes(int status, Map<String, String> headers, byte[] body) {
    return stream(status, headers, body.length, new ByteArrayInputStream(body));
  }

  static Answer stream(int status, Map<String, String> headers, long length, InputStream body) {
    return new Answer(status, withLength(headers, length), body);
  }

  /// An error as the spec writes it: `{"errors":[{"code":…,"message":…}]}`.
  static Answer error(Refusal refusal) {
    Json error =
        Json.object()
            .put("code", refusal.code().name())
            .put("message", String.valueOf(refusal.getMessage()))
            .build();
    Json body = Json.object().put("errors", Json.array(List.of(error))).build();
    return bytes(
        refusal.status(), Map.of("Content-Type", "application/json"), JsonText.bytes(body));
  }

  private static SortedMap<String, String> withLength(Map<String, String> headers, long length) {
    var all = new TreeMap<>(headers);
    all.put("Content-Length", Long.toString(length));
    return Collections.unmodifiableSortedMap(all);
  }

  private static InputStream nothing() {
    return InputStream.nullInputStream();
  }
}
