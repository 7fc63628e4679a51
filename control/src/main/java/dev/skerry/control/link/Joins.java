package dev.skerry.control.link;

import dev.skerry.control.controller.Intent;
import dev.skerry.control.log.Intents;
import dev.skerry.control.log.Ledger;
import dev.skerry.control.loop.Input;
import dev.skerry.control.state.Delta;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.Sites;
import dev.skerry.control.write.Refusal;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.NodeName;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.SiteName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;

/// Admission of children and nodes: tokens are made once, used once, and a name belongs to one key.
///
/// Settings: `token/<id>` is `{hash, site or node, expires, replace}`; `child/<site>` is `{uid,
/// keyPin}`; those of nodes are with [Nodes].
public final class Joins {
  /// Unused tokens kept at most; each is an operator's act, so this only stops a runaway script.
  private static final int MAX_TOKENS = 100_000;

  static final String TOKEN = "token/";
  public static final String CHILD = "child/";

  private final Ledger ledger;
  private final Intents intents;
  private final Nodes nodes;
  private final Links links;

  public Joins(Ledger ledger, Intents intents, Nodes nodes, Links links) {
    this.ledger = ledger;
    this.intents = intents;
    this.nodes = nodes;
    this.links = links;
  }

  public Optional<Refusal> makeToken(Input.MakeToken make) {
    View view = ledger.tentative();
    Optional<Refusal> objection = objection(make);
    if (objection.isPresent()) {
      return objection;
    }
    if (view.settings(TOKEN).size() >= MAX_TOKENS) {
      return refuse(
          Refusal.Reason.TOO_MANY_REQUESTS, "there are " + MAX_TOKENS + " unused tokens already");
    }
    var token = Json.object().put("hash", make.secretHash());
    switch (make.who()) {
      case Input.Newcomer.Site(SiteName name) -> token.put("site", name.value());
      case Input.Newcomer.Node(var name) ->
          token.put("node", name.orElseGet(() -> nodes.free(view.settings(TOKEN))).value());
    }
    token.put("expires", make.expires().toString()).put("replace", make.replace());
    ledger.write(new Delta.Setting(TOKEN + make.id(), token.build()));
    return Optional.empty();
  }

  private Optional<Refusal> objection(Input.MakeToken make) {
    return switch (make.who()) {
      case Input.Newcomer.Site(SiteName name) when name.equals(ledger.tentative().self()) ->
          ownName(name);
      case Input.Newcomer.Site(SiteName name) ->
          ledger.tentative().setting(CHILD + name).isEmpty() || make.replace()
              ? Optional.empty()
              : refuse(
                  Refusal.Reason.CONFLICT,
                  "a site named "
                      + name
                      + " has joined already; use --replace if it is gone for good");
      case Input.Newcomer.Node(var name) -> name.flatMap(n -> nodes.objection(n, make.replace()));
    };
  }

  /// Who writes a record is told by its name, so two of one name would be one writer.
  private static Optional<Refusal> ownName(SiteName name) {
    return refuse(
        Refusal.Reason.BAD_REQUEST,
        "'" + name + "' is this control plane's own name; give the site another one");
  }

  public Optional<Refusal> join(Input.Join join, Instant now) {
    Obj token = ledger.tentative().setting(TOKEN + join.tokenId());
    boolean matches =
        MessageDigest.isEqual(
            token.text("hash").getBytes(StandardCharsets.US_ASCII),
            join.secretHash().getBytes(StandardCharsets.US_ASCII));
    if (token.isEmpty() || !matches) {
      return refuse(
          Refusal.Reason.UNAUTHORIZED,
          "the token is not known: it was used, it expired, or it is of another core or site; make"
              + " a new one with 'skerry token create'");
    }
    Instant expires = Instant.parse(token.text("expires"));
    if (!now.isBefore(expires)) {
      return refuse(
          Refusal.Reason.UNAUTHORIZED,
          "the token expired at " + expires + ", it is now " + now + " here; make a new one");
    }
    Optional<Refusal> objection =
        switch (join.who()) {
          case Input.Newcomer.Site(SiteName name) -> child(join, name, token, now);
          case Input.Newcomer.Node(var name) -> node(join, name, token, now);
        };
    if (objection.isEmpty()) {
      ledger.write(new Delta.Setting(TOKEN + join.tokenId(), Obj.EMPTY));
    }
    return objection;
  }

