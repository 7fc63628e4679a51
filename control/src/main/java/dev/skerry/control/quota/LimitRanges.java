package dev.skerry.control.quota;

import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.control.usage.PodUse;
import dev.skerry.control.workload.KindNames;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.unit.Amounts;
import dev.skerry.model.unit.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the LimitRanges of a namespace give to a new pod, and what they demand of it. Costs as much
/// as the namespace has LimitRanges. Source: `plugin/pkg/admission/limitranger` of Kubernetes.
public final class LimitRanges {
  private static final String TOLD = "kubernetes.io/limit-ranger";

  private LimitRanges() {}

  private static List<Json> items(View view, ObjectKey key) {
    var items = new ArrayList<Json>();
    for (Entry range : view.in(KindNames.LIMIT_RANGE, key.tenant(), key.namespace()).values()) {
      items.addAll(range.json().items("spec", "limits"));
    }
    return items;
  }

  /// A LimitRange as it is kept: a limit that is not given is the maximum, and a request that is
  /// not given is the limit, or else the minimum.
  public static Obj completed(Obj range) {
    List<Json> items = range.items("spec", "limits").stream().map(LimitRanges::completed).toList();
    return items.isEmpty() ? range : range.withAt(Json.array(items), "spec", "limits");
  }

  private static Json completed(Json item) {
    if (!(item instanceof Obj object) || !item.text("type").equals("Container")) {
      return item;
    }
    Obj limits = with(object.obj("default"), object.obj("max"));
    Obj requests = with(with(object.obj("defaultRequest"), limits), object.obj("min"));
    Obj out = limits.isEmpty() ? object : object.with("default", limits);
    return requests.isEmpty() ? out : out.with("defaultRequest", requests);
  }

  /// With what is not there yet.
  private static Obj with(Obj quantities, Obj others) {
    Obj out = quantities;
    for (String name : others.keys()) {
      out = out.has(name) ? out : out.with(name, others.find(name).orElseThrow());
    }
    return out;
  }

  /// The pod with defaults where its containers say nothing.
  public static Obj filled(View view, ObjectKey key, Obj pod) {
    Obj limits = Obj.EMPTY;
    Obj requests = Obj.EMPTY;
    for (Json item : items(view, key)) {
      if (item.text("type").equals("Container")) {
        limits = with(limits, item.obj("default"));
        requests = with(requests, item.obj("defaultRequest"));
      }
    }
    var told = new ArrayList<String>();
    Obj out = pod;
    for (String list : List.of("containers", "initContainers")) {
      String word = list.equals("containers") ? "container" : "init container";
      var containers = new ArrayList<Json>();
      for (Json container : pod.items("spec", list)) {
        containers.add(
            container instanceof Obj object
                ? filled(object, word, requests, limits, told)
                : container);
      }
      out = containers.isEmpty() ? out : out.withAt(Json.array(containers), "spec", list);
    }
    return told.isEmpty()
        ? pod
        : out.withAt(
            Json.of("LimitRanger plugin set: " + String.join("; ", told)),
            "metadata",
            "annotations",
            TOLD);
  }

  private static Obj filled(
      Obj container, String word, Obj requests, Obj limits, List<String> told) {
    Obj out = container;
    for (String which : List.of("requests", "limits")) {
      Obj said = container.obj("resources", which);
      Obj given = with(said, which.equals("requests") ? requests : limits);
      List<String> fresh = given.keys().stream().filter(name -> !said.has(name)).toList();
      if (!fresh.isEmpty()) {
        out = out.withAt(given, "resources", which);
        String kind = which.equals("requests") ? " request for " : " limit for ";
        told.add(String.join(", ", fresh) + kind + word + " " + container.text("name"));
      }
    }
    return out;
  }

  /// Why the pod may not be made; the end of `pods "web" is forbidden: `.
  public static Optional<String> objection(View view, ObjectKey key, Obj pod) {
    var wrong = new ArrayList<String>();
    for (Json item : items(view, key)) {
      switch (item.text("type")) {
        case "Container" -> {
          var containers = new ArrayList<Json>(pod.items("spec", "containers"));
          containers.addAll(pod.items("spec", "initContainers"));
          for (Json container : containers) {
            wrong.addAll(
                Bounds.objections(
                    item,
                    read(PodUse.of(container, "requests")),
                    read(PodUse.of(container, "limits"))));
          }
        }
        case "Pod" ->
            wrong.addAll(
                Bounds.objections(
                    item,
                    written(PodUse.requests(pod.obj("spec")), item),
                    written(PodUse.limits(pod.obj("spec")), item)));
        default -> {}
      }
    }
    List<String> once = wrong.stream().distinct().toList();
    return once.isEmpty()
        ? Optional.empty()
        : Optional.of(once.size() == 1 ? once.getFirst() : "[" + String.join(", ", once) + "]");
  }

  private static SortedMap<String, Quantity> read(Obj quantities) {
    var read = new TreeMap<String, Quantity>();
    quantities.forEach(
        (name, value) -> value.string().flatMap(Quantity::find).ifPresent(q -> read.put(name, q)));
    return read;
  }

  /// Sums, as the limits on them are written.
  private static SortedMap<String, Quantity> written(Amounts amounts, Json item) {
    var written = new TreeMap<String, Quantity>();
    amounts
        .milli()
        .forEach((name, milli) -> {
          Quantity.Notation notation =
              item.string("max", name)
                  .or(() -> item.string("min", name))
                  .flatMap(Quantity::find)
                  .map(Quantity::notation)
                  .orElse(Quantity.Notation.DECIMAL);
          written.put(name, new Quantity(BigDecimal.valueOf(milli, 3), notation));
        });
    return written;
  }
}
