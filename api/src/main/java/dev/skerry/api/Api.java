package dev.skerry.api;

import dev.skerry.api.access.Impersonation;
import dev.skerry.api.access.Permission;
import dev.skerry.api.account.IssuerDocuments;
import dev.skerry.api.account.TokenRequests;
import dev.skerry.api.audit.Audit;
import dev.skerry.api.discovery.Discovery;
import dev.skerry.api.fleet.Below;
import dev.skerry.api.fleet.Elsewhere;
import dev.skerry.api.fleet.Fleet;
import dev.skerry.api.flow.Flow;
import dev.skerry.api.flow.FlowLimits;
import dev.skerry.api.flow.Seat;
import dev.skerry.api.http.Exchange;
import dev.skerry.api.http.Responder;
import dev.skerry.api.image.Images;
import dev.skerry.api.openapi.OpenApi;
import dev.skerry.api.openapi.SecondVersion;
import dev.skerry.api.path.ResourcePath;
import dev.skerry.api.pod.Pods;
import dev.skerry.api.resource.Resources;
import dev.skerry.api.review.Reviews;
import dev.skerry.api.status.Refused;
import dev.skerry.api.status.Statuses;
import dev.skerry.control.access.User;
import dev.skerry.control.write.Refusal;
import dev.skerry.model.json.JsonText;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Answers every request: what is open to all, then who is asking, then by path.
public final class Api implements Responder {
  private static final String NOT_HERE = "the server could not find the requested resource";

  private final ApiParts parts;
  private final Audit audit;
  private final Flow flow;
  private final Permission permission;
  private final Impersonation impersonation;
  private final Reviews reviews;
  private final Probes probes;
  private final Statuses statuses;
  private final Discovery discovery;
  private final Resources resources;
  private final OpenApi openApi;
  private final Fleet fleet;
  private final Below below;
  private final Elsewhere elsewhere;
  private final Pods pods;
  private final TokenRequests tokens;
  private final IssuerDocuments issuer;

  public Api(ApiParts parts) {
    this(parts, Audit.off(), FlowLimits.DEFAULT);
  }

  /// @param audit follows every request
  public Api(ApiParts parts, Audit audit, FlowLimits limits) {
    this.parts = parts;
    flow = new Flow(limits);
    this.audit = audit;
    permission = new Permission(parts.control()::view);
    impersonation = new Impersonation(permission);
    reviews = new Reviews(parts.control()::view, permission, parts.authentication());
    probes = new Probes(parts.health());
    statuses = new Statuses(parts.kinds());
    discovery = new Discovery(parts.kinds());
    openApi = new OpenApi(parts.kinds());
    fleet = new Fleet(parts.control(), parts.joins(), parts.kinds(), parts.clock());
    below = new Below(parts.gate(), new CutSites(parts, statuses, discovery, openApi));
    elsewhere = new Elsewhere(parts.control(), parts.gate());
    tokens = new TokenRequests(parts.accounts());
    issuer = new IssuerDocuments(parts.accounts().tokens());
    pods = new Pods(parts.control(), parts.streams(), parts.clock());
    resources =
        new Resources(
            parts.control(),
            parts.hub(),
            parts.pipeline(),
            statuses,
            parts.clock(),
            parts.chance());
  }

  @Override
  public byte[] refused(Refusal refusal) {
    return JsonText.bytes(statuses.of(refusal));
  }

  @Override
  public void stopping() {
    parts.hub().close();
  }

  @Override
  public void respond(Exchange exchange) throws Refused, IOException, InterruptedException {
    audit.follow(exchange, () -> answer(exchange));
  }

  private void answer(Exchange exchange) throws Refused, IOException, InterruptedException {
    List<String> path = exchange.segments();
    String first = path.isEmpty() ? "" : path.getFirst();
    switch (first) {
      case "healthz", "livez", "readyz" -> probes.answer(exchange, path);
      case "version" -> exchange.answer(200, Version.of(parts.version()));
      default -> {
        if (isJoin(exchange)) {
          fleet.join(exchange);
        } else {
          seated(exchange, user(exchange), first);
        }
      }
    }
  }

  /// Whoever joins has no certificate yet: the token lets it in.
  private static boolean isJoin(Exchange exchange) {
    return exchange.method().equals("POST")
        && exchange.segments().equals(List.of("skerry", "v1", "join"));
  }

  private User user(Exchange exchange) throws Refused {
    User caller =
        parts
            .authentication()
            .user(exchange)
            .orElseThrow(() -> Refused.because(Refusal.Reason.UNAUTHORIZED, "Unauthorized"));
    User user = impersonated(exchange, caller);
    exchange.known(caller, Optional.of(user).filter(as -> !as.equals(caller)));
    return user;
  }

  /// Who may not act as somebody else is told as who it is.
  private User impersonated(Exchange exchange, User caller) throws Refused {
    try {
      return impersonation.of(caller, exchange);
    } catch (Refused refused) {
      exchange.known(caller, Optional.empty());
      throw refused;
    }
  }

  /// When it is the user's turn.
  private void seated(Exchange exchange, User user, String first)
      throws Refused, IOException, InterruptedException {
    Seat seat = flow.enter(exchange, user);
    exchange.whenOver(seat::close);
    boolean served = false;
    try {
      known(exchange, user, first);
      served = true;
    } finally {
      if (!served || !exchange.converses()) {
        seat.close();
      }
    }
  }

