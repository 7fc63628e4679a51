package dev.skerry.api.access;

import dev.skerry.api.http.Exchange;
import dev.skerry.api.path.ResourcePath;
import dev.skerry.api.status.Refused;
import dev.skerry.control.access.Access;
import dev.skerry.control.access.User;
import dev.skerry.control.write.Refusal;
import dev.skerry.model.kind.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Requests in the words of [Access], and its objections as answers.
public final class Permission {
  private Permission() {}

  /// @param path of what is no resource
  public static void require(User user, Exchange exchange, String path) throws Refused {
    Optional<String> objection = Access.objection(user, Access.Ask.path(verbOfOne(exchange), path));
    if (objection.isPresent()) {
      throw Refused.because(Refusal.Reason.FORBIDDEN, "forbidden: " + objection.get());
    }
  }

  public static void require(User user, Exchange exchange, ResourcePath path) throws Refused {
    Kind kind = path.kind();
    String below = path.subresource().isEmpty() ? "" : "/" + path.subresource();
    var ask =
        new Access.Ask(
            path.isCollection() ? verbOfMany(exchange) : verbOfOne(exchange),
            "",
            kind.group(),
            kind.plural() + below,
            path.namespace(),
            path.name());
    Optional<String> objection = Access.objection(user, ask);
    if (objection.isPresent()) {
      String named = path.isCollection() ? "" : " \"" + path.name() + "\"";
      throw new Refused(
          new Refusal(
              Refusal.Reason.FORBIDDEN,
              kind.resource() + named + " is forbidden: " + objection.get(),
              kind.groupKind(),
              path.name(),
              List.of()));
    }
  }

  private static String verbOfOne(Exchange exchange) {
    return switch (exchange.method()) {
      case "GET", "HEAD" -> "get";
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> "delete";
      default -> exchange.method().toLowerCase(Locale.ROOT);
    };
  }

  private static String verbOfMany(Exchange exchange) {
    return switch (verbOfOne(exchange)) {
      case "get" -> exchange.asks("watch") ? "watch" : "list";
      case "delete" -> "deletecollection";
      case String other -> other;
    };
  }
}
