package dev.skerry.control.workload;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Reads and makes the entries of `status.conditions`.
public final class Conditions {
  private Conditions() {}

  /// What a condition says, without its times.
  ///
  /// @param status `True`, `False` or `Unknown`
  public record Said(String type, String status, String reason, String message) {
    public static Said of(String type, boolean holds, String reason, String message) {
      return new Said(type, holds ? "True" : "False", reason, message);
    }

    boolean sameAs(Json condition) {
      return agreesWith(condition) && condition.text("message").equals(message);
    }

    private boolean agreesWith(Json condition) {
      return condition.text("status").equals(status) && condition.text("reason").equals(reason);
    }

    /// Whether the object says so already, in these words or others.
    public boolean stands(Json object) {
      return find(object, type).filter(this::agreesWith).isPresent();
    }

    public boolean standsInTheseWords(Json object) {
      return find(object, type).filter(this::sameAs).isPresent();
    }
  }

  public static Optional<Json> find(Json object, String type) {
    return object.items("status", "conditions").stream()
        .filter(c -> c.text("type").equals(type))
        .findFirst();
  }

  /// Empty when there is none of that type.
  public static String status(Json object, String type) {
    return find(object, type).map(c -> c.text("status")).orElse("");
  }

  public static boolean isTrue(Json object, String type) {
    return find(object, type).filter(c -> c.text("status").equals("True")).isPresent();
  }

  /// The condition to write: with the time of its last transition, which stays while its status
  /// does.
  public static Obj stamped(Json object, Said said, Instant now) {
    Optional<Json> old = find(object, said.type());
    Optional<String> since =
        old.filter(c -> c.text("status").equals(said.status()))
            .flatMap(c -> c.string("lastTransitionTime"));
    return Json.object()
        .put("type", said.type())
        .put("status", said.status())
        .putText("reason", said.reason())
        .putText("message", said.message())
        .put("lastTransitionTime", since.orElseGet(() -> time(now)))
        .build();
  }

  /// The same for a Deployment, whose conditions also say when they were last updated: now, when
  /// what it says changed or `renewed` is set.
  public static Obj stamped(Json object, Said said, boolean renewed, Instant now) {
    Optional<String> updated =
        find(object, said.type())
            .filter(c -> !renewed && said.sameAs(c))
            .flatMap(c -> c.string("lastUpdateTime"));
    return stamped(object, said, now).with("lastUpdateTime", updated.orElseGet(() -> time(now)));
  }

  /// As the API writes times: whole seconds.
  public static String time(Instant now) {
    return now.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