  private void known(Exchange exchange, User user, String first)
      throws Refused, IOException, InterruptedException {
    List<String> path = exchange.segments();
    String whole = "/" + String.join("/", path);
    Optional<Mount> mount = parts.mounts().stream().filter(m -> m.takes(whole)).findFirst();
    if (mount.isPresent()) {
      permission.require(user, exchange, whole);
      exchange.handOver(mount.get().handler());
      return;
    }
    switch (first) {
      case "api" -> core(exchange, user, path);
      case "apis" -> groups(exchange, user, path);
      case "openapi" -> {
        permission.require(user, exchange, whole);
        openApi(exchange, path);
      }
      case "sites" -> {
        permission.require(user, exchange, whole);
        below.answer(exchange, user);
      }
      case "skerry" -> {
        permission.require(user, exchange, whole);
        own(exchange, user, path);
      }
      case "v2" -> {
        permission.require(user, exchange, whole);
        requireMember(exchange);
        images(exchange);
      }
      default -> {
        permission.require(user, exchange, whole);
        if (!IssuerDocuments.takes(whole)) {
          throw Refused.because(Refusal.Reason.NOT_FOUND, NOT_HERE);
        }
        issuer.answer(exchange, whole);
      }
    }
  }

  private void openApi(Exchange exchange, List<String> path) throws Refused, IOException {
    String version = path.size() < 2 ? "" : path.get(1);
    switch (version) {
      case "v3" -> openApi.answer(exchange, path.subList(2, path.size()));
      case "v2" -> SecondVersion.answer(exchange, parts.version());
      default ->
          throw Refused.because(
              Refusal.Reason.NOT_FOUND, "only /openapi/v3 and /openapi/v2 are served");
    }
  }

  private void own(Exchange exchange, User user, List<String> path)
      throws Refused, IOException, InterruptedException {
    String what = path.size() < 3 ? "" : path.get(2);
    switch (exchange.method() + " " + what) {
      case "POST tokens" -> fleet.token(exchange);
      case "GET parent" -> fleet.parent(exchange);
      case "POST renew" -> fleet.renew(exchange, user);
      case "GET history" -> fleet.history(exchange);
      case "POST history" -> fleet.acceptHistory(exchange, user);
      case "GET why" -> fleet.why(exchange, path.subList(3, path.size()));
      default -> throw Refused.because(Refusal.Reason.NOT_FOUND, NOT_HERE);
    }
  }

  /// A certificate outlives the membership that it was given for.
  private void requireMember(Exchange exchange) throws Refused {
    Optional<String> objection =
        parts.joins().flatMap(joins -> exchange.certificate().flatMap(joins::objection));
    if (objection.isPresent()) {
      throw Refused.because(Refusal.Reason.FORBIDDEN, objection.get());
    }
  }

  private void images(Exchange exchange) throws Refused, IOException {
    if (parts.registry().isEmpty()) {
      throw Refused.because(Refusal.Reason.NOT_FOUND, NOT_HERE);
    }
    new Images(parts.registry().get()).answer(exchange);
  }

  private void core(Exchange exchange, User user, List<String> path)
      throws Refused, IOException, InterruptedException {
    if (path.size() <= 2) {
      permission.require(user, exchange, "/" + String.join("/", path));
    }
    switch (path.size()) {
      case 1 -> discovery.core(exchange);
      case 2 -> discovery.resources(exchange, "", path.get(1));
      default -> resource(exchange, user, "", path.subList(1, path.size()));
    }
  }

  private void groups(Exchange exchange, User user, List<String> path)
      throws Refused, IOException, InterruptedException {
    if (Reviews.takes(path)) {
      reviews.answer(exchange, user);
      return;
    }
    if (path.size() <= 3) {
      permission.require(user, exchange, "/" + String.join("/", path));
    }
    switch (path.size()) {
      case 1 -> discovery.groups(exchange);
      case 2 -> discovery.group(exchange, path.get(1));
      case 3 -> discovery.resources(exchange, path.get(1), path.get(2));
      default -> resource(exchange, user, path.get(1), path.subList(2, path.size()));
    }
  }

  /// @param path from the version on
  private void resource(Exchange exchange, User user, String group, List<String> path)
      throws Refused, IOException, InterruptedException {
    List<String> behind = path.subList(1, path.size());
    Optional<ResourcePath> found =
        ResourcePath.of(parts.kinds().get(), group, path.getFirst(), behind);
    if (found.isEmpty()) {
      permission.require(user, exchange, "/apis/" + group);
      throw Refused.because(Refusal.Reason.NOT_FOUND, NOT_HERE);
    }
    ResourcePath resource = found.get();
    permission.require(user, exchange, resource);
    Optional<Elsewhere.Far> far = elsewhere.far(exchange, resource);
    if (far.isPresent()) {
      elsewhere.answer(exchange, user, resource, far.get());
    } else if (TokenRequests.takes(resource)) {
      tokens.answer(exchange, resource);
    } else if (Pods.takes(resource)) {
      pods.answer(exchange, resource);
    } else {
      resources.answer(exchange, user, resource);
    }
  }
}
