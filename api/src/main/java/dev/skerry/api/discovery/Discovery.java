package dev.skerry.api.discovery;

import dev.skerry.api.http.Exchange;
import dev.skerry.api.media.Accept;
import dev.skerry.api.status.Refused;
import dev.skerry.control.write.Refusal;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Kind;
import dev.skerry.model.kind.Kinds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Answers `/api` and `/apis` down to one group version (KEP-3352 for the aggregated form; the
/// content type names exactly the version that is sent, which old clients check).
public final class Discovery {
  private static final String DISCOVERY = "apidiscovery.k8s.io";

  private final Supplier<Kinds> kinds;
  private final Reviews reviews = new Reviews();

  public Discovery(Supplier<Kinds> kinds) {
    this.kinds = kinds;
  }

  /// `/api` with nothing behind it.
  public void core(Exchange exchange) throws IOException {
    String version = Accept.of(exchange).aggregated();
    if (version.isEmpty()) {
      exchange.answer(200, apiVersions());
    } else {
      aggregated(exchange, version, List.of(""));
    }
  }

  private Obj apiVersions() {
    return Json.object()
        .put("kind", "APIVersions")
        .put("versions", Json.strings(kinds.get().versions("")))
        .put("serverAddressByClientCIDRs", Json.Arr.EMPTY)
        .build();
  }

  /// `/apis` with nothing behind it.
  public void groups(Exchange exchange) throws IOException {
    String version = Accept.of(exchange).aggregated();
    if (version.isEmpty()) {
      Obj list =
          Json.object()
              .put("kind", "APIGroupList")
              .put("apiVersion", "v1")
              .put("groups", Json.array(named().stream().map(this::group).toList()))
              .build();
      exchange.answer(200, list);
    } else {
      aggregated(exchange, version, named());
    }
  }

  /// The groups that have a name, those of reviews among them.
  private List<String> named() {
    var names = new ArrayList<String>();
    kinds.get().groups().stream().filter(g -> !g.isEmpty()).forEach(names::add);
    names.addAll(Reviews.groups());
    return names.stream().sorted().distinct().toList();
  }

  private List<String> versions(String group) {
    List<String> versions = kinds.get().versions(group);
    return versions.isEmpty() && Reviews.groups().contains(group) ? List.of("v1") : versions;
  }

  /// `/apis/<group>`.
  public void group(Exchange exchange, String name) throws Refused, IOException {
    if (!named().contains(name)) {
      throw notFound();
    }
    exchange.answer(200, group(name).with("kind", "APIGroup").with("apiVersion", "v1"));
  }

  private Obj group(String name) {
    List<Obj> versions = versions(name).stream().map(v -> groupVersion(name, v)).toList();
    return Json.object()
        .put("name", name)
        .put("versions", Json.array(versions))
        .put("preferredVersion", versions.getFirst())
        .build();
  }

  private static Obj groupVersion(String group, String version) {
    return Json.object().put("groupVersion", group + "/" + version).put("version", version).build();
  }

  /// `/api/<version>` or `/apis/<group>/<version>`.
  public void resources(Exchange exchange, String group, String version)
      throws Refused, IOException {
    if (!versions(group).contains(version)) {
      throw notFound();
    }
    var resources = new ArrayList<Obj>();
    for (Kind kind : kinds.get().in(group, version)) {
      resources.add(resource(kind));
      Subresources.of(kind).forEach(sub -> resources.add(resource(kind, sub)));
    }
    resources.addAll(reviews.resources(group));
    Obj list =
        Json.object()
            .put("kind", "APIResourceList")
            .put("apiVersion", "v1")
            .put("groupVersion", group.isEmpty() ? version : group + "/" + version)
            .put("resources", Json.array(resources))
            .build();
    exchange.answer(200, list);
  }

  private static Obj resource(Kind kind) {
    return words(kind)
        .put("name", kind.plural())
        .put("singularName", kind.singular())
        .put("namespaced", kind.namespaced())
        .put("kind", kind.kind())
        .put("verbs", Json.strings(kind.verbs()))
        .build();
  }

  private static Obj.Builder words(Kind kind) {
    Obj.Builder words = Json.object();
    if (!kind.shortNames().isEmpty()) {
      words.put("shortNames", Json.strings(kind.shortNames()));
    }
    return kind.categories().isEmpty()
        ? words
        : words.put("categories", Json.strings(kind.categories()));
  }

  private static Obj resource(Kind kind, Subresources sub) {
    Obj.Builder resource =
        Json.object()
            .put("name", kind.plural() + "/" + sub.name())
            .put("singularName", "")
            .put("namespaced", kind.namespaced())
            .put("kind", sub.kind())
            .put("verbs", Json.strings(sub.verbs()));
    if (!sub.group().equals(kind.group())) {
      resource.put("group", sub.group()).put("version", sub.version());
    }
    return resource.build();
  }

  private void aggregated(Exchange exchange, String version, List<String> groups)
      throws IOException {
    Obj list =
        Json.object()
            .put("kind", "APIGroupDiscoveryList")
            .put("apiVersion", DISCOVERY + "/" + version)
            .put("metadata", Obj.EMPTY)
            .put("items", Json.array(groups.stream().map(this::aggregatedGroup).toList()))
            .build();
    exchange.answer(
        200,
        "application/json;g=" + DISCOVERY + ";v=" + version + ";as=APIGroupDiscoveryList",
        JsonText.bytes(list));
  }

  private Obj aggregatedGroup(String group) {
    List<Obj> versions =
        versions(group).stream().map(version -> aggregatedVersion(group, version)).toList();
    Obj metadata = group.isEmpty() ? Obj.EMPTY : Obj.EMPTY.with("name", group);
    return Json.object().put("metadata", metadata).put("versions", Json.array(versions)).build();
  }

  private Obj aggregatedVersion(String group, String version) {
    var resources = new ArrayList<Obj>();
    kinds.get().in(group, version).forEach(kind -> resources.add(aggregatedResource(kind)));
    resources.addAll(reviews.aggregated(group));
    return Json.object()
        .put("version", version)
        .put("freshness", "Current")
        .put("resources", Json.array(resources))
        .build();
  }

  private static Obj aggregatedResource(Kind kind) {
    Obj.Builder resource =
        words(kind)
            .put("resource", kind.plural())
            .put("responseKind", responseKind(kind.group(), kind.version(), kind.kind()))
            .put("scope", kind.namespaced() ? "Namespaced" : "Cluster")
            .put("singularResource", kind.singular())
            .put("verbs", Json.strings(kind.verbs()));
    List<Obj> subresources =
        Subresources.of(kind).stream().map(Discovery::aggregatedSubresource).toList();
    return subresources.isEmpty()
        ? resource.build()
        : resource.put("subresources", Json.array(subresources)).build();
  }

  private static Obj aggregatedSubresource(Subresources sub) {
    return Json.object()
        .put("subresource", sub.name())
        .put("responseKind", responseKind(sub.group(), sub.version(), sub.kind()))
        .put("verbs", Json.strings(sub.verbs()))
        .build();
  }

  static Obj responseKind(String group, String version, String kind) {
    return Json.object().put("group", group).put("version", version).put("kind", kind).build();
  }

  private static Refused notFound() {
    return Refused.because(
        Refusal.Reason.NOT_FOUND, "the server could not find the requested resource");
  }
}
