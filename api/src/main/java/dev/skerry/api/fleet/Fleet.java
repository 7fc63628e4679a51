package dev.skerry.api.fleet;

import dev.skerry.api.http.Exchange;
import dev.skerry.api.plane.ControlPort;
import dev.skerry.api.plane.JoinPort;
import dev.skerry.api.status.Refused;
import dev.skerry.control.access.User;
import dev.skerry.control.loop.Input.Newcomer;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.control.why.Agreements;
import dev.skerry.control.why.Row;
import dev.skerry.control.why.Why;
import dev.skerry.control.write.Refusal;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonRefused;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.kind.Kind;
import dev.skerry.model.kind.Kinds;
import dev.skerry.model.meta.Names;
import dev.skerry.model.meta.NodeName;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.TenantName;
import dev.skerry.model.unit.DurationText;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Answers the paths of Skerry's own. Whoever gets here is let in already, but for joins, which the
/// token lets in.
public final class Fleet {
  private static final String SITE_PEER = "site:";

  private final ControlPort control;
  private final Optional<JoinPort> joins;
  private final Supplier<Kinds> kinds;
  private final InstantSource clock;

  /// @param joins empty where nobody may join
  public Fleet(
      ControlPort control, Optional<JoinPort> joins, Supplier<Kinds> kinds, InstantSource clock) {
    this.control = control;
    this.joins = joins;
    this.kinds = kinds;
    this.clock = clock;
  }

  /// POST `{token, request, node}`: answers `{site, node, certificate, ca}`, with a `node` when one
  /// joined.
  public void join(Exchange exchange) throws Refused, IOException, InterruptedException {
    Json body = body(exchange);
    Optional<NodeName> known =
        body.text("node").isEmpty() ? Optional.empty() : Optional.of(node(body.text("node")));
    JoinPort.Joined joined =
        joins().join(new JoinPort.Shown(body.text("token"), body.text("request"), known));
    var answer =
        Json.object()
            .put("site", joined.site().value())
            .put("certificate", joined.certificate())
            .put("ca", joined.ca());
    if (joined.who() instanceof Newcomer.Node(var name)) {
      name.ifPresent(n -> answer.put("node", n.value()));
    }
    exchange.answer(201, answer.build());
  }

  /// POST `{site, ttl, replace}`, or `{node, ttl, replace}` with an empty name for the next free
  /// one: answers `{token}`, and the `node` it is for.
  public void token(Exchange exchange) throws Refused, IOException, InterruptedException {
    Json body = body(exchange);
    Duration ttl = ttl(body.string("ttl").orElse("1h"));
    JoinPort.Made made = joins().makeToken(newcomer(body), ttl, body.isTrue("replace"));
    var answer = Json.object().put("token", made.line());
    if (made.who() instanceof Newcomer.Node(var name)) {
      name.ifPresent(n -> answer.put("node", n.value()));
    }
    exchange.answer(201, answer.build());
  }

  private static Newcomer newcomer(Json body) throws Refused {
    Optional<String> node = body.string("node");
    if (node.isPresent()) {
      return new Newcomer.Node(
          node.get().isEmpty() ? Optional.empty() : Optional.of(node(node.get())));
    }
    return new Newcomer.Site(new SiteName(label("site", body.text("site"))));
  }

  private static NodeName node(String name) throws Refused {
    return new NodeName(label("node", name));
  }

  private static String label(String what, String name) throws Refused {
    if (!Names.isLabel(name)) {
      throw Refused.because(
          Refusal.Reason.BAD_REQUEST,
          what + " '" + name + "' is not a name: at most 63 of a-z, 0-9 and '-'");
    }
    return name;
  }

  /// POST `{request}`: answers `{certificate}`.
  public void renew(Exchange exchange, User user) throws Refused, IOException {
    String certificate = joins().renew(user, body(exchange).text("request"));
    exchange.answer(201, Json.object().put("certificate", certificate).build());
  }

