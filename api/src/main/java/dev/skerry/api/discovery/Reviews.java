package dev.skerry.api.discovery;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.List;
import java.util.Locale;

/// The reviews that clients post and get back filled in; they are answered, never stored, so they
/// are not in the registry of kinds.
final class Reviews {
  private record Review(String group, String plural, String kind, boolean namespaced) {}

  private static final String AUTHENTICATION = "authentication.k8s.io";
  private static final String AUTHORIZATION = "authorization.k8s.io";

  private static final List<Review> ALL =
      List.of(
          cluster(AUTHENTICATION, "SelfSubjectReview"),
          cluster(AUTHENTICATION, "TokenReview"),
          new Review(AUTHORIZATION, "localsubjectaccessreviews", "LocalSubjectAccessReview", true),
          cluster(AUTHORIZATION, "SelfSubjectAccessReview"),
          cluster(AUTHORIZATION, "SelfSubjectRulesReview"),
          cluster(AUTHORIZATION, "SubjectAccessReview"));

  private static Review cluster(String group, String kind) {
    return new Review(group, kind.toLowerCase(Locale.ROOT) + "s", kind, false);
  }

  static List<String> groups() {
    return List.of(AUTHENTICATION, AUTHORIZATION);
  }

  List<Obj> resources(String group) {
    return ALL.stream().filter(r -> r.group().equals(group)).map(Reviews::resource).toList();
  }

  private static Obj resource(Review review) {
    return Json.object()
        .put("name", review.plural())
        .put("singularName", singular(review))
        .put("namespaced", review.namespaced())
        .put("kind", review.kind())
        .put("verbs", Json.strings(List.of("create")))
        .build();
  }

  List<Obj> aggregated(String group) {
    return ALL.stream().filter(r -> r.group().equals(group)).map(Reviews::aggregated).toList();
  }

  private static Obj aggregated(Review review) {
    return Json.object()
        .put("resource", review.plural())
        .put("responseKind", Discovery.responseKind(review.group(), "v1", review.kind()))
        .put("scope", review.namespaced() ? "Namespaced" : "Cluster")
        .put("singularResource", singular(review))
        .put("verbs", Json.strings(List.of("create")))
        .build();
  }

  private static String singular(Review review) {
    return review.plural().substring(0, review.plural().length() - 1);
  }
}
