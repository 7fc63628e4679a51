package dev.skerry.api.review;

import dev.skerry.api.access.Authentication;
import dev.skerry.api.access.Permission;
import dev.skerry.api.body.RequestBody;
import dev.skerry.api.http.Exchange;
import dev.skerry.api.status.Refused;
import dev.skerry.control.access.Access;
import dev.skerry.control.access.Ask;
import dev.skerry.control.access.Rule;
import dev.skerry.control.access.User;
import dev.skerry.control.state.View;
import dev.skerry.control.write.Refusal;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Who is that, and what may they do: about oneself for everybody, about others for whom a role
/// lets.
public final class Reviews {
  private static final String AUTHENTICATION = "authentication.k8s.io";
  private static final String AUTHORIZATION = "authorization.k8s.io";
  private static final String LOCAL = "localsubjectaccessreviews";
  private static final List<String> PATHS =
      List.of(
          "apis/" + AUTHENTICATION + "/v1/selfsubjectreviews",
          "apis/" + AUTHENTICATION + "/v1/tokenreviews",
          "apis/" + AUTHORIZATION + "/v1/selfsubjectaccessreviews",
          "apis/" + AUTHORIZATION + "/v1/selfsubjectrulesreviews",
          "apis/" + AUTHORIZATION + "/v1/subjectaccessreviews");

  private final Supplier<View> view;
  private final Permission permission;
  private final Authentication authentication;

  /// @param view whose roles and bindings count, asked at every request
  public Reviews(Supplier<View> view, Permission permission, Authentication authentication) {
    this.view = view;
    this.permission = permission;
    this.authentication = authentication;
  }

  public static boolean takes(List<String> path) {
    return PATHS.contains(String.join("/", path)) || isLocal(path);
  }

  private static boolean isLocal(List<String> path) {
    return path.size() == 6
        && path.subList(0, 4).equals(List.of("apis", AUTHORIZATION, "v1", "namespaces"))
        && path.getLast().equals(LOCAL);
  }

  public void answer(Exchange exchange, User user) throws Refused, IOException {
    if (!exchange.method().equals("POST")) {
      throw Refused.because(Refusal.Reason.METHOD_NOT_ALLOWED, "a review is created, nothing else");
    }
    List<String> path = exchange.segments();
    String namespace = isLocal(path) ? path.get(4) : "";
    permission.require(user, new Ask("create", "", path.get(1), path.getLast(), namespace, ""));
    if (!(RequestBody.object(exchange).value() instanceof Obj review)) {
      throw Refused.because(Refusal.Reason.BAD_REQUEST, "the body is not a review");
    }
    Obj status =
        switch (path.getLast()) {
          case "selfsubjectreviews" -> Obj.EMPTY.with("userInfo", userInfo(user));
          case "selfsubjectaccessreviews" -> access(user, review);
          case "selfsubjectrulesreviews" -> rules(user, review.text("spec", "namespace"));
          case "tokenreviews" -> token(review.text("spec", "token"));
          case LOCAL -> local(review, namespace);
          default -> access(subject(review), review);
        };
    exchange.answer(201, review.with("metadata", review.obj("metadata")).with("status", status));
  }

  private static Obj userInfo(User user) {
    return Json.object()
        .put("username", user.name())
        .put("groups", Json.strings(user.groups()))
        .build();
  }

  private Obj token(String token) throws Refused {
    if (token.isEmpty()) {
      throw Refused.because(Refusal.Reason.BAD_REQUEST, "spec.token is empty");
    }
    return authentication
        .ofToken(token)
        .map(user -> Json.object().put("authenticated", true).put("user", userInfo(user)).build())
        .orElse(
            Json.object()
                .put("authenticated", false)
                .put("error", "the token is no proof")
                .build());
  }

  private static User subject(Obj review) throws Refused {
    String name = review.text("spec", "user");
    List<String> groups =
        review.items("spec", "groups").stream().flatMap(g -> g.string().stream()).toList();
    if (name.isEmpty() && groups.isEmpty()) {
      throw Refused.because(
          Refusal.Reason.BAD_REQUEST, "spec.user: Required value: at least one of user or groups");
    }
    return new User(name, groups);
  }

  private Obj local(Obj review, String namespace) throws Refused {
    if (!review.text("spec", "resourceAttributes", "namespace").equals(namespace)) {
      throw Refused.because(
          Refusal.Reason.BAD_REQUEST,
          "spec.resourceAttributes.namespace: Invalid value: must be that of the path, "
              + namespace);
    }
    return access(subject(review), review);
  }

  private Obj access(User user, Obj review) throws Refused {
    Obj resource = review.obj("spec", "resourceAttributes");
    Obj path = review.obj("spec", "nonResourceAttributes");
    if (resource.isEmpty() == path.isEmpty()) {
      throw Refused.because(
          Refusal.Reason.BAD_REQUEST,
          "spec: exactly one of resourceAttributes and nonResourceAttributes must be given");
    }
    Optional<String> objection =
        Access.objection(
            view.get(),
            user,
            resource.isEmpty() ? Ask.path(path.text("verb"), path.text("path")) : ask(resource));
    return objection
        .map(reason -> Json.object().put("allowed", false).put("reason", reason).build())
        .orElse(Json.object().put("allowed", true).build());
  }

  private static Ask ask(Obj resource) {
    String below = resource.text("subresource");
    return new Ask(
        resource.text("verb"),
        "",
        resource.text("group"),
        resource.text("resource") + (below.isEmpty() ? "" : "/" + below),
        resource.text("namespace"),
        resource.text("name"));
  }

  private Obj rules(User user, String namespace) {
    List<Rule> rules = Access.rules(view.get(), user, namespace);
    return Json.object()
        .put("resourceRules", json(rules.stream().filter(r -> r.urls().isEmpty()).toList()))
        .put("nonResourceRules", json(rules.stream().filter(r -> !r.urls().isEmpty()).toList()))
        .put("incomplete", false)
        .build();
  }

  private static Json json(List<Rule> rules) {
    return Json.array(rules.stream().map(Rule::json).toList());
  }
}
