package dev.skerry.api.body;

import dev.skerry.api.http.Exchange;
import dev.skerry.api.status.Refused;
import dev.skerry.control.write.Refusal;
import dev.skerry.model.decode.BodyText;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonRefused;
import dev.skerry.model.json.JsonText;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Reads the body of a request.
public final class RequestBody {
  private static final String PROTOBUF = "application/vnd.kubernetes.protobuf";

  private RequestBody() {}

  /// An object in JSON, YAML or protobuf, as the content type says.
  public static JsonText.Parsed object(Exchange exchange) throws Refused, IOException {
    return object(exchange, exchange.body());
  }

  public static JsonText.Parsed object(Exchange exchange, byte[] body) throws Refused {
    String type = exchange.contentType();
    if (type.equals(PROTOBUF)) {
      return new JsonText.Parsed(Protobuf.object(body), List.of());
    }
    Optional<BodyText> text = BodyText.ofMediaType(type);
    boolean patch = type.endsWith("+json") || type.endsWith("+yaml");
    if (text.isEmpty() || patch) {
      throw unsupported("application/json, application/yaml, " + PROTOBUF);
    }
    return parse(text.get(), body);
  }

  public static JsonText.Parsed parse(BodyText text, byte[] body) throws Refused {
    try {
      return text.parse(body);
    } catch (JsonRefused bad) {
      // Too many bytes were refused before; what is too large now is so by its aliases.
      String limit =
          switch (bad.why()) {
            case TOO_DEEP -> "; " + JsonLimits.REQUEST.maxDepth() + " levels are allowed";
            case MALFORMED, TOO_LARGE -> "";
          };
      throw Refused.because(
          Refusal.Reason.BAD_REQUEST,
          "the body is not acceptable " + text + ": " + bad.getMessage() + limit);
    }
  }

  public static Refused unsupported(String accepted) {
    return Refused.because(
        Refusal.Reason.UNSUPPORTED_MEDIA_TYPE,
        "the body of the request was in an unknown format - accepted media types include: "
            + accepted);
  }
}
