package dev.skerry.api.pod;

import dev.skerry.api.http.Exchange;
import dev.skerry.api.plane.Streams.LogOptions;
import dev.skerry.api.status.Refused;
import dev.skerry.control.write.Refusal;
import dev.skerry.model.meta.GroupKind;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads `PodLogOptions` from the query.
final class LogQuery {
  private static final GroupKind KIND = new GroupKind("", "PodLogOptions");

  private final Exchange exchange;
  private final String pod;

  private LogQuery(Exchange exchange, String pod) {
    this.exchange = exchange;
    this.pod = pod;
  }

  static LogOptions of(Exchange exchange, String pod, Instant now) throws Refused {
    return new LogQuery(exchange, pod).read(now);
  }

  private LogOptions read(Instant now) throws Refused {
    String stream = exchange.query("stream").orElse("All");
    if (!stream.equals("All")) {
      throw invalid("stream", "Unsupported value: \"" + stream + "\": supported values: \"All\"");
    }
    return new LogOptions(
        exchange.asks("follow"),
        exchange.asks("previous"),
        number("tailLines", 0, "must be greater than or equal to 0"),
        since(now),
        exchange.asks("timestamps"),
        number("limitBytes", 1, "must be greater than 0"));
  }

  private OptionalLong number(String name, long least, String otherwise) throws Refused {
    String text = exchange.query(name).orElse("");
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!text.matches("-?[0-9]{1,18}")) {
      throw Refused.because(
          Refusal.Reason.BAD_REQUEST, name + " is '" + text + "', a number is wanted");
    }
    long value = Long.parseLong(text);
    if (value < least) {
      throw invalid(name, "Invalid value: " + value + ": " + otherwise);
    }
    return OptionalLong.of(value);
  }

  private Optional<Instant> since(Instant now) throws Refused {
    OptionalLong seconds = number("sinceSeconds", 1, "must be greater than 0");
    String time = exchange.query("sinceTime").orElse("");
    if (seconds.isPresent() && !time.isEmpty()) {
      throw invalid("sinceTime", "at most one of `sinceTime` or `sinceSeconds` may be specified");
    }
    try {
      if (seconds.isPresent()) {
        long longest = now.getEpochSecond();
        return Optional.of(now.minusSeconds(Math.min(seconds.getAsLong(), longest)));
      }
      return time.isEmpty()
          ? Optional.empty()
          : Optional.of(OffsetDateTime.parse(time).toInstant());
    } catch (DateTimeParseException _) {
      throw Refused.because(
          Refusal.Reason.BAD_REQUEST,
          "sinceTime is '" + time + "', a time such as 2026-11-20T21:00:00Z is wanted");
    }
  }

  private Refused invalid(String field, String why) {
    return new Refused(
        new Refusal(
            Refusal.Reason.INVALID,
            "PodLogOptions \"" + pod + "\" is invalid: " + field + ": " + why,
            KIND,
            pod,
            List.of(new Refusal.Cause("FieldValueInvalid", why, field))));
  }
}
