package dev.skerry.api.account;

import dev.skerry.api.access.ServiceAccounts;
import dev.skerry.api.body.RequestBody;
import dev.skerry.api.http.Exchange;
import dev.skerry.api.path.ResourcePath;
import dev.skerry.api.status.Refused;
import dev.skerry.control.access.Accounts;
import dev.skerry.control.state.Entry;
import dev.skerry.control.write.Refusal;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.pki.token.AccountClaims;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// `serviceaccounts/token`: makes a token that ends by itself, and with its account or the object
/// that it is bound to. Source: Kubernetes, `authentication.k8s.io/v1` TokenRequest.
public final class TokenRequests {
  private static final Duration SHORTEST = Duration.ofMinutes(10);
  private static final Duration USUAL = Duration.ofHours(1);

  /// Whoever asks for more gets this; the answer says when the token ends.
  public static final Duration LONGEST = Duration.ofDays(366);

  private static final List<String> BINDABLE = List.of("Pod", "Secret", "Node");

  private final ServiceAccounts accounts;

  public TokenRequests(ServiceAccounts accounts) {
    this.accounts = accounts;
  }

  public static boolean takes(ResourcePath path) {
    return path.kind().groupKind().equals(GroupKind.core("ServiceAccount"))
        && path.subresource().equals("token");
  }

  public void answer(Exchange exchange, ResourcePath path) throws Refused, IOException {
    if (!exchange.method().equals("POST")) {
      throw Refused.because(Refusal.Reason.METHOD_NOT_ALLOWED, "a token is created, nothing else");
    }
    if (!(RequestBody.object(exchange).value() instanceof Obj request)) {
      throw Refused.because(Refusal.Reason.BAD_REQUEST, "the body is not a TokenRequest");
    }
    Entry account =
        accounts
            .view()
            .find(Accounts.key(path.namespace(), path.name()))
            .orElseThrow(() -> about(Refusal.Reason.NOT_FOUND, path, " not found"));
    AccountClaims claims = claims(account, path, request.obj("spec"));
    Obj status =
        Json.object()
            .put("token", accounts.tokens().sign(claims))
            .put("expirationTimestamp", claims.expires().toString())
            .build();
    Obj meta = Json.object().put("name", path.name()).put("namespace", path.namespace()).build();
    exchange.answer(
        201,
        Json.object()
            .put("apiVersion", "authentication.k8s.io/v1")
            .put("kind", "TokenRequest")
            .put("metadata", meta)
            .put("spec", request.obj("spec").with("audiences", Json.strings(claims.audiences())))
            .put("status", status)
            .build());
  }

  private AccountClaims claims(Entry account, ResourcePath path, Obj spec) throws Refused {
    Duration life = Duration.ofSeconds(spec.integer("expirationSeconds").orElse(USUAL.toSeconds()));
    if (life.compareTo(SHORTEST) < 0) {
      throw about(
          Refusal.Reason.INVALID,
          path,
          ": spec.expirationSeconds: Invalid value: may not specify a duration less than 10"
              + " minutes");
    }
    List<String> audiences =
        spec.items("audiences").stream().flatMap(a -> a.string().stream()).toList();
    Instant now = accounts.now().truncatedTo(ChronoUnit.SECONDS);
    return new AccountClaims(
        path.namespace(),
        path.name(),
        account.uid(),
        bound(path, spec.obj("boundObjectRef")),
        audiences.isEmpty() ? List.of(accounts.tokens().issuer()) : audiences,
        now,
        now.plus(life.compareTo(LONGEST) > 0 ? LONGEST : life));
  }

  private Optional<AccountClaims.Bound> bound(ResourcePath path, Obj reference) throws Refused {
    if (reference.isEmpty()) {
      return Optional.empty();
    }
    String kind = reference.text("kind");
    String name = reference.text("name");
    if (!BINDABLE.contains(kind) || !reference.text("apiVersion").equals("v1")) {
      throw about(
          Refusal.Reason.BAD_REQUEST,
          path,
          ": cannot bind token to " + kind + ": only to a v1 Pod, Secret or Node");
    }
    ObjectKey key =
        ObjectKey.of(GroupKind.core(kind), kind.equals("Node") ? "" : path.namespace(), name);
    Entry object =
        accounts
            .view()
            .find(key)
            .orElseThrow(() ->
                about(Refusal.Reason.NOT_FOUND, path, ": " + kind + " " + name + " not found"));
    String uid = reference.text("uid");
    if (!uid.isEmpty() && !uid.equals(object.uid().value())) {
      throw about(
          Refusal.Reason.CONFLICT,
          path,
          ": the UID in the bound object reference ("
              + uid
              + ") does not match the UID in record."
              + " The object might have been deleted and then recreated");
    }
    String runsAs = object.json().text("spec", "serviceAccountName");
    if (kind.equals("Pod") && !runsAs.equals(path.name())) {
      throw about(
          Refusal.Reason.BAD_REQUEST,
          path,
          ": cannot bind a token to pod " + name + ", which runs as \"" + runsAs + "\"");
    }
    return Optional.of(new AccountClaims.Bound(kind, name, object.uid()));
  }

  private static Refused about(Refusal.Reason reason, ResourcePath path, String why) {
    return new Refused(
        new Refusal(
            reason,
            "serviceaccounts \"" + path.name() + "\"" + why,
            path.kind().groupKind(),
            path.name(),
            List.of()));
  }
}
