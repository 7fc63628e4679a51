package dev.skerry.api.media;

import dev.skerry.api.http.Exchange;
import dev.skerry.api.status.Refused;
import dev.skerry.control.write.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a client takes, in its order. Quality values are ignored: Kubernetes clients send none that
/// contradict the order.
public record Accept(List<Range> ranges) {
  private static final String META = "meta.k8s.io";
  private static final String JSON = "application/json";
  private static final String YAML = "application/yaml";

  /// One media range with its parameters, all in lower case but parameter values.
  record Range(String type, SortedMap<String, String> parameters) {
    String parameter(String name) {
      return parameters.getOrDefault(name, "");
    }

    boolean isPlain() {
      return parameter("as").isEmpty();
    }

    boolean takesJson() {
      return type.equals(JSON) || type.equals("*/*") || type.equals("application/*");
    }

    /// `Table;v1` for a transformed object of the meta group.
    boolean asksFor(String as) {
      return type.equals(JSON)
          && parameter("as").equals(as)
          && parameter("g").equals(META)
          && (parameter("v").equals("v1") || parameter("v").equals("v1beta1"));
    }
  }

  public static Accept of(Exchange exchange) {
    var ranges = new ArrayList<Range>();
    for (String part : exchange.header("Accept").orElse("*/*").split(",", -1)) {
      String[] words = part.split(";", -1);
      var parameters = new TreeMap<String, String>();
      for (int i = 1; i < words.length; i++) {
        String[] pair = words[i].strip().split("=", 2);
        parameters.put(pair[0].toLowerCase(Locale.ROOT), pair.length > 1 ? pair[1] : "");
      }
      String type = words[0].strip().toLowerCase(Locale.ROOT);
      if (!type.isEmpty()) {
        ranges.add(new Range(type, parameters));
      }
    }
    return new Accept(List.copyOf(ranges));
  }

  /// What of it can be sent bit by bit: not YAML.
  public Accept streamed() {
    return new Accept(ranges.stream().filter(range -> !range.type().equals(YAML)).toList());
  }

  /// The first shape we can give.
  ///
  /// @throws Refused `NOT_ACCEPTABLE`
  public Shape shape() throws Refused {
    for (Range range : ranges) {
      if (range.asksFor("Table")) {
        return new Shape.Table(range.parameter("v"));
      }
      if (range.asksFor("PartialObjectMetadata") || range.asksFor("PartialObjectMetadataList")) {
        return new Shape.Metadata(range.parameter("v"));
      }
      if (range.isPlain() && range.takesJson()) {
        return new Shape.Plain();
      }
      if (range.isPlain() && range.type().equals(YAML)) {
        return new Shape.Yaml();
      }
    }
    throw notAcceptable();
  }

  /// The version of aggregated discovery to answer with, `v2` or `v2beta1`; empty for plain lists.
  public String aggregated() {
    for (Range range : ranges) {
      String version = range.parameter("v");
      boolean known = version.equals("v2") || version.equals("v2beta1");
      if (range.parameter("as").equals("APIGroupDiscoveryList") && known) {
        return version;
      }
      if (range.isPlain() && range.takesJson()) {
        return "";
      }
    }
    return "";
  }

  private static Refused notAcceptable() {
    return Refused.because(
        Refusal.Reason.NOT_ACCEPTABLE,
        "only the following media types are accepted: application/json,"
            + " application/json;stream=watch, application/yaml");
  }
}
