package dev.skerry.control.plane;

import dev.skerry.control.controller.Intent;
import dev.skerry.control.state.Delta;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.control.write.Refusal;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;

/// Admission of children: tokens are made once, used once, and a name belongs to one key.
///
/// Settings: `token/<id>` is `{hash, site, expires, replace}`; `child/<site>` is `{uid, keyPin}`.
final class Joins {
  /// Unused tokens kept at most; each is an operator's act, so this only stops a runaway script.
  private static final int MAX_TOKENS = 100_000;

  static final String TOKEN = "token/";
  static final String CHILD = "child/";

  private final Ledger ledger;
  private final Intents intents;

  Joins(Ledger ledger, Intents intents) {
    this.ledger = ledger;
    this.intents = intents;
  }

  Optional<Refusal> makeToken(Input.MakeToken make) {
    View view = ledger.tentative();
    boolean taken = !view.setting(CHILD + make.site()).isEmpty();
    if (taken && !make.replace()) {
      return refuse(
          Refusal.Reason.CONFLICT,
          "a site named "
              + make.site()
              + " has joined already; use --replace if it is gone for good");
    }
    if (view.settings(TOKEN).size() >= MAX_TOKENS) {
      return refuse(
          Refusal.Reason.TOO_MANY_REQUESTS, "there are " + MAX_TOKENS + " unused tokens already");
    }
    Obj token =
        Json.object()
            .put("hash", make.secretHash())
            .put("site", make.site().value())
            .put("expires", make.expires().toString())
            .put("replace", make.replace())
            .build();
    ledger.write(new Delta.Setting(TOKEN + make.id(), token));
    return Optional.empty();
  }

  Optional<Refusal> join(Input.Join join, Instant now) {
    Obj token = ledger.tentative().setting(TOKEN + join.tokenId());
    boolean matches =
        MessageDigest.isEqual(
            token.text("hash").getBytes(StandardCharsets.US_ASCII),
            join.secretHash().getBytes(StandardCharsets.US_ASCII));
    if (token.isEmpty() || !matches) {
      return refuse(
          Refusal.Reason.UNAUTHORIZED,
          "the token is not known: it was used, it expired, or it is of another core; make a new one with 'skerry token create'");
    }
    Instant expires = Instant.parse(token.text("expires"));
    if (!now.isBefore(expires)) {
      return refuse(
          Refusal.Reason.UNAUTHORIZED,
          "the token expired at " + expires + ", it is now " + now + " here; make a new one");
    }
    if (!token.text("site").equals(join.site().value())) {
      return refuse(
          Refusal.Reason.FORBIDDEN,
          "the token is for site " + token.text("site") + ", not for " + join.site());
    }
    Obj known = ledger.tentative().setting(CHILD + join.site());
    if (!known.isEmpty()
        && !known.text("keyPin").equals(join.keyPin())
        && !token.isTrue("replace")) {
      return refuse(
          Refusal.Reason.CONFLICT,
          "a site named "
              + join.site()
              + " has joined already; a token made with --replace takes its place");
    }
    ledger.write(new Delta.Setting(TOKEN + join.tokenId(), Obj.EMPTY));
    Entry site = site(join, now);
    Obj child = Json.object().put("uid", site.uid().value()).put("keyPin", join.keyPin()).build();
    ledger.write(new Delta.Setting(CHILD + join.site(), child));
    return Optional.empty();
  }

  private Entry site(Input.Join join, Instant now) {
    ObjectKey key = ObjectKey.of(Ages.SITE, "", join.site().value());
    if (ledger.find(key).isEmpty()) {
      Obj labels =
          Json.object()
              .put("kubernetes.io/metadata.name", join.site().value())
              .put("topology.kubernetes.io/zone", join.site().value())
              .build();
      Obj object =
          Json.object()
              .put("apiVersion", "skerry.dev/v1alpha1")
              .put("kind", "Site")
              .put(
                  "metadata",
                  Json.object().put("name", join.site().value()).put("labels", labels).build())
              .put("spec", Json.object().put("parent", ledger.tentative().self().value()).build())
              .build();
      intents.carryOut(Ages.manager(), new Intent.Create(key, object), now);
    }
    return ledger
        .find(key)
        .orElseThrow(() -> new IllegalStateException("the site's object was refused: " + key));
  }

  /// Tokens nobody used in time.
  void expire(Instant now) {
    ledger
        .tentative()
        .settings(TOKEN)
        .forEach((name, token) -> {
          if (!now.isBefore(Instant.parse(token.text("expires")))) {
            ledger.write(new Delta.Setting(name, Obj.EMPTY));
          }
        });
  }

  private static Optional<Refusal> refuse(Refusal.Reason reason, String message) {
    return Optional.of(Refusal.of(reason, message));
  }
}
