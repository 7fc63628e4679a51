package dev.skerry.api.fleet;

import dev.skerry.api.http.Exchange;
import dev.skerry.api.path.ResourcePath;
import dev.skerry.api.plane.ControlPort;
import dev.skerry.api.plane.SiteGate;
import dev.skerry.api.pod.Pods;
import dev.skerry.api.status.Refused;
import dev.skerry.control.access.User;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.Shares;
import dev.skerry.model.kind.Kind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.SiteName;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What only a child can answer. Objects that are shown here from its reports: whatever is more
/// than reading them is asked of the child itself, under the name it knows. And the logs and
/// commands of a pod that was placed at one child.
public final class Elsewhere {
  private static final List<String> READING = List.of("GET", "HEAD");

  private final ControlPort control;
  private final Optional<SiteGate> gate;

  public Elsewhere(ControlPort control, Optional<SiteGate> gate) {
    this.control = control;
    this.gate = gate;
  }

  /// Who answers, and what the object is called there.
  public record Far(SiteName site, String name) {}

  /// Empty when the request is answered here.
  public Optional<Far> far(Exchange exchange, ResourcePath path) {
    boolean reads = READING.contains(exchange.method()) && path.subresource().isEmpty();
    if (gate.isEmpty() || path.isCollection() || reads) {
      return Optional.empty();
    }
    View view = control.view();
    return view.find(ObjectKey.of(path.kind().groupKind(), path.namespace(), path.name()))
        .flatMap(entry ->
            entry.projected() ? Optional.of(reported(entry, path)) : placed(view, entry, path));
  }

  private static Far reported(Entry entry, ResourcePath path) {
    String suffix = "." + entry.home().value();
    String name = path.name();
    return new Far(
        entry.home(),
        name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name);
  }

  private static Optional<Far> placed(View view, Entry entry, ResourcePath path) {
    if (!Pods.takes(path)) {
      return Optional.empty();
    }
    List<SiteName> sites =
        Shares.of(view, entry.uid()).entrySet().stream()
            .filter(share -> Shares.replicas(share.getValue()) > 0)
            .map(Map.Entry::getKey)
            .toList();
    return sites.size() == 1
        ? Optional.of(new Far(sites.getFirst(), path.name()))
        : Optional.empty();
  }

  /// @param far as [#far] says of the same request
  public void answer(Exchange exchange, User user, ResourcePath path, Far far)
      throws Refused, IOException, InterruptedException {
    String query =
        exchange.target().contains("?")
            ? exchange.target().substring(exchange.target().indexOf('?'))
            : "";
    gate.orElseThrow().forward(far.site(), target(path, far.name()) + query, user, exchange);
  }

  private static String target(ResourcePath path, String name) {
    Kind kind = path.kind();
    String root = kind.group().isEmpty() ? "/api/" : "/apis/" + kind.group() + "/";
    String namespace = path.namespace().isEmpty() ? "" : "/namespaces/" + path.namespace();
    String subresource = path.subresource().isEmpty() ? "" : "/" + path.subresource();
    return root + kind.version() + namespace + "/" + kind.plural() + "/" + name + subresource;
  }
}
