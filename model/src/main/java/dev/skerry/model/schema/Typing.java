package dev.skerry.model.schema;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.model.unit.Quantity;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Checks that every value has its schema's type and writes it in its one canonical way, as
/// Kubernetes does by decoding into Go types: quantities (`1000m` is `1`), times in UTC, and no
/// nulls where a null means nothing. Members that the schema does not name are left alone.
public final class Typing {
  /// More are not told: the first ones show what is wrong.
  static final int MAX_CAUSES = 64;

  /// @param value canonical where it was well typed
  public record Typed(Obj value, List<Cause> causes) {}

  private final List<Cause> causes = new ArrayList<>();

  private Typing() {}

  public static Typed type(Schema schema, Obj object) {
    var typing = new Typing();
    Obj value = typing.object(schema, object, FieldPath.ROOT);
    return new Typed(value, List.copyOf(typing.causes));
  }

  private Obj object(Schema schema, Obj object, FieldPath path) {
    Obj[] result = {object};
    object.forEach((key, value) -> {
      Optional<Schema> place = schema.values().or(() -> schema.property(key));
      FieldPath inner = schema.values().isPresent() ? path.key(key) : path.field(key);
      if (place.isEmpty()) {
        return;
      }
      if (value instanceof Json.Null && !place.get().nullable()) {
        result[0] = result[0].without(key);
      } else {
        result[0] = result[0].with(key, value(place.get(), value, inner));
      }
    });
    return result[0];
  }

  private Json value(Schema schema, Json value, FieldPath path) {
    if (value instanceof Json.Null && schema.nullable()) {
      return value;
    }
    return switch (schema.type()) {
      case ANY -> value;
      case OBJECT ->
          value instanceof Obj object
              ? object(schema, object, path)
              : wrong(value, "an object", path);
      case ARRAY ->
          value instanceof Json.Arr array
              ? items(schema, array, path)
              : wrong(value, "a list", path);
      case STRING -> value instanceof Json.Str ? value : wrong(value, "a string", path);
      case BOOLEAN -> value instanceof Json.Bool ? value : wrong(value, "true or false", path);
      case INTEGER -> integer(schema, value, path);
      case NUMBER ->
          value instanceof Json.Int || value instanceof Json.Dec
              ? value
              : wrong(value, "a number", path);
      case INT_OR_STRING ->
          value instanceof Json.Str || value instanceof Json.Int
              ? value
              : wrong(value, "a whole number or a string", path);
      case QUANTITY -> quantity(value, path);
      case TIME -> time(schema, value, path);
      case BYTES -> bytes(value, path);
    };
  }

  private Json items(Schema schema, Json.Arr array, FieldPath path) {
    Optional<Schema> place = schema.items();
    return place.isEmpty()
        ? array
        : array.changed((i, item) -> value(place.get(), item, path.index(i)));
  }

  private Json integer(Schema schema, Json value, FieldPath path) {
    if (!(value instanceof Json.Int(long number))) {
      return wrong(value, "a whole number", path);
    }
    boolean tooLarge =
        schema.constraints().format() == Constraints.Format.INT32 && number != (int) number;
    return tooLarge ? wrong(value, "a whole number of 32 bits", path) : value;
  }

  private Json quantity(Json value, FieldPath path) {
    Optional<Quantity> quantity =
        switch (value) {
          case Json.Str(String text) -> Quantity.find(text.strip());
          case Json.Int(long number) -> Optional.of(Quantity.of(number));
          case Json.Dec(BigDecimal number) ->
              Optional.of(new Quantity(number, Quantity.Notation.DECIMAL));
          case Json.Null _, Json.Bool _, Json.Arr _, Obj _ -> Optional.empty();
        };
    return quantity
        .map(q -> Json.of(q.toString()))
        .orElseGet(() -> wrong(value, "a quantity: " + Quantity.RULE, path));
  }

  /// RFC 3339; kept to the second, or to the microsecond where the schema says so.
  private Json time(Schema schema, Json value, FieldPath path) {
    if (!(value instanceof Json.Str(String text))) {
      return wrong(value, "a time", path);
    }
    boolean micro = schema.constraints().format() == Constraints.Format.MICRO_TIME;
    if (!micro && TimeText.isSecond(text)) {
      return value;
    }
    try {
      Instant instant = OffsetDateTime.parse(text).toInstant();
      return Json.of(micro ? TimeText.micro(instant) : TimeText.second(instant));
    } catch (DateTimeException bad) {
      return wrong(value, "a time such as 2026-11-20T09:12:00Z (RFC 3339)", path);
    }
  }

  private Json bytes(Json value, FieldPath path) {
    return value instanceof Json.Str(String text) && Base64Text.isBase64(text)
        ? value
        : wrong(value, "base64 text", path);
  }

  private Json wrong(Json value, String wanted, FieldPath path) {
    if (causes.size() < MAX_CAUSES) {
      String message = "Invalid value: " + kindOf(value) + ": must be " + wanted;
      causes.add(new Cause(Cause.Reason.TYPE_INVALID, path.toString(), message));
    }
    return value;
  }

  private static String kindOf(Json value) {
    return switch (value) {
      case Obj _ -> "an object";
      case Json.Arr _ -> "a list";
      case Json.Str(String text) when text.length() > 100 -> "a long string";
      case Json.Null _, Json.Bool _, Json.Str _, Json.Int _, Json.Dec _ -> JsonText.write(value);
    };
  }

  /// How times are written; see [Instant].
  private static final class TimeText {
    private TimeText() {}

    private static final String SHAPE = "0000-00-00T00:00:00Z";

    /// Whether it is certainly written as [#second] writes; every day that each month has. Parsing
    /// a time costs more than all else that is done to a small object.
    static boolean isSecond(String text) {
      if (text.length() != SHAPE.length()) {
        return false;
      }
      for (int i = 0; i < SHAPE.length(); i++) {
        char c = text.charAt(i);
        boolean digit = SHAPE.charAt(i) == '0';
        if (digit ? c < '0' || c > '9' : c != SHAPE.charAt(i)) {
          return false;
        }
      }
      int month = number(text, 5);
      int day = number(text, 8);
      return month >= 1
          && month <= 12
          && day >= 1
          && day <= 28
          && number(text, 11) < 24
          && number(text, 14) < 60
          && number(text, 17) < 60;
    }

    private static int number(String text, int at) {
      return (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
    }

    static String second(Instant instant) {
      return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /// Always six digits, as Go writes a MicroTime.
    static String micro(Instant instant) {
      String seconds = second(instant);
      return "%s.%06dZ"
          .formatted(
              seconds.substring(0, seconds.length() - 1),
              instant.get(java.time.temporal.ChronoField.MICRO_OF_SECOND));
    }
  }
}
