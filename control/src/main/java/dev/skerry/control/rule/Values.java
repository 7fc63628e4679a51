package dev.skerry.control.rule;

import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// JSON as values of CEL, by the types that [Types] gives its places. Members that are null count
/// as not there.
final class Values {
  private static final Pattern STEP =
      Pattern.compile("([0-9]+(?:\\.[0-9]*)?)(ns|us|µs|μs|ms|s|m|h|d|w)");

  private Values() {}

  static Object of(Obj schema, Json value) {
    return switch (value) {
      case Json.Bool(boolean yes) -> yes;
      case Json.Int(long number) ->
          schema.text("type").equals("number") ? (Object) (double) number : (Object) number;
      case Json.Dec(BigDecimal number) ->
          schema.text("type").equals("integer")
              ? (Object) number.longValue()
              : (Object) number.doubleValue();
      case Json.Str(String text) -> text(schema, text);
      case Json.Arr(List<Json> items) -> {
        var list = new ArrayList<Object>();
        items.forEach(item -> list.add(of(schema.obj("items"), item)));
        yield list;
      }
      case Obj object -> object(schema, object);
      case Json.Null _ -> NullValue.NULL_VALUE;
    };
  }

  private static Object object(Obj schema, Obj object) {
    boolean named = !schema.obj("properties").isEmpty();
    Obj values = schema.obj("additionalProperties");
    var map = new TreeMap<String, Object>();
    object.forEach((name, member) -> {
      if (member instanceof Json.Null) {
        return;
      }
      if (named) {
        Escapes.of(name)
            .ifPresent(field -> map.put(field, of(schema.obj("properties", name), member)));
      } else {
        map.put(name, of(values, member));
      }
    });
    return map;
  }

  private static Object text(Obj schema, String text) {
    try {
      return switch (schema.text("type").equals("string") ? schema.text("format") : "") {
        case "date-time" -> OffsetDateTime.parse(text).toInstant();
        case "date" -> LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
        case "duration" -> duration(text);
        case "byte" -> CelByteString.of(Base64.getDecoder().decode(text));
        default -> text;
      };
    } catch (DateTimeException | IllegalArgumentException bad) {
      // The schema's own check tells that.
      return text;
    }
  }

  private static Duration duration(String text) {
    Matcher step = STEP.matcher(text);
    Duration sum = Duration.ZERO;
    while (step.find()) {
      var nanos = new BigDecimal(step.group(1)).multiply(BigDecimal.valueOf(unit(step.group(2))));
      sum = sum.plusNanos(nanos.longValue());
    }
    return text.startsWith("-") ? sum.negated() : sum;
  }

  private static long unit(String name) {
    return switch (name) {
      case "ns" -> 1;
      case "us", "µs", "μs" -> 1_000;
      case "ms" -> 1_000_000;
      case "s" -> 1_000_000_000L;
      case "m" -> 60_000_000_000L;
      case "h" -> 3_600_000_000_000L;
      case "d" -> 86_400_000_000_000L;
      default -> 604_800_000_000_000L;
    };
  }
}
