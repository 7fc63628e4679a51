package dev.skerry.model.schema;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonRefused;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.schema.Schema.ListType;
import dev.skerry.model.schema.Schema.PatchStrategy;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// One line of a schema file: a type, options, and after a bar the description.
///
/// ```
/// [ContainerPort] map=containerPort,protocol merge=containerPort | List of ports to expose.
/// ```
///
/// Types: `string int32 int64 number boolean quantity intstr time microtime bytes any object`,
/// `[X]` a list, `{X}` a map with string keys, anything with a capital letter another definition.
/// Options: `required nonEmpty nullable preserve writeOnly struct atomic set retain merge`,
/// `merge=KEY`, `map=KEY,KEY`, `default=JSON`, `computed=NAME`, `enum=A,B`, `min=N max=N`,
/// `minItems=N`, `maxLength=N`, `pattern=REGEX`, `format=NAME`; no option holds a space.
record FieldText(TypeText type, Traits traits, boolean required) {
  /// The type at the head of the line.
  sealed interface TypeText {
    record Plain(Schema.Type type) implements TypeText {}

    record Listed(TypeText of) implements TypeText {}

    record Mapped(TypeText of) implements TypeText {}

    record Named(String name) implements TypeText {}
  }

  static FieldText parse(String line) {
    int bar = line.indexOf('|');
    String head = (bar < 0 ? line : line.substring(0, bar)).strip();
    List<String> words = Arrays.asList(head.split(" +", -1));
    var traits = new TraitsBuilder();
    traits.description = bar < 0 ? "" : line.substring(bar + 1).strip();
    traits.format = formatOfType(words.getFirst());
    boolean required = false;
    for (String word : words.subList(1, words.size())) {
      if (word.equals("required")) {
        required = true;
      } else {
        option(word, traits);
      }
    }
    return new FieldText(typeOf(words.getFirst()), traits.build(), required);
  }

  private static TypeText typeOf(String text) {
    if (text.startsWith("[")) {
      return new TypeText.Listed(typeOf(text.substring(1, text.length() - 1)));
    }
    if (text.startsWith("{")) {
      return new TypeText.Mapped(typeOf(text.substring(1, text.length() - 1)));
    }
    return switch (text) {
      case "string" -> new TypeText.Plain(Schema.Type.STRING);
      case "int32", "int64" -> new TypeText.Plain(Schema.Type.INTEGER);
      case "number" -> new TypeText.Plain(Schema.Type.NUMBER);
      case "boolean" -> new TypeText.Plain(Schema.Type.BOOLEAN);
      case "quantity" -> new TypeText.Plain(Schema.Type.QUANTITY);
      case "intstr" -> new TypeText.Plain(Schema.Type.INT_OR_STRING);
      case "time", "microtime" -> new TypeText.Plain(Schema.Type.TIME);
      case "bytes" -> new TypeText.Plain(Schema.Type.BYTES);
      case "any" -> new TypeText.Plain(Schema.Type.ANY);
      case "object" -> new TypeText.Plain(Schema.Type.OBJECT);
      default -> new TypeText.Named(text);
    };
  }

  private static Constraints.Format formatOfType(String type) {
    return switch (type) {
      case "int32" -> Constraints.Format.INT32;
      case "int64" -> Constraints.Format.INT64;
      case "number" -> Constraints.Format.DOUBLE;
      case "microtime" -> Constraints.Format.MICRO_TIME;
      default -> Constraints.Format.NONE;
    };
  }

  private static void option(String word, TraitsBuilder traits) {
    int equals = word.indexOf('=');
    if (equals >= 0) {
      setting(word.substring(0, equals), word.substring(equals + 1), traits);
      return;
    }
    switch (word) {
      case "nonEmpty" -> traits.minSize = OptionalInt.of(1);
      case "nullable" -> traits.nullable = true;
      case "preserve" -> traits.preserveUnknown = true;
      case "writeOnly" -> traits.writeOnly = true;
      case "struct" -> traits.struct = true;
      case "atomic" -> traits.atomicMap = true;
      case "set" -> traits.listType = ListType.SET;
      case "retain" -> traits.retainKeys = true;
      case "merge" -> traits.patchStrategy = PatchStrategy.MERGE;
      case "" -> {}
      default -> throw new IllegalArgumentException("no schema option is named '" + word + "'");
    }
  }

  private static void setting(String name, String value, TraitsBuilder traits) {
    switch (name) {
      case "merge" -> {
        traits.patchStrategy = PatchStrategy.MERGE;
        traits.mergeKey = Optional.of(value);
      }
      case "map" -> {
        traits.listType = ListType.MAP;
        traits.listKeys = List.of(value.split(",", -1));
      }
      case "default" -> traits.defaultValue = Optional.of(json(value));
      case "computed" -> traits.computed = Optional.of(ComputedDefault.valueOf(constant(value)));
      case "enum" -> traits.allowed = Arrays.stream(value.split(",", -1)).map(Json::of).toList();
      case "min" -> traits.min = Optional.of(new BigDecimal(value));
      case "max" -> traits.max = Optional.of(new BigDecimal(value));
      case "minItems" -> traits.minSize = OptionalInt.of(Integer.parseInt(value));
      case "maxItems", "maxLength" -> traits.maxSize = OptionalInt.of(Integer.parseInt(value));
      case "pattern" -> traits.pattern = Optional.of(Pattern.compile(value));
      case "format" -> traits.format = Constraints.Format.valueOf(constant(value));
      default -> throw new IllegalArgumentException("no schema option is named '" + name + "'");
    }
  }

  /// `portName` to `PORT_NAME`.
  private static String constant(String camelCase) {
    return camelCase.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
  }

  private static Json json(String text) {
    try {
      return JsonText.parse(text.getBytes(StandardCharsets.UTF_8), JsonLimits.STORED).value();
    } catch (JsonRefused refused) {
      throw new IllegalArgumentException("a schema's default is not JSON: " + text, refused);
    }
  }
}
