package dev.skerry.api.fleet;

import dev.skerry.api.http.Exchange;
import dev.skerry.api.path.ResourcePath;
import dev.skerry.api.plane.ControlPort;
import dev.skerry.api.plane.SiteGate;
import dev.skerry.api.status.Refused;
import dev.skerry.control.access.User;
import dev.skerry.control.state.Entry;
import dev.skerry.model.kind.Kind;
import dev.skerry.model.meta.ObjectKey;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Objects that are shown here from a child's reports: whatever is more than reading them is asked
/// of the child itself, under the name it knows.
public final class Projected {
  private static final List<String> READING = List.of("GET", "HEAD");

  private final ControlPort control;
  private final Optional<SiteGate> gate;

  public Projected(ControlPort control, Optional<SiteGate> gate) {
    this.control = control;
    this.gate = gate;
  }

  public boolean takes(Exchange exchange, ResourcePath path) {
    boolean reads = READING.contains(exchange.method()) && path.subresource().isEmpty();
    return gate.isPresent() && !path.isCollection() && !reads && entry(path).isPresent();
  }

  private Optional<Entry> entry(ResourcePath path) {
    ObjectKey key = ObjectKey.of(path.kind().groupKind(), path.namespace(), path.name());
    return control.view().find(key).filter(Entry::projected);
  }

  public void answer(Exchange exchange, User user, ResourcePath path)
      throws Refused, IOException, InterruptedException {
    Entry entry = entry(path).orElseThrow();
    String suffix = "." + entry.home().value();
    String name = path.name();
    String own = name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
    String query =
        exchange.target().contains("?")
            ? exchange.target().substring(exchange.target().indexOf('?'))
            : "";
    gate.orElseThrow().forward(entry.home(), target(path, own) + query, user, exchange);
  }

  private static String target(ResourcePath path, String name) {
    Kind kind = path.kind();
    String root = kind.group().isEmpty() ? "/api/" : "/apis/" + kind.group() + "/";
    String namespace = path.namespace().isEmpty() ? "" : "/namespaces/" + path.namespace();
    String subresource = path.subresource().isEmpty() ? "" : "/" + path.subresource();
    return root + kind.version() + namespace + "/" + kind.plural() + "/" + name + subresource;
  }
}
