package dev.skerry.control.access;

import dev.skerry.model.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// One rule of a role: these verbs on these resources, or on these paths.
///
/// @param resources in the plural; `pods/log` for a subresource, `*/scale` for one of all
/// @param names the only objects it speaks of; empty for all
/// @param urls paths that are no resources; `*` only at the end
public record Rule(
    List<String> verbs,
    List<String> groups,
    List<String> resources,
    List<String> names,
    List<String> urls) {
  private static final String ALL = "*";
  static final Rule ALL_RESOURCES =
      new Rule(List.of(ALL), List.of(ALL), List.of(ALL), List.of(), List.of());
  static final Rule ALL_PATHS =
      new Rule(List.of(ALL), List.of(), List.of(), List.of(), List.of(ALL));

  public Rule {
    verbs = List.copyOf(verbs);
    groups = List.copyOf(groups);
    resources = List.copyOf(resources);
    names = List.copyOf(names);
    urls = List.copyOf(urls);
  }

  public static Rule of(Json rule) {
    return new Rule(
        texts(rule, "verbs"),
        texts(rule, "apiGroups"),
        texts(rule, "resources"),
        texts(rule, "resourceNames"),
        texts(rule, "nonResourceURLs"));
  }

  private static List<String> texts(Json rule, String field) {
    return rule.items(field).stream().flatMap(item -> item.string().stream()).toList();
  }

  /// May be put back by [#of].
  public Json json() {
    var out = Json.object().put("verbs", Json.strings(verbs));
    if (!resources.isEmpty()) {
      out.put("apiGroups", Json.strings(groups)).put("resources", Json.strings(resources));
    }
    if (!names.isEmpty()) {
      out.put("resourceNames", Json.strings(names));
    }
    if (!urls.isEmpty()) {
      out.put("nonResourceURLs", Json.strings(urls));
    }
    return out.build();
  }

  boolean allows(Ask ask) {
    if (!has(verbs, ask.verb())) {
      return false;
    }
    if (ask.resource().isEmpty()) {
      return urls.stream().anyMatch(url -> takes(url, ask.path()));
    }
    return has(groups, ask.group())
        && resources.stream().anyMatch(r -> isResource(r, ask.resource()))
        && (names.isEmpty() || names.contains(ask.name()));
  }

  private static boolean has(List<String> allowed, String word) {
    return allowed.contains(ALL) || allowed.contains(word);
  }

  private static boolean isResource(String allowed, String asked) {
    if (allowed.equals(ALL) || allowed.equals(asked)) {
      return true;
    }
    int slash = asked.indexOf('/');
    return slash >= 0 && allowed.equals(ALL + asked.substring(slash));
  }

  private static boolean takes(String url, String path) {
    return url.equals(path)
        || (url.endsWith(ALL) && path.startsWith(url.substring(0, url.length() - 1)));
  }

  /// The same as rules of one verb and one thing each, which can be told apart.
  List<Rule> pieces() {
    var pieces = new ArrayList<Rule>();
    for (String verb : verbs) {
      for (String group : groups) {
        for (String resource : resources) {
          pieces.addAll(pieces(verb, group, resource));
        }
      }
      for (String url : urls) {
        pieces.add(new Rule(List.of(verb), List.of(), List.of(), List.of(), List.of(url)));
      }
    }
    return pieces;
  }

  private List<Rule> pieces(String verb, String group, String resource) {
    var all = new Rule(List.of(verb), List.of(group), List.of(resource), List.of(), List.of());
    return names.isEmpty()
        ? List.of(all)
        : names.stream()
            .map(name -> new Rule(all.verbs, all.groups, all.resources, List.of(name), List.of()))
            .toList();
  }

  /// Whether all that one of the [#pieces] of a rule allows is allowed by this one.
  boolean covers(Rule piece) {
    if (!has(verbs, piece.verbs.getFirst())) {
      return false;
    }
    if (!piece.urls.isEmpty()) {
      return urls.stream().anyMatch(url -> takes(url, piece.urls.getFirst()));
    }
    return has(groups, piece.groups.getFirst())
        && resources.stream().anyMatch(r -> isResource(r, piece.resources.getFirst()))
        && (names.isEmpty() || (!piece.names.isEmpty() && names.containsAll(piece.names)));
  }

  /// As Kubernetes words it.
  @Override
  public String toString() {
    var parts = new ArrayList<String>();
    part(parts, "APIGroups", groups);
    part(parts, "Resources", resources);
    part(parts, "ResourceNames", names);
    part(parts, "NonResourceURLs", urls);
    part(parts, "Verbs", verbs);
    return "{" + String.join(", ", parts) + "}";
  }

  private static void part(List<String> parts, String name, List<String> words) {
    if (!words.isEmpty()) {
      parts.add(
          name
              + words.stream()
                  .map(word -> "\"" + word + "\"")
                  .collect(Collectors.joining(" ", ":[", "]")));
    }
  }
}
