package dev.skerry.api.review;

import dev.skerry.api.body.RequestBody;
import dev.skerry.api.http.Exchange;
import dev.skerry.api.status.Refused;
import dev.skerry.control.access.Access;
import dev.skerry.control.access.User;
import dev.skerry.control.write.Refusal;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.io.IOException;
import java.util.List;

/// Who am I, and what may I do: for every user that has proved to be one.
public final class Reviews {
  private static final List<String> PATHS =
      List.of(
          "apis/authentication.k8s.io/v1/selfsubjectreviews",
          "apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
          "apis/authorization.k8s.io/v1/selfsubjectrulesreviews");

  private Reviews() {}

  public static boolean takes(List<String> path) {
    return PATHS.contains(String.join("/", path));
  }

  public static void answer(Exchange exchange, User user) throws Refused, IOException {
    if (!exchange.method().equals("POST")) {
      throw Refused.because(Refusal.Reason.METHOD_NOT_ALLOWED, "a review is created, nothing else");
    }
    if (!(RequestBody.object(exchange).value() instanceof Obj review)) {
      throw Refused.because(Refusal.Reason.BAD_REQUEST, "the body is not a review");
    }
    Obj status =
        switch (exchange.segments().getLast()) {
          case "selfsubjectreviews" -> Obj.EMPTY.with("userInfo", userInfo(user));
          case "selfsubjectaccessreviews" -> access(user, review);
          default -> rules(user);
        };
    exchange.answer(201, review.with("metadata", review.obj("metadata")).with("status", status));
  }

  private static Obj userInfo(User user) {
    return Json.object()
        .put("username", user.name())
        .put("groups", Json.strings(user.groups()))
        .build();
  }

  private static Obj access(User user, Obj review) {
    Obj resource = review.obj("spec", "resourceAttributes");
    String below = resource.text("subresource");
    Access.Ask ask =
        resource.isEmpty()
            ? Access.Ask.path(
                review.text("spec", "nonResourceAttributes", "verb"),
                review.text("spec", "nonResourceAttributes", "path"))
            : new Access.Ask(
                resource.text("verb"),
                "",
                resource.text("group"),
                resource.text("resource") + (below.isEmpty() ? "" : "/" + below),
                resource.text("namespace"),
                resource.text("name"));
    return Access.objection(user, ask)
        .map(reason -> Json.object().put("allowed", false).put("reason", reason).build())
        .orElse(Json.object().put("allowed", true).build());
  }

  private static Obj rules(User user) {
    Json all = Json.strings(List.of("*"));
    Obj resources =
        Json.object().put("verbs", all).put("apiGroups", all).put("resources", all).build();
    Obj paths = Json.object().put("verbs", all).put("nonResourceURLs", all).build();
    boolean master = user.isIn(User.MASTERS);
    return Json.object()
        .put("resourceRules", Json.array(master ? List.of(resources) : List.of()))
        .put("nonResourceRules", Json.array(master ? List.of(paths) : List.of()))
        .put("incomplete", false)
        .build();
  }
}
