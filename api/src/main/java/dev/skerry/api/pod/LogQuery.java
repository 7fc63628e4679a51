package dev.skerry.api.pod;

import dev.skerry.api.http.Exchange;
import dev.skerry.api.plane.Streams.LogOptions;
import dev.skerry.api.status.Refused;
import dev.skerry.control.write.Refusal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads the query parameters of a log (`PodLogOptions`).
final class LogQuery {
  private LogQuery() {}

  static LogOptions of(Exchange exchange, Instant now) throws Refused {
    return new LogOptions(
        exchange.asks("follow"),
        exchange.asks("previous"),
        number(exchange, "tailLines"),
        since(exchange, now),
        exchange.asks("timestamps"),
        number(exchange, "limitBytes"));
  }

  private static Optional<Instant> since(Exchange exchange, Instant now) throws Refused {
    OptionalLong seconds = number(exchange, "sinceSeconds");
    Optional<String> time = exchange.query("sinceTime");
    if (seconds.isPresent() && time.isPresent()) {
      throw Refused.because(
          Refusal.Reason.INVALID, "at most one of sinceTime or sinceSeconds may be specified");
    }
    if (seconds.isPresent()) {
      return Optional.of(now.minusSeconds(seconds.getAsLong()));
    }
    try {
      return time.map(Instant::parse);
    } catch (DateTimeParseException _) {
      throw Refused.because(
          Refusal.Reason.BAD_REQUEST,
          "sinceTime is '" + time.orElse("") + "', an RFC 3339 time is wanted");
    }
  }

  private static OptionalLong number(Exchange exchange, String name) throws Refused {
    String text = exchange.query(name).orElse("");
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!text.matches("[0-9]{1,12}")) {
      throw Refused.because(
          Refusal.Reason.BAD_REQUEST, name + " is '" + text + "', a number is wanted");
    }
    return OptionalLong.of(Long.parseLong(text));
  }
}
