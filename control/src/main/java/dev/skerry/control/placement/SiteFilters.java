package dev.skerry.control.placement;

import dev.skerry.control.workload.Conditions;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.selector.LabelSelector;
import dev.skerry.model.unit.Amounts;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Why a site may not have a share. Wishes of people ([#wished]) bind every share; the state of a
/// site ([#able]) only new ones, so that what runs there stays while it is silent or full.
public final class SiteFilters {
  private SiteFilters() {}

  static Optional<Filtered> wished(SiteState at, Obj sites) {
    List<String> names = LabelSelector.texts(sites.items("names"));
    SortedMap<String, String> labels = labels(at);
    if (!names.isEmpty() && !names.contains(at.site().value())) {
      return no(at, "NotNamed", "the placement names other sites");
    }
    if (!LabelSelector.of(sites.obj("labelSelector")).matches(labels)) {
      return no(at, "LabelsDiffer", "its labels do not match the placement's selector");
    }
    for (Json predicate : sites.items("predicates")) {
      if (!holds(predicate, at.json())) {
        String key = predicate.text("key");
        String value = at.json().at(key.split("\\.", -1)).map(SiteFilters::plain).orElse("nothing");
        return no(at, "OutOfBounds", key + " is " + value + ", which the placement excludes");
      }
    }
    return Optional.empty();
  }

  /// @param offline whether a share may be given to a site that is not heard
  static Optional<Filtered> able(SiteState at, Amounts each, boolean offline) {
    if (at.leaving()) {
      return no(at, "Leaving", "it is being removed from the fleet");
    }
    boolean known = Conditions.find(at.json(), "Managed").isPresent();
    if (known && !Conditions.isTrue(at.json(), "Managed")) {
      return no(at, "NotManaged", "it has not joined");
    }
    if (!offline && !at.online()) {
      String since = at.json().string("status", "lastHeard").map(t -> " since " + t).orElse("");
      return no(at, "Offline", "it was not heard" + since);
    }
    if (at.offers().isEmpty()) {
      return offline ? Optional.empty() : no(at, "NoNodes", "it has not reported a node yet");
    }
    List<String> missing = each.shortOf(at.free());
    if (!missing.isEmpty()) {
      String resource = missing.getFirst();
      return no(
          at,
          resource.equals("pods") ? "TooManyPods" : "Insufficient" + capital(resource),
          free(at, resource) + " " + resource + " free, " + amount(each, resource) + " needed");
    }
    return Optional.empty();
  }

  static SortedMap<String, String> labels(SiteState at) {
    var labels = new TreeMap<>(at.json().obj("metadata", "labels").strings());
    String zone = at.json().text("spec", "zone");
    labels.putIfAbsent("topology.kubernetes.io/zone", zone.isEmpty() ? at.site().value() : zone);
    at.json()
        .string("spec", "region")
        .ifPresent(region -> labels.putIfAbsent("topology.kubernetes.io/region", region));
    return labels;
  }

  private static boolean holds(Json predicate, Obj site) {
    Optional<Json> value = site.at(predicate.text("key").split("\\.", -1));
    List<String> values = LabelSelector.texts(predicate.items("values"));
    return switch (predicate.text("operator")) {
      case "In" -> value.filter(v -> values.contains(plain(v))).isPresent();
      case "NotIn" -> value.filter(v -> values.contains(plain(v))).isEmpty();
      case "Exists" -> value.isPresent();
      case "DoesNotExist" -> value.isEmpty();
      case "Gt" -> compare(value, values) > 0;
      case "Lt" -> compare(value, values) < 0;
      default -> false;
    };
  }

  /// Zero when either side is no number.
  private static int compare(Optional<Json> value, List<String> values) {
    try {
      return value.isEmpty() || values.size() != 1
          ? 0
          : new BigDecimal(plain(value.get())).compareTo(new BigDecimal(values.getFirst()));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static String plain(Json value) {
    return value instanceof Json.Str(String text) ? text : value.toString();
  }

  private static String free(SiteState at, String resource) {
    return amount(at.free(), resource);
  }

  /// `1.5`, or `64Mi` for bytes.
  private static String amount(Amounts amounts, String resource) {
    long milli = Math.max(0, amounts.of(resource));
    if (resource.equals("memory") || resource.endsWith("storage")) {
      return milli / 1_000 / 1_048_576 + "Mi";
    }
    return BigDecimal.valueOf(milli, 3).stripTrailingZeros().toPlainString();
  }

  private static String capital(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  private static Optional<Filtered> no(SiteState at, String reason, String sentence) {
    return Optional.of(new Filtered(at.site(), reason, sentence));
  }
}
