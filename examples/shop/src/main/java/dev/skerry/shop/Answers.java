package dev.skerry.shop;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The till over HTTP.
final class Answers {
  private static final String JSON = "application/json";

  /// Largest request body, bytes: one item's name.
  private static final int MAX_BODY = 4_096;

  private static final Pattern JSON_ITEM =
      Pattern.compile("\"item\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern FORM_ITEM = Pattern.compile("(?:^|&)item=([^&]*)");

  private final Settings settings;
  private final SalesLog sales;
  private final String page;

  Answers(Settings settings, SalesLog sales) throws IOException {
    this.settings = settings;
    this.sales = sales;
    try (InputStream in = Answers.class.getResourceAsStream("till.html")) {
      if (in == null) {
        throw new IOException("till.html is not beside the classes");
      }
      this.page = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      switch (exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()) {
        case "GET /" -> send(exchange, 200, "text/html; charset=utf-8", till());
        case "GET /info" -> send(exchange, 200, JSON, info());
        case "GET /healthz" -> send(exchange, 200, "text/plain", "ok\n");
        case "POST /sale" -> sell(exchange);
        default -> send(exchange, 404, "text/plain", "try GET /, GET /info or POST /sale\n");
      }
    }
  }

  private void sell(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
    if (body.length > MAX_BODY) {
      send(exchange, 413, "text/plain", "a sale has at most " + MAX_BODY + " bytes\n");
      return;
    }
    Sale sale;
    try {
      sale = sales.sell(item(new String(body, StandardCharsets.UTF_8)));
    } catch (IOException failed) {
      send(exchange, 507, "text/plain", "not sold: " + failed.getMessage() + "\n");
      return;
    }
    List<String> accepts = exchange.getRequestHeaders().getOrDefault("Accept", List.of());
    if (String.join(",", accepts).contains("text/html")) {
      exchange.getResponseHeaders().set("Location", "/");
      exchange.sendResponseHeaders(303, -1);
      return;
    }
    send(
        exchange,
        201,
        JSON,
        "{\"sale\":" + sale.number() + ",\"item\":" + json(sale.item()) + "}\n");
  }

  static String item(String body) {
    Matcher json = JSON_ITEM.matcher(body);
    if (json.find()) {
      return json.group(1).replaceAll("\\\\(.)", "$1");
    }
    Matcher form = FORM_ITEM.matcher(body);
    if (!form.find()) {
      return "";
    }
    try {
      return URLDecoder.decode(form.group(1), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return form.group(1);
    }
  }

  private String info() throws IOException {
    return "{\"site\":"
        + json(settings.site())
        + ",\"version\":"
        + json(settings.version())
        + ",\"pod\":"
        + json(settings.pod())
        + ",\"sales\":"
        + sales.count()
        + "}\n";
  }

  private String till() throws IOException {
    long count = sales.count();
    var rows = new StringBuilder();
    for (Sale sale : sales.recent()) {
      rows.append("<li><b>").append(sale.number()).append("</b> ").append(html(sale.item()));
      rows.append("</li>\n");
    }
    return page.replace("{{site}}", html(settings.site()))
        .replace("{{version}}", html(settings.version()))
        .replace("{{pod}}", html(settings.pod()))
        .replace("{{sales}}", Long.toString(count))
        .replace("{{recent}}", rows.toString());
  }

  private static String html(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("\"", "&quot;")
        .replace("{", "&#123;");
  }

  private static String json(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
