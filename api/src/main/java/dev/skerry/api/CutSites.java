package dev.skerry.api;

import dev.skerry.api.access.Permission;
import dev.skerry.api.discovery.Discovery;
import dev.skerry.api.fleet.Remembering;
import dev.skerry.api.http.Exchange;
import dev.skerry.api.openapi.OpenApi;
import dev.skerry.api.path.ResourcePath;
import dev.skerry.api.plane.ControlPort;
import dev.skerry.api.resource.Resources;
import dev.skerry.api.status.Refused;
import dev.skerry.api.status.Statuses;
import dev.skerry.control.access.User;
import dev.skerry.control.loop.Answer;
import dev.skerry.control.loop.Presence;
import dev.skerry.control.report.Mirror;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.KindNames;
import dev.skerry.control.workload.Sites;
import dev.skerry.control.write.Proposal;
import dev.skerry.control.write.Refusal;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.SiteName;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Sites that do not answer, as this control plane remembers them: what they reported and what they
/// were sent, read-only, every answer with its age. The verbs are those of all objects, over
/// [Mirror]'s view.
final class CutSites implements Remembering {
  /// Kinds of which a site tells everything it has.
  private static final List<GroupKind> REPORTED = List.of(KindNames.POD, KindNames.NODE);

  /// Kinds that a site makes by itself and keeps to itself, in whatever namespace.
  private static final List<GroupKind> KEPT_THERE =
      List.of(KindNames.REPLICA_SET, KindNames.EVENT, KindNames.LEASE);

  private final ApiParts parts;
  private final Statuses statuses;
  private final Discovery discovery;
  private final OpenApi openApi;

  CutSites(ApiParts parts, Statuses statuses, Discovery discovery, OpenApi openApi) {
    this.parts = parts;
    this.statuses = statuses;
    this.discovery = discovery;
    this.openApi = openApi;
  }

  /// What is held, as a control plane of its own that nobody can write to.
  private record Held(View view, Presence presence) implements ControlPort {
    @Override
    public Optional<Answer> commit(Proposal proposal, Duration patience) {
      throw new IllegalStateException("what is remembered of a site was written to");
    }

    @Override
    public Optional<Refusal> acceptHistory(Optional<SiteName> site, String by) {
      throw new IllegalStateException("what is remembered of a site was written to");
    }
  }

  @Override
  public void answer(Exchange exchange, User user, Silent silent)
      throws Refused, IOException, InterruptedException {
    List<String> path = silent.path();
    Optional<Instant> heard = heard(silent.site());
    heard.ifPresent(time -> exchange.setHeader("Age", Long.toString(age(time).toSeconds())));
    switch (path.isEmpty() ? "" : path.getFirst()) {
      case "version" -> exchange.answer(200, Version.of(parts.version()));
      case "openapi" -> openApi(exchange, silent);
      case "api" -> {
        switch (path.size()) {
          case 1 -> discovery.core(exchange);
          case 2 -> discovery.resources(exchange, "", path.get(1));
          default -> resource(exchange, user, silent, "");
        }
      }
      case "apis" -> {
        switch (path.size()) {
          case 1 -> discovery.groups(exchange);
          case 2 -> discovery.group(exchange, path.get(1));
          case 3 -> discovery.resources(exchange, path.get(1), path.get(2));
          default -> resource(exchange, user, silent, path.get(1));
        }
      }
      default -> throw silent.why();
    }
  }

  private void openApi(Exchange exchange, Silent silent) throws Refused, IOException {
    List<String> path = silent.path();
    if (path.size() < 2 || !path.get(1).equals("v3")) {
      throw silent.why();
    }
    openApi.answer(exchange, path.subList(2, path.size()));
  }

  private void resource(Exchange exchange, User user, Silent silent, String group)
      throws Refused, IOException, InterruptedException {
    int version = group.isEmpty() ? 1 : 2;
    List<String> path = silent.path();
    ResourcePath resource =
        ResourcePath.of(
                parts.kinds().get(),
                group,
                path.get(version),
                path.subList(version + 1, path.size()))
            .orElseThrow(silent::why);
    View view = Mirror.of(parts.control().view(), silent.site());
    new Permission(() -> view).require(user, exchange, resource);
    requireHeld(exchange, silent, resource, view);
    exchange.warn(
        "site "
            + silent.site()
            + " does not answer; this is what "
            + parts.control().view().self()
            + " holds of it, "
            + heard(silent.site())
                .map(time -> "as old as its last sign of life, " + age(time).toSeconds() + " s ago")
                .orElse("of unknown age")
            + missing(resource, view));
    new Resources(
            new Held(view, parts.control().presence()),
            parts.hub(),
            parts.pipeline(),
            statuses,
            parts.clock(),
            parts.chance())
        .answer(exchange, user, resource);
  }

  private void requireHeld(Exchange exchange, Silent silent, ResourcePath path, View view)
      throws Refused {
    if (exchange.asks("watch")) {
      throw notHeld(silent, "changes can be watched only at the site itself");
    }
    if (!List.of("", "status", "scale").contains(path.subresource())) {
      throw notHeld(silent, "pods/" + path.subresource() + " is answered only by the site itself");
    }
    if (!isHeld(path, view)) {
      throw notHeld(
          silent,
          path.kind().resource()
              + (path.namespace().isEmpty() ? "" : " of namespace " + path.namespace())
              + " are homed at "
              + silent.site()
              + " and kept only there");
    }
  }

  private static boolean isHeld(ResourcePath path, View view) {
    GroupKind kind = path.kind().groupKind();
    if (REPORTED.contains(kind)) {
      return true;
    }
    if (KEPT_THERE.contains(kind)) {
      return false;
    }
    if (kind.equals(KindNames.NAMESPACE) && !path.name().isEmpty()) {
      return isSent(view, path.name());
    }
    return path.namespace().isEmpty() || isSent(view, path.namespace());
  }

  private static boolean isSent(View view, String namespace) {
    return view.find(ObjectKey.of(KindNames.NAMESPACE, "", namespace)).isPresent();
  }

  /// A list over all namespaces has no more than the ones that were sent.
  private static String missing(ResourcePath path, View view) {
    GroupKind kind = path.kind().groupKind();
    boolean whole =
        REPORTED.contains(kind) || !path.namespace().isEmpty() || !path.name().isEmpty();
    boolean cluster = !path.kind().namespaced() && !kind.equals(KindNames.NAMESPACE);
    return whole || cluster
        ? ""
        : "; what is homed at " + view.self() + ", such as namespace local, is not in it";
  }

  private static Refused notHeld(Silent silent, String why) {
    return Refused.because(
        Refusal.Reason.SITE_UNREACHABLE,
        silent.why().refusal().message()
            + "; "
            + why
            + ": ask "
            + silent.site()
            + "'s own API, or again when its link is back");
  }

  private Duration age(Instant heard) {
    return Duration.between(heard, parts.clock().instant());
  }

  /// From memory, else what the log says of the time before this process started.
  private Optional<Instant> heard(SiteName site) {
    return parts
        .control()
        .presence()
        .of(Sites.subscriber(site))
        .map(Presence.Sign::wall)
        .or(() -> Sites.silentSince(parts.control().view(), site).map(Instant::parse));
  }
}
