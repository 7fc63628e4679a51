package dev.skerry.api.openapi;

import dev.skerry.api.http.Exchange;
import dev.skerry.model.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// `/openapi/v2`, without any types: those are in `/openapi/v3`. kubectl asks here about a kind
/// that is not there, so as to check the object itself; a type that it does not find it leaves to
/// the server, which refuses by name what it does not serve. Without an answer kubectl would give
/// up on the whole file.
///
/// Source: gnostic's `OpenAPIv2.proto`, message `Document`.
public final class SecondVersion {
  /// Asked for with an `@` before the version, which is no media type.
  private static final String PROTOBUF =
      "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

  private static final String VERSION = "2.0";
  private static final String TITLE = "Skerry: types are in /openapi/v3";

  private static final int DOCUMENT_SWAGGER = 1;
  private static final int DOCUMENT_INFO = 2;
  private static final int DOCUMENT_PATHS = 8;
  private static final int INFO_TITLE = 1;
  private static final int INFO_VERSION = 2;

  private SecondVersion() {}

  /// @param version of Skerry
  public static void answer(Exchange exchange, String version) throws IOException {
    if (exchange.header("Accept").orElse("").contains("protobuf")) {
      exchange.answer(200, PROTOBUF, protobuf(version));
      return;
    }
    exchange.answer(
        200,
        Json.object()
            .put("swagger", VERSION)
            .put("info", Json.object().put("title", TITLE).put("version", version).build())
            .put("paths", Json.object().build())
            .build());
  }

  private static byte[] protobuf(String version) {
    var info = new ByteArrayOutputStream();
    field(info, INFO_TITLE, TITLE.getBytes(StandardCharsets.UTF_8));
    field(info, INFO_VERSION, version.getBytes(StandardCharsets.UTF_8));
    var document = new ByteArrayOutputStream();
    field(document, DOCUMENT_SWAGGER, VERSION.getBytes(StandardCharsets.UTF_8));
    field(document, DOCUMENT_INFO, info.toByteArray());
    field(document, DOCUMENT_PATHS, new byte[0]);
    return document.toByteArray();
  }

  /// A field of bytes, shorter than 128.
  private static void field(ByteArrayOutputStream to, int number, byte[] value) {
    to.write(number << 3 | 2);
    to.write(value.length);
    to.writeBytes(value);
  }
}
