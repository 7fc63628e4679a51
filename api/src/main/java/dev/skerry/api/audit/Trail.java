package dev.skerry.api.audit;

import dev.skerry.api.body.RequestBody;
import dev.skerry.api.http.Exchange;
import dev.skerry.api.http.Witness;
import dev.skerry.api.status.Refused;
import dev.skerry.control.access.User;
import dev.skerry.control.write.Refusal;
import dev.skerry.model.decode.BodyText;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonRefused;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What is told of one request: an `Event` of `audit.k8s.io/v1` at each stage.
final class Trail implements Witness {
  /// A larger object is left out, and an annotation says so.
  static final int OBJECT_BYTES = 256 * 1024;

  /// Who showed nothing that says who it is.
  private static final User ANONYMOUS =
      new User("system:anonymous", List.of("system:unauthenticated"));

  /// Kubernetes' `MicroTime`.
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final String OMITTED = "skerry.dev/audit-omitted";

  private final Audit.Parts parts;
  private final Exchange exchange;
  private final Asked asked;
  private final Instant received;
  private Optional<AuditRule> rule = Optional.empty();
  private boolean isKnown;
  private User user = ANONYMOUS;
  private Optional<User> impersonated = Optional.empty();
  private Optional<Json> sent = Optional.empty();
  private Optional<Json> answered = Optional.empty();
  private String omitted = "";

  Trail(Audit.Parts parts, Exchange exchange) {
    this.parts = parts;
    this.exchange = exchange;
    this.asked = Asked.of(exchange);
    this.received = parts.clock().instant();
  }

  @Override
  public synchronized void known(User who, Optional<User> as) {
    user = who;
    impersonated = as;
    isKnown = true;
    rule = parts.policy().rule(user, asked);
    write(AuditStage.REQUEST_RECEIVED, Optional.empty());
  }

  @Override
  public synchronized void read(byte[] body) {
    if (tells(AuditLevel.REQUEST) && asked.isResource() && body.length > 0) {
      sent = bounded("requestObject", body.length).flatMap(_ -> object(body));
    }
  }

  private boolean tells(AuditLevel level) {
    return rule.filter(each -> each.level().compareTo(level) >= 0).isPresent();
  }

  private Optional<Boolean> bounded(String what, int bytes) {
    if (bytes <= OBJECT_BYTES) {
      return Optional.of(true);
    }
    omitted = what + " of " + bytes + " bytes, the limit is " + OBJECT_BYTES;
    return Optional.empty();
  }

  /// What is no object is refused by whoever serves the request.
  private Optional<Json> object(byte[] body) {
    String type = exchange.contentType();
    try {
      if (type.endsWith("+json") || type.endsWith("+yaml")) {
        BodyText text = type.endsWith("+json") ? BodyText.JSON : BodyText.YAML;
        return Optional.of(RequestBody.parse(text, body).value());
      }
      return Optional.of(RequestBody.object(exchange, body).value());
    } catch (Refused unread) {
      omitted = "requestObject: " + unread.refusal().message();
      return Optional.empty();
    }
  }

  @Override
  public synchronized void answered(String contentType, byte[] body) {
    if (tells(AuditLevel.REQUEST_RESPONSE)
        && asked.isResource()
        && contentType.startsWith(Exchange.JSON)
        && bounded("responseObject", body.length).isPresent()) {
      answered = parsed(body);
    }
  }

  private static Optional<Json> parsed(byte[] body) {
    try {
      return Optional.of(JsonText.parse(body, JsonLimits.REQUEST).value());
    } catch (JsonRefused own) {
      return Optional.empty();
    }
  }

  @Override
  public synchronized void begun(int status) {
    if (asked.goesOn(exchange)) {
      write(AuditStage.RESPONSE_STARTED, Optional.of(succeeded(status)));
    }
  }

  @Override
  public void over() {
    complete(exchange.status());
  }

  synchronized void complete(int status) {
    requireKnown();
    write(AuditStage.RESPONSE_COMPLETE, Optional.of(succeeded(status)));
  }

  synchronized void brokenOff(int status) {
    requireKnown();
    Obj failed =
        Json.object()
            .put("metadata", Obj.EMPTY)
            .put("status", "Failure")
            .put("message", "the client left, or this server stopped, before the end")
            .put("code", status)
            .build();
    write(AuditStage.RESPONSE_COMPLETE, Optional.of(failed));
  }

  synchronized void refused(Refusal refusal) {
    requireKnown();
    write(AuditStage.RESPONSE_COMPLETE, Optional.of(failed(refusal)));
  }

  synchronized void panicked() {
    requireKnown();
    Refusal bug = Refusal.of(Refusal.Reason.INTERNAL_ERROR, "an internal error");
    write(AuditStage.PANIC, Optional.of(failed(bug)));
  }

  /// A path that is open to all, or somebody who is not known.
  private void requireKnown() {
    if (!isKnown) {
      known(ANONYMOUS, Optional.empty());
    }
  }

  private static Obj succeeded(int code) {
    return Json.object().put("metadata", Obj.EMPTY).put("code", code).build();
  }

  private static Obj failed(Refusal refusal) {
    return Json.object()
        .put("metadata", Obj.EMPTY)
        .put("status", "Failure")
        .put("message", refusal.message())
        .put("reason", refusal.reason().word())
        .put("code", refusal.reason().code())
        .build();
  }

  private void write(AuditStage stage, Optional<Obj> status) {
    if (rule.isEmpty()
        || rule.get().level() == AuditLevel.NONE
        || rule.get().omitted().contains(stage)
        || parts.policy().omitted().contains(stage)) {
      return;
    }
    parts.sink().write(JsonText.bytes(event(rule.get(), stage, status)));
  }

  private Obj event(AuditRule by, AuditStage stage, Optional<Obj> status) {
    var event =
        Json.object()
            .put("kind", "Event")
            .put("apiVersion", "audit.k8s.io/v1")
            .put("level", by.level().word())
            .put("auditID", exchange.id())
            .put("stage", stage.word())
            .put("requestURI", exchange.target())
            .put("verb", asked.verb())
            .put("user", user(user));
    impersonated.ifPresent(as -> event.put("impersonatedUser", user(as)));
    event.put("sourceIPs", Json.strings(List.of(exchange.remote())));
    exchange.header("User-Agent").ifPresent(agent -> event.put("userAgent", agent));
    if (asked.isResource()) {
      event.put("objectRef", reference());
    }
    status.ifPresent(how -> event.put("responseStatus", how));
    sent.ifPresent(object -> event.put("requestObject", trimmed(by, object)));
    answered.ifPresent(object -> event.put("responseObject", trimmed(by, object)));
    event
        .put("requestReceivedTimestamp", text(received))
        .put("stageTimestamp", text(parts.clock().instant()));
    if (!omitted.isEmpty()) {
      event.put("annotations", Json.object().put(OMITTED, omitted).build());
    }
    return event.build();
  }

  private static Json trimmed(AuditRule by, Json object) {
    return by.omitManagedFields() && object instanceof Obj whole
        ? whole.with("metadata", whole.obj("metadata").without("managedFields"))
        : object;
  }

  private static Obj user(User user) {
    return Json.object()
        .put("username", user.name())
        .put("groups", Json.strings(user.groups()))
        .build();
  }

  private Obj reference() {
    return Json.object()
        .put("resource", asked.resource())
        .putText("namespace", asked.namespace())
        .putText("name", asked.name())
        .putText("apiGroup", asked.group())
        .put("apiVersion", asked.version())
        .putText("subresource", asked.subresource())
        .build();
  }

  private static String text(Instant time) {
    return MICROS.format(time);
  }
}
