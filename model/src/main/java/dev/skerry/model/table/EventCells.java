package dev.skerry.model.table;

import dev.skerry.model.json.Obj;
import java.util.Locale;
import java.util.stream.Stream;

/// Cells of Events.
final class EventCells {
  private EventCells() {}

  static String lastSeen(Obj event) {
    return first(
        event.text("series", "lastObservedTime"), event.text("lastTimestamp"), firstSeen(event));
  }

  static String firstSeen(Obj event) {
    return first(event.text("firstTimestamp"), event.text("eventTime"));
  }

  private static String first(String... times) {
    return Stream.of(times).filter(time -> !time.isEmpty()).findFirst().orElse("");
  }

  static String object(Obj event) {
    String kind = event.text("involvedObject", "kind").toLowerCase(Locale.ROOT);
    String name = event.text("involvedObject", "name");
    return name.isEmpty() ? kind : kind + "/" + name;
  }

  static String source(Obj event) {
    String component = first(event.text("source", "component"), event.text("reportingComponent"));
    String instance = first(event.text("source", "host"), event.text("reportingInstance"));
    return instance.isEmpty() ? component : component + ", " + instance;
  }

  static long count(Obj event) {
    long counted = event.integer("series", "count").orElse(event.integer("count").orElse(1));
    return Math.max(1, counted);
  }
}
