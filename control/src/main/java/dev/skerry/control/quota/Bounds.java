package dev.skerry.control.quota;

import dev.skerry.model.json.Json;
import dev.skerry.model.unit.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;

/// One item of a LimitRange against what a container or a whole pod asks for. Sentences as of
/// Kubernetes' `limitranger`.
final class Bounds {
  private final Json item;
  private final SortedMap<String, Quantity> requests;
  private final SortedMap<String, Quantity> limits;
  private final List<String> wrong = new ArrayList<>();

  private Bounds(
      Json item, SortedMap<String, Quantity> requests, SortedMap<String, Quantity> limits) {
    this.item = item;
    this.requests = requests;
    this.limits = limits;
  }

  static List<String> objections(
      Json item, SortedMap<String, Quantity> requests, SortedMap<String, Quantity> limits) {
    var bounds = new Bounds(item, requests, limits);
    item.obj("min").keys().forEach(name -> bounds.least(name, bounds.of("min", name)));
    item.obj("max").keys().forEach(name -> bounds.most(name, bounds.of("max", name)));
    item.obj("maxLimitRequestRatio")
        .keys()
        .forEach(name -> bounds.ratio(name, bounds.of("maxLimitRequestRatio", name)));
    return bounds.wrong;
  }

  private Quantity of(String bound, String name) {
    return Quantity.parse(item.text(bound, name));
  }

  private Optional<Quantity> request(String name) {
    return Optional.ofNullable(requests.get(name));
  }

  private Optional<Quantity> limit(String name) {
    return Optional.ofNullable(limits.get(name));
  }

  private void say(String bound, String name, Quantity enforced, String rest) {
    wrong.add(bound + " " + name + " usage per " + item.text("type") + " is " + enforced + rest);
  }

  private void least(String name, Quantity least) {
    Optional<Quantity> request = request(name);
    Optional<Quantity> limit = limit(name);
    if (request.isEmpty()) {
      say("minimum", name, least, ".  No request is specified");
    } else if (request.get().compareTo(least) < 0) {
      say("minimum", name, least, ", but request is " + request.get());
    } else if (limit.isPresent() && limit.get().compareTo(least) < 0) {
      say("minimum", name, least, ", but limit is " + limit.get());
    }
  }

  private void most(String name, Quantity most) {
    Optional<Quantity> request = request(name);
    Optional<Quantity> limit = limit(name);
    if (limit.isEmpty()) {
      say("maximum", name, most, ".  No limit is specified");
    } else if (limit.get().compareTo(most) > 0) {
      say("maximum", name, most, ", but limit is " + limit.get());
    } else if (request.isPresent() && request.get().compareTo(most) > 0) {
      say("maximum", name, most, ", but request is " + request.get());
    }
  }

  private void ratio(String name, Quantity most) {
    String head =
        name + " max limit to request ratio per " + item.text("type") + " is " + most + ", but ";
    Optional<Quantity> request = request(name).filter(q -> q.compareTo(Quantity.ZERO) != 0);
    Optional<Quantity> limit = limit(name).filter(q -> q.compareTo(Quantity.ZERO) != 0);
    if (request.isEmpty()) {
      wrong.add(head + "no request is specified or request is 0");
    } else if (limit.isEmpty()) {
      wrong.add(head + "no limit is specified or limit is 0");
    } else if (limit.get().amount().compareTo(most.amount().multiply(request.get().amount())) > 0) {
      double ratio = limit.get().amount().doubleValue() / request.get().amount().doubleValue();
      wrong.add(head + String.format(Locale.ROOT, "provided ratio is %f", ratio));
    }
  }
}
