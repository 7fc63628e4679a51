package dev.skerry.api.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// One HTTP/1.1 request to a registry from a seed, with a body that is framed well, badly, or ends
/// before it should.
public final class WildPush {
  private static final List<String> METHODS =
      List.of("POST", "PUT", "PATCH", "PUT", "POST", "GET", "HEAD", "DELETE", "BREW");
  private static final List<String> PATHS =
      List.of(
          "/v2/shop/blobs/uploads/",
          "/v2/shop/blobs/uploads/?digest=%s",
          "/v2/shop/manifests/v1",
          "/v2/shop/manifests/%s",
          "/v2/shop/blobs/uploads/u%d",
          "/v2/shop/blobs/uploads/u%d?digest=%s",
          "/v2/shop/blobs/%s",
          "/v2/shop/blobs/uploads/%%2e%%2e%%2f%%2e%%2e",
          "/v2/shop/blobs/uploads/?mount=%s&from=a",
          "/v2/../../etc/passwd",
          "/v2/%%00/manifests/v1",
          "/v2/shop/manifests/%%zz",
          "/v2/_catalog?n=%d");
  private static final List<String> HEADERS =
      List.of(
          "Content-Range: 0-9",
          "Content-Range: 9-0",
          "Content-Range: bytes 0-9/10",
          "Range: bytes=0-4",
          "Range: bytes=9999-",
          "Content-Type: application/vnd.oci.image.manifest.v1+json",
          "Content-Type: \u00ff",
          "Expect: 100-continue",
          "Accept-Encoding: gzip",
          "Content-Encoding: gzip",
          "Connection: close");

  private final Random chance;

  public WildPush(long seed) {
    chance = new Random(seed);
  }

  /// @param text a character for each byte
  /// @param honest framed as HTTP wants it, so that an answer must come
  public record Request(String text, boolean head, boolean honest) {}

  /// @param manifest a good one
  /// @param digest of something
  public Request request(String manifest, String digest) {
    String method = METHODS.get(chance.nextInt(METHODS.size()));
    String path = filled(PATHS.get(chance.nextInt(PATHS.size())), digest);
    var head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");
    for (int n = chance.nextInt(3); n > 0; n--) {
      head.append(HEADERS.get(chance.nextInt(HEADERS.size()))).append("\r\n");
    }
    String body = body(manifest);
    boolean honest = chance.nextInt(3) > 0;
    String rest = honest ? framed(body) : misframed(body);
    return new Request(head + rest, method.equals("HEAD"), honest);
  }

  private String filled(String path, String digest) {
    String text = path.replace("%d", Integer.toString(chance.nextInt(40))).replace("%s", digest);
    return text.replace("%%", "%");
  }

  private String body(String manifest) {
    return switch (chance.nextInt(4)) {
      case 0 -> "";
      case 1 -> "some bytes of a layer".repeat(1 + chance.nextInt(2_000));
      case 2 -> manifest.substring(0, chance.nextInt(manifest.length()));
      default -> manifest;
    };
  }

  private String framed(String body) {
    int length = body.getBytes(StandardCharsets.ISO_8859_1).length;
    return chance.nextBoolean()
        ? "Content-Length: " + length + "\r\n\r\n" + body
        : "Transfer-Encoding: chunked\r\n\r\n" + chunk(body) + "0\r\n\r\n";
  }

  private static String chunk(String body) {
    return body.isEmpty()
        ? ""
        : Integer.toHexString(body.length()).toUpperCase(Locale.ROOT) + "\r\n" + body + "\r\n";
  }

  private String misframed(String body) {
    String chunked = "Transfer-Encoding: chunked\r\n\r\n" + chunk(body);
    return switch (chance.nextInt(7)) {
      case 0 -> "Content-Length: " + (body.length() + 100) + "\r\n\r\n" + body;
      case 1 -> chunked + "zz\r\nbody\r\n0\r\n\r\n";
      case 2 -> chunked + "ffffffffffffffffff\r\n";
      case 3 -> chunked;
      case 4 -> "Content-Length: -5\r\n\r\n" + body;
      case 5 -> "Content-Length: 3\r\n" + chunked + "0\r\n\r\n";
      default -> "Content-Length: 99999999999999999999\r\n\r\n" + body;
    };
  }
}
