package dev.skerry.server.config;

import dev.skerry.model.json.Obj;
import java.time.Duration;

/// Signs of life on a link.
///
/// @param heartbeat time between two
/// @param silence after which the other end counts as not heard; two heartbeats at least
public record Pulse(Duration heartbeat, Duration silence) {
  public static final Pulse DEFAULT = new Pulse(Duration.ofSeconds(10), Duration.ofSeconds(30));

  static Pulse of(Fields fields) throws ConfigRefused {
    var pulse =
        new Pulse(
            fields.duration("heartbeat", DEFAULT.heartbeat()),
            fields.duration("silence", DEFAULT.silence()));
    if (pulse.heartbeat.isZero() || pulse.silence.compareTo(pulse.heartbeat.multipliedBy(2)) < 0) {
      throw fields.refused("silence", "must be at least two heartbeats, and a heartbeat not 0");
    }
    return pulse;
  }

  void put(Obj.Builder json) {
    json.put("heartbeat", Fields.text(heartbeat)).put("silence", Fields.text(silence));
  }
}