  private Optional<Refusal> node(Input.Join join, Optional<NodeName> name, Obj token, Instant now) {
    if (name.isEmpty() || !token.text("node").equals(name.get().value())) {
      return other(token, name.map(n -> "node " + n).orElse("a node"));
    }
    Optional<Refusal> objection = nodes.objection(name.get(), token.isTrue("replace"));
    if (objection.isEmpty()) {
      nodes.admit(name.get(), join.keyPin(), now);
    }
    return objection;
  }

  /// What is still known of a site of this name that was removed is forgotten: should the same
  /// directory join again, it has to report everything anew.
  private Optional<Refusal> child(Input.Join join, SiteName site, Obj token, Instant now) {
    if (!token.text("site").equals(site.value())) {
      return other(token, "site " + site);
    }
    if (site.equals(ledger.tentative().self())) {
      return ownName(site);
    }
    Obj known = ledger.tentative().setting(CHILD + site);
    if (!known.isEmpty()
        && !known.text("keyPin").equals(join.keyPin())
        && !token.isTrue("replace")) {
      return refuse(
          Refusal.Reason.CONFLICT,
          "a site named "
              + site
              + " has joined already; a token made with --replace takes its place");
    }
    Entry object = site(site, now);
    if (known.isEmpty()) {
      // A conversation of before may have said nothing yet, and go on.
      int _ = begunAnew(site, "the site was removed, and joined again");
    } else if (!known.isEmpty() && !known.text("keyPin").equals(join.keyPin())) {
      replace(site, object, now);
    }
    Obj child = Json.object().put("uid", object.uid().value()).put("keyPin", join.keyPin()).build();
    ledger.write(new Delta.Setting(CHILD + site, child));
    return Optional.empty();
  }

  private void replace(SiteName site, Entry object, Instant now) {
    int forgotten = begunAnew(site, "another key joined in its place");
    String said =
        site
            + " joined with another key and --replace: what was reported under the old one is"
            + " forgotten here ("
            + forgotten
            + (forgotten == 1 ? " record" : " records")
            + "), and a box that has only that is not let in any more";
    var note = new Intent.Note(object.key(), object.uid(), "Normal", "Replaced", said);
    intents.carryOut(Ages.manager(), note, now);
  }

  /// Forgets what was said under this name, and answers how many parts that was. Until this is
  /// durable an older conversation may go on, so what is said in it meanwhile goes as well.
  private int begunAnew(SiteName site, String why) {
    ledger.whenDurable(later -> {
      links.expel(Sites.subscriber(site), why, later);
      Replaced.forget(ledger, site);
    });
    return Replaced.forget(ledger, site);
  }

  private static Optional<Refusal> other(Obj token, String shown) {
    String meant =
        token.text("site").isEmpty() ? "node " + token.text("node") : "site " + token.text("site");
    return refuse(Refusal.Reason.FORBIDDEN, "the token is for " + meant + ", not for " + shown);
  }

  private Entry site(SiteName site, Instant now) {
    ObjectKey key = ObjectKey.of(Ages.SITE, "", site.value());
    if (ledger.find(key).isEmpty()) {
      Obj labels =
          Json.object()
              .put("kubernetes.io/metadata.name", site.value())
              .put("topology.kubernetes.io/zone", site.value())
              .build();
      Obj object =
          Json.object()
              .put("apiVersion", "skerry.dev/v1alpha1")
              .put("kind", "Site")
              .put(
                  "metadata", Json.object().put("name", site.value()).put("labels", labels).build())
              .put("spec", Json.object().put("parent", ledger.tentative().self().value()).build())
              .build();
      intents.carryOut(Ages.manager(), new Intent.Create(key, object), now);
    }
    return ledger
        .find(key)
        .orElseThrow(() -> new IllegalStateException("the site's object was refused: " + key));
  }

  /// Tokens nobody used in time.
  public void expire(Instant now) {
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
