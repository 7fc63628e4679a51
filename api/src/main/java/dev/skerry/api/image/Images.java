package dev.skerry.api.image;

import dev.skerry.api.http.Exchange;
import dev.skerry.content.registry.Answer;
import dev.skerry.content.registry.Registry;
import dev.skerry.content.registry.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpField;

/// Carries requests below `/v2/` to the registry and its answers back, blobs as streams.
public final class Images {
  private static final int REFUSALS_FROM = 400;

  private final Registry registry;

  public Images(Registry registry) {
    this.registry = registry;
  }

  public void answer(Exchange exchange) throws IOException {
    var headers = new TreeMap<String, String>();
    for (HttpField field : exchange.headers()) {
      headers.putIfAbsent(field.getName(), String.valueOf(field.getValue()));
    }
    String target = exchange.target();
    int mark = target.indexOf('?');
    String path = decoded(mark < 0 ? target : target.substring(0, mark));
    Map<String, String> query = mark < 0 ? new TreeMap<>() : query(target.substring(mark + 1));
    Answer answer =
        registry.answer(
            new Request(exchange.method(), path, query, headers, exchange.bodyStream()));
    if (answer.status() >= REFUSALS_FROM) {
      exchange.drain();
    }
    answer.headers().forEach(exchange::setHeader);
    String type = answer.headers().getOrDefault("Content-Type", "application/octet-stream");
    try (InputStream body = answer.body();
        OutputStream out = exchange.stream(answer.status(), type)) {
      body.transferTo(out);
    }
  }

  private static Map<String, String> query(String text) {
    var query = new TreeMap<String, String>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      query.putIfAbsent(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
    }
    return query;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