  private JoinPort joins() throws Refused {
    return joins.orElseThrow(
        () -> Refused.because(Refusal.Reason.NOT_FOUND, "nobody joins this control plane"));
  }

  private static Duration ttl(String text) throws Refused {
    try {
      return DurationText.parse(text)
          .orElseThrow(() -> new IllegalArgumentException("not a duration such as 1h or 30m"));
    } catch (IllegalArgumentException bad) {
      throw Refused.because(Refusal.Reason.BAD_REQUEST, "ttl: " + bad.getMessage());
    }
  }

  private static Json body(Exchange exchange) throws Refused, IOException {
    try {
      return JsonText.parse(exchange.body(), JsonLimits.REQUEST).value();
    } catch (JsonRefused bad) {
      throw Refused.because(Refusal.Reason.BAD_REQUEST, String.valueOf(bad.getMessage()));
    }
  }

  /// GET `/skerry/v1/why/<kind>/<namespace>/<name>`: answers a list of rows.
  public void why(Exchange exchange, List<String> path) throws Refused, IOException {
    if (path.size() != 3) {
      throw Refused.because(Refusal.Reason.NOT_FOUND, "ask for why/KIND/NAMESPACE/NAME");
    }
    List<Kind> named = kinds.get().named(path.getFirst());
    if (named.isEmpty()) {
      throw Refused.because(
          Refusal.Reason.NOT_FOUND, "there is no kind '" + path.getFirst() + "' here");
    }
    View view = control.view();
    ObjectKey key = ObjectKey.of(named.getFirst().groupKind(), path.get(1), path.get(2));
    Optional<Entry> found = view.find(key);
    if (found.isEmpty()) {
      throw Refused.because(
          Refusal.Reason.NOT_FOUND,
          named.getFirst().resource() + " \"" + path.get(2) + "\" not found");
    }
    List<Json> rows =
        Why.explain(view, key, clock.instant(), heard(view)).stream()
            .<Json>map(Row::toJson)
            .toList();
    exchange.answer(200, Json.array(rows));
  }

  /// GET `/skerry/v1/history`: answers a list of `{site, agreed, reason, message, copies}`, the
  /// last as `{reason, message}` and only where something is wrong with it.
  public void history(Exchange exchange) throws IOException {
    stands(exchange);
  }

  /// POST `{site}`, or `{}` for all: answers what GET does.
  public void acceptHistory(Exchange exchange, User user)
      throws Refused, IOException, InterruptedException {
    String site = body(exchange).text("site");
    Optional<SiteName> only =
        site.isEmpty() ? Optional.empty() : Optional.of(new SiteName(label("site", site)));
    Optional<Refusal> refusal = control.acceptHistory(only, user.name());
    if (refusal.isPresent()) {
      throw new Refused(refusal.get());
    }
    stands(exchange);
  }

  private void stands(Exchange exchange) throws IOException {
    List<Json> rows =
        Agreements.of(control.view()).stream().<Json>map(Agreements.Stand::toJson).toList();
    exchange.answer(200, Json.array(rows));
  }

  /// GET `/skerry/v1/parent`: answers `{lastHeard, rttMs}`, an empty object where the parent was
  /// not heard since this process started.
  public void parent(Exchange exchange) throws IOException {
    var heard = Json.object();
    control
        .presence()
        .of("parent")
        .ifPresent(sign ->
            heard.put("lastHeard", sign.wall().toString()).put("rttMs", sign.rtt().toMillis()));
    exchange.answer(200, heard.build());
  }

  private SortedMap<SiteName, Instant> heard(View view) {
    var heard = new TreeMap<SiteName, Instant>();
    Kind site = kinds.get().named("sites").getFirst();
    for (ObjectKey key : view.all(site.groupKind(), TenantName.DEFAULT).keySet()) {
      control
          .presence()
          .of(SITE_PEER + key.name())
          .ifPresent(sign -> heard.put(new SiteName(key.name()), sign.wall()));
    }
    return heard;
  }
}
