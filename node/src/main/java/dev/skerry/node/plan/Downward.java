package dev.skerry.node.plan;

import dev.skerry.model.json.Obj;
import dev.skerry.model.unit.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a pod may ask about itself: `fieldRef` and `resourceFieldRef`.
///
/// @param address the pod's, empty when it has none yet
record Downward(WantedPod pod, Here here, String address) {
  private static final Pattern ENTRY =
      Pattern.compile("metadata\\.(labels|annotations)\\['([^']+)'\\]");

  /// The value of `metadata.name`, `metadata.labels['x']`, `status.podIP` and so on; empty when
  /// there is no such field. A label that is not set is the empty text.
  Optional<String> field(String path) {
    Matcher entry = ENTRY.matcher(path);
    if (entry.matches()) {
      var entries = entry.group(1).equals("labels") ? labels() : annotations();
      return Optional.of(entries.getOrDefault(entry.group(2), ""));
    }
    return switch (path) {
      case "metadata.name" -> Optional.of(pod.meta().name());
      case "metadata.namespace" -> Optional.of(pod.meta().namespace());
      case "metadata.uid" -> Optional.of(pod.uid().value());
      case "metadata.labels" -> Optional.of(lines(labels()));
      case "metadata.annotations" -> Optional.of(lines(annotations()));
      case "spec.nodeName" -> Optional.of(here.node().value());
      case "spec.serviceAccountName" ->
          Optional.of(pod.spec().string("serviceAccountName").orElse("default"));
      case "status.hostIP", "status.hostIPs" -> Optional.of(here.address());
      case "status.podIP", "status.podIPs" ->
          Optional.of(address.isEmpty() ? here.address() : address);
      default -> Optional.empty();
    };
  }

  private SortedMap<String, String> labels() {
    return pod.meta().labels();
  }

  private SortedMap<String, String> annotations() {
    return pod.meta().annotations();
  }

  private static String lines(Map<String, String> entries) {
    var out = new StringBuilder();
    entries.forEach((key, value) ->
        out.append(key)
            .append("=\"")
            .append(value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"))
            .append("\"\n"));
    return out.toString().stripTrailing();
  }

  /// `limits.cpu` and the like of one container, divided and rounded up; a limit that is not set is
  /// what the node can give. Empty for other resources.
  Optional<String> resource(Obj container, Obj reference) {
    String[] asked = reference.text("resource").split("\\.", 2);
    if (asked.length != 2) {
      return Optional.empty();
    }
    Optional<Quantity> divisor = Quantity.find(reference.string("divisor").orElse("1"));
    Optional<Quantity> value =
        switch (asked[0]) {
          case "limits" -> Resources.amount(container, "limits", asked[1]).or(() -> most(asked[1]));
          case "requests" ->
              Resources.request(container, asked[1])
                  .or(() -> most(asked[1]).map(_ -> Quantity.ZERO));
          default -> Optional.empty();
        };
    return value.flatMap(v -> divisor.map(d -> divide(v, d)));
  }

  private Optional<Quantity> most(String resource) {
    return switch (resource) {
      case "cpu" -> Optional.of(Quantity.parse(here.cpuMillis() + "m"));
      case "memory" -> Optional.of(Quantity.of(here.memoryBytes()));
      default -> Optional.empty();
    };
  }

  private static String divide(Quantity value, Quantity divisor) {
    BigDecimal by = divisor.amount().signum() == 0 ? BigDecimal.ONE : divisor.amount();
    return value.amount().divide(by, 0, RoundingMode.CEILING).toPlainString();
  }
}
