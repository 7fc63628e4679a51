package dev.skerry.api.account;

import dev.skerry.api.http.Exchange;
import dev.skerry.api.status.Refused;
import dev.skerry.control.write.Refusal;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.pki.token.AccountTokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// By which others verify the tokens of service accounts: `/.well-known/openid-configuration` and
/// `/openid/v1/jwks`. Source: OpenID Connect Discovery 1.0, RFC 7517.
public final class IssuerDocuments {
  private static final String KEY_SET = "/openid/v1/jwks";
  private static final String KEY_SET_TYPE = "application/jwk-set+json";
  private static final String CONFIGURATION = "/.well-known/openid-configuration";

  private final AccountTokens tokens;

  public IssuerDocuments(AccountTokens tokens) {
    this.tokens = tokens;
  }

  public static boolean takes(String path) {
    return path.equals(KEY_SET) || path.equals(CONFIGURATION);
  }

  public void answer(Exchange exchange, String path) throws Refused, IOException {
    if (!List.of("GET", "HEAD").contains(exchange.method())) {
      throw Refused.because(Refusal.Reason.METHOD_NOT_ALLOWED, "it is read, nothing else");
    }
    if (path.equals(KEY_SET)) {
      exchange.answer(200, KEY_SET_TYPE, tokens.keySet().getBytes(StandardCharsets.UTF_8));
    } else {
      exchange.answer(200, Exchange.JSON, JsonText.bytes(configuration()));
    }
  }

  private Obj configuration() {
    return Json.object()
        .put("issuer", tokens.issuer())
        .put("jwks_uri", tokens.issuer() + KEY_SET)
        .put("response_types_supported", Json.strings(List.of("id_token")))
        .put("subject_types_supported", Json.strings(List.of("public")))
        .put("id_token_signing_alg_values_supported", Json.strings(List.of("ES256")))
        .build();
  }
}
