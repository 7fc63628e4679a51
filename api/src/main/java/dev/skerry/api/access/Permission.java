package dev.skerry.api.access;

import dev.skerry.api.http.Exchange;
import dev.skerry.api.path.ResourcePath;
import dev.skerry.api.status.Refused;
import dev.skerry.control.access.Access;
import dev.skerry.control.access.Ask;
import dev.skerry.control.access.User;
import dev.skerry.control.state.View;
import dev.skerry.control.write.Refusal;
import dev.skerry.model.kind.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// Requests in the words of [Access], and its objections as answers.
public final class Permission {
  private final Supplier<View> view;

  /// @param view whose roles and bindings count, asked at every request
  public Permission(Supplier<View> view) {
    this.view = view;
  }

  /// @param path of what is no resource
  public void require(User user, Exchange exchange, String path) throws Refused {
    require(user, Ask.path(verbOfOne(exchange), path));
  }

  /// What is neither a path nor an object of a registered kind.
  public void require(User user, Ask ask) throws Refused {
    Optional<String> objection = Access.objection(view.get(), user, ask);
    if (objection.isPresent()) {
      String what = ask.resource().isEmpty() ? "" : resource(ask) + named(ask.name()) + " is ";
      throw Refused.because(Refusal.Reason.FORBIDDEN, what + "forbidden: " + objection.get());
    }
  }

  public void require(User user, Exchange exchange, ResourcePath path) throws Refused {
    Kind kind = path.kind();
    String below = path.subresource().isEmpty() ? "" : "/" + path.subresource();
    String verb = path.isCollection() ? verbOfMany(exchange) : verbOfOne(exchange);
    var ask = new Ask(verb, "", kind.group(), kind.plural() + below, namespace(path), path.name());
    Optional<String> objection = Access.objection(view.get(), user, ask);
    if (objection.isPresent()) {
      throw new Refused(
          new Refusal(
              Refusal.Reason.FORBIDDEN,
              kind.resource() + named(path.name()) + " is forbidden: " + objection.get(),
              kind.groupKind(),
              path.name(),
              List.of()));
    }
  }

  /// A namespace is in itself, so that a role there may speak of it.
  private static String namespace(ResourcePath path) {
    boolean ofItself = path.kind().group().isEmpty() && path.kind().kind().equals("Namespace");
    return ofItself ? path.name() : path.namespace();
  }

  private static String resource(Ask ask) {
    return ask.group().isEmpty() ? ask.resource() : ask.resource() + "." + ask.group();
  }

  private static String named(String name) {
    return name.isEmpty() ? "" : " \"" + name + "\"";
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
