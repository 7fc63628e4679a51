package dev.skerry.model.json;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/// Text to tree and back. Writing is canonical: sorted keys, no spaces, UTF-8; so equal trees have
/// equal bytes. Reading reports duplicate keys with their whole path and keeps the last value, as
/// Kubernetes does, since whether a duplicate is an error is the request's choice
/// (`fieldValidation`). Stateless; any thread.
public final class JsonText {
  /// Digits behind or before the point.
  private static final int MAX_SCALE = 1_000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(JsonLimits.STORED.maxDepth())
                  .maxStringLength(JsonLimits.STORED.maxBytes())
                  .build())
          .build();

  /// A tree and the paths of keys that were written twice, such as `spec.replicas`.
  public record Parsed(Json value, List<String> duplicates) {}

  private JsonText() {}

  public static byte[] bytes(Json value) {
    var out = new ByteArrayOutputStream(256);
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      write(value, generator);
    }
    return out.toByteArray();
  }

  public static String write(Json value) {
    return new String(bytes(value), StandardCharsets.UTF_8);
  }

  /// Reads bytes that this process wrote earlier; anything wrong with them is a bug or a torn
  /// store.
  public static Obj stored(byte[] text) {
    try {
      if (parse(text, JsonLimits.STORED).value() instanceof Obj object) {
        return object;
      }
      throw new IllegalStateException("stored JSON is not an object");
    } catch (JsonRefused refused) {
      throw new IllegalStateException("stored JSON does not parse", refused);
    }
  }

  public static Parsed parse(byte[] text, JsonLimits limits) throws JsonRefused {
    if (text.length > limits.maxBytes()) {
      throw new JsonRefused(
          JsonRefused.Why.TOO_LARGE,
          "the text has " + text.length + " bytes, the limit is " + limits.maxBytes());
    }
    var duplicates = new ArrayList<String>();
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == null) {
        throw new JsonRefused(JsonRefused.Why.MALFORMED, "the text is empty");
      }
      Json value = read(parser, limits.maxDepth(), Place.root(duplicates));
      if (parser.nextToken() != null) {
        throw new JsonRefused(JsonRefused.Why.MALFORMED, "the text goes on after the first value");
      }
      return new Parsed(value, List.copyOf(duplicates));
    } catch (StreamConstraintsException deep) {
      throw new JsonRefused(JsonRefused.Why.TOO_DEEP, deep.getOriginalMessage());
    } catch (JacksonException bad) {
      String where =
          "line " + bad.getLocation().getLineNr() + " column " + bad.getLocation().getColumnNr();
      throw new JsonRefused(JsonRefused.Why.MALFORMED, bad.getOriginalMessage() + " at " + where);
    }
  }

  private static Json read(JsonParser parser, int depthLeft, Place here) throws JsonRefused {
    return switch (parser.currentToken()) {
      case START_OBJECT -> readObject(parser, depthLeft, here);
      case START_ARRAY -> readArray(parser, depthLeft, here);
      case VALUE_STRING -> new Json.Str(parser.getString());
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> decimal(parser);
      case VALUE_TRUE -> new Json.Bool(true);
      case VALUE_FALSE -> new Json.Bool(false);
      case VALUE_NULL -> Json.Null.VALUE;
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new JsonRefused(JsonRefused.Why.MALFORMED, "unexpected end of the text");
    };
  }

  /// Exponents far beyond a double's would cost memory wherever the number is written out.
  private static Json decimal(JsonParser parser) throws JsonRefused {
    try {
      BigDecimal number = parser.getDecimalValue();
      if (Math.abs((long) number.scale()) <= MAX_SCALE) {
        return new Json.Dec(number);
      }
    } catch (NumberFormatException far) {
      // Said below: Jackson's sentence is about Java's classes.
    }
    throw new JsonRefused(
        JsonRefused.Why.MALFORMED, "a number is out of range: its exponent is beyond " + MAX_SCALE);
  }

  private static Json integer(JsonParser parser) {
    return switch (parser.getNumberType()) {
      case INT, LONG -> new Json.Int(parser.getLongValue());
      default -> new Json.Dec(new BigDecimal(parser.getBigIntegerValue()));
    };
  }

  private static Json readObject(JsonParser parser, int depthLeft, Place here) throws JsonRefused {
    requireDepth(depthLeft);
    var members = new Members();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = parser.currentName();
      Place inner = here.member(key);
      parser.nextToken();
      if (!members.put(key, read(parser, depthLeft - 1, inner))) {
        inner.twice();
      }
    }
    return members.build();
  }

  private static Json readArray(JsonParser parser, int depthLeft, Place here) throws JsonRefused {
    requireDepth(depthLeft);
    var items = new ArrayList<Json>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(read(parser, depthLeft - 1, here.item(items.size())));
    }
    return new Json.Arr(items);
  }

  /// Where a value stands, as links: the text of a path is only made for a duplicate.
  private record Place(Optional<Place> parent, String key, int item, List<String> duplicates) {
    private static final int NO_ITEM = -1;

    static Place root(List<String> duplicates) {
      return new Place(Optional.empty(), "", NO_ITEM, duplicates);
    }

    Place member(String name) {
      return new Place(Optional.of(this), name, NO_ITEM, duplicates);
    }

    Place item(int at) {
      return new Place(Optional.of(this), "", at, duplicates);
    }

    void twice() {
      duplicates.add(path());
    }

    private String path() {
      String before = parent.map(Place::path).orElse("");
      if (item != NO_ITEM) {
        return before + "[" + item + "]";
      }
      return before.isEmpty() ? key : before + "." + key;
    }
  }

  private static void requireDepth(int depthLeft) throws JsonRefused {
    if (depthLeft == 0) {
      throw new JsonRefused(JsonRefused.Why.TOO_DEEP, "the text nests too deep");
    }
  }

  private static void write(Json value, JsonGenerator to) {
    switch (value) {
      case Json.Null() -> to.writeNull();
      case Json.Bool(boolean b) -> to.writeBoolean(b);
      case Json.Str(String s) -> to.writeString(s);
      case Json.Int(long n) -> to.writeNumber(n);
      case Json.Dec(BigDecimal n) -> to.writeNumber(n);
      case Json.Arr(List<Json> items) -> {
        to.writeStartArray();
        items.forEach(item -> write(item, to));
        to.writeEndArray();
      }
      case Obj object -> {
        to.writeStartObject();
        object.forEach((key, member) -> {
          to.writeName(key);
          write(member, to);
        });
        to.writeEndObject();
      }
    }
  }
}
