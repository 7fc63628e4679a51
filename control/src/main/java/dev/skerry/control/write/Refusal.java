package dev.skerry.control.write;

import dev.skerry.model.meta.GroupKind;
import java.util.List;

/// Why a request was not done: becomes a Kubernetes `Status`.
///
/// @param kind what it is about; empty strings, as the name, when it is about nothing
/// @param causes one per field, for 422 and apply conflicts
public record Refusal(
    Reason reason, String message, GroupKind kind, String name, List<Cause> causes) {

  /// The `reason` that clients key on, and its HTTP code.
  public enum Reason {
    BAD_REQUEST("BadRequest", 400),
    UNAUTHORIZED("Unauthorized", 401),
    FORBIDDEN("Forbidden", 403),
    NOT_FOUND("NotFound", 404),
    METHOD_NOT_ALLOWED("MethodNotAllowed", 405),
    NOT_ACCEPTABLE("NotAcceptable", 406),
    REQUEST_TIMEOUT("RequestTimeout", 408),
    ALREADY_EXISTS("AlreadyExists", 409),
    CONFLICT("Conflict", 409),
    GONE("Gone", 410),
    EXPIRED("Expired", 410),
    REQUEST_ENTITY_TOO_LARGE("RequestEntityTooLarge", 413),
    UNSUPPORTED_MEDIA_TYPE("UnsupportedMediaType", 415),
    INVALID("Invalid", 422),
    TOO_MANY_REQUESTS("TooManyRequests", 429),
    INTERNAL_ERROR("InternalError", 500),
    SITE_UNREACHABLE("SiteUnreachable", 503),
    SERVICE_UNAVAILABLE("ServiceUnavailable", 503),
    TIMEOUT("Timeout", 504),
    STORAGE_FULL("StorageFull", 507);

    private final String word;
    private final int code;

    Reason(String word, int code) {
      this.word = word;
      this.code = code;
    }

    public String word() {
      return word;
    }

    public int code() {
      return code;
    }
  }

  /// @param type such as `FieldValueInvalid` or `FieldManagerConflict`
  public record Cause(String type, String message, String field) {}

  public Refusal {
    causes = List.copyOf(causes);
  }

  public static Refusal of(Reason reason, String message) {
    return new Refusal(reason, message, new GroupKind("", ""), "", List.of());
  }
}
