package dev.skerry.api.audit;

import dev.skerry.api.http.Exchange;
import java.util.List;
import java.util.Locale;

/// What a request is for, in the words of Kubernetes, from its method and path alone: also a kind
/// that is not served is named.
///
/// @param verb such as `create` or `watch`; of a path that is no resource the method in lower case
/// @param path as the policy's `nonResourceURLs` mean it
/// @param resource empty when the path is no resource's
record Asked(
    String verb,
    String path,
    String group,
    String version,
    String namespace,
    String resource,
    String name,
    String subresource) {
  private static final List<String> OF_NAMESPACES = List.of("status", "finalize");
  private static final List<String> STREAMS = List.of("exec", "attach", "portforward");

  static Asked of(Exchange exchange) {
    List<String> path = exchange.segments();
    String whole = "/" + String.join("/", path);
    int version = path.isEmpty() ? -1 : versionAt(path);
    if (version < 0 || path.size() <= version + 1) {
      String method = exchange.method().toLowerCase(Locale.ROOT);
      return new Asked(method, whole, "", "", "", "", "", "");
    }
    String group = version == 1 ? "" : path.get(1);
    List<String> behind = path.subList(version + 1, path.size());
    boolean within =
        behind.getFirst().equals("namespaces")
            && behind.size() > 2
            && !OF_NAMESPACES.contains(behind.get(2));
    List<String> own = within ? behind.subList(2, behind.size()) : behind;
    String name = own.size() > 1 ? own.get(1) : "";
    boolean itself = !within && own.getFirst().equals("namespaces");
    return new Asked(
        verb(exchange, name.isEmpty()),
        whole,
        group,
        path.get(version),
        within ? behind.get(1) : itself ? name : "",
        own.getFirst(),
        name,
        own.size() > 2 ? own.get(2) : "");
  }

  private static int versionAt(List<String> path) {
    return switch (path.getFirst()) {
      case "api" -> 1;
      case "apis" -> 2;
      default -> -1;
    };
  }

  private static String verb(Exchange exchange, boolean many) {
    return switch (exchange.method()) {
      case "GET", "HEAD" -> {
        if (exchange.asks("watch")) {
          yield "watch";
        }
        yield many ? "list" : "get";
      }
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> many ? "deletecollection" : "delete";
      default -> exchange.method().toLowerCase(Locale.ROOT);
    };
  }

  boolean isResource() {
    return !resource.isEmpty();
  }

  /// Whether its answer goes on by itself.
  boolean goesOn(Exchange exchange) {
    return verb.equals("watch")
        || STREAMS.contains(subresource)
        || (subresource.equals("log") && exchange.asks("follow"));
  }
}
