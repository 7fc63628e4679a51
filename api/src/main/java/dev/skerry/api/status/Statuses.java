package dev.skerry.api.status;

import dev.skerry.control.write.Refusal;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Kind;
import dev.skerry.model.kind.Kinds;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.Uid;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/// Writes `Status` objects (Kubernetes API conventions, "Response Status Kind"). `details.kind` is
/// the plural, as clients expect.
public final class Statuses {
  /// How long clients are asked to wait before they try again what was refused for now.
  private static final int RETRY_SECONDS = 1;

  private final Supplier<Kinds> kinds;

  public Statuses(Supplier<Kinds> kinds) {
    this.kinds = kinds;
  }

  public Obj of(Refusal refusal) {
    Obj details = details(refusal);
    Obj.Builder status =
        Json.object()
            .put("apiVersion", "v1")
            .put("kind", "Status")
            .put("metadata", Obj.EMPTY)
            .put("status", "Failure")
            .put("message", refusal.message())
            .put("reason", refusal.reason().word())
            .put("code", refusal.reason().code());
    return details.isEmpty() ? status.build() : status.put("details", details).build();
  }

  private Obj details(Refusal refusal) {
    Obj.Builder details =
        Json.object()
            .putText("name", refusal.name())
            .putText("group", refusal.kind().group())
            .putText("kind", plural(refusal.kind()));
    if (!refusal.causes().isEmpty()) {
      details.put("causes", Json.array(refusal.causes().stream().map(Statuses::cause).toList()));
    }
    retrySeconds(refusal).ifPresent(seconds -> details.put("retryAfterSeconds", seconds));
    return details.build();
  }

  private static Obj cause(Refusal.Cause cause) {
    return Json.object()
        .put("reason", cause.type())
        .put("message", cause.message())
        .putText("field", cause.field())
        .build();
  }

  /// Seconds for `Retry-After`, where trying again soon may help. A site may be cut off for a
  /// month: kubectl would try ten times before it says so.
  public static OptionalInt retrySeconds(Refusal refusal) {
    return switch (refusal.reason()) {
      case TOO_MANY_REQUESTS, SERVICE_UNAVAILABLE, TIMEOUT -> OptionalInt.of(RETRY_SECONDS);
      case BAD_REQUEST,
          UNAUTHORIZED,
          FORBIDDEN,
          NOT_FOUND,
          METHOD_NOT_ALLOWED,
          NOT_ACCEPTABLE,
          REQUEST_TIMEOUT,
          ALREADY_EXISTS,
          CONFLICT,
          GONE,
          EXPIRED,
          REQUEST_ENTITY_TOO_LARGE,
          UNSUPPORTED_MEDIA_TYPE,
          INVALID,
          SITE_UNREACHABLE,
          INTERNAL_ERROR,
          STORAGE_FULL ->
          OptionalInt.empty();
    };
  }

  private String plural(GroupKind kind) {
    Optional<Kind> known = kinds.get().find(kind);
    return known.map(Kind::plural).orElse(kind.kind());
  }

  /// The answer to a deletion that is done.
  public Obj deleted(ObjectKey key, Uid uid) {
    Obj details =
        Json.object()
            .put("name", key.name())
            .putText("group", key.kind().group())
            .put("kind", plural(key.kind()))
            .put("uid", uid.value())
            .build();
    return Json.object()
        .put("apiVersion", "v1")
        .put("kind", "Status")
        .put("metadata", Obj.EMPTY)
        .put("status", "Success")
        .put("details", details)
        .build();
  }
}
