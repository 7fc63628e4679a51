package dev.skerry.model.decode;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonRefused;
import dev.skerry.model.json.JsonRefused.Why;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/// What a scalar means. Quoted and block text is text; plain text is resolved as go-yaml 2 does,
/// which is YAML 1.1 without sexagesimal numbers and with times left as text.
final class YamlScalar {
  private static final String CORE_TAG = "tag:yaml.org,2002:";
  private static final List<String> TRUE =
      List.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
  private static final List<String> FALSE =
      List.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
  private static final List<String> NULL = List.of("", "~", "null", "Null", "NULL");
  private static final List<String> NO_NUMBER =
      List.of(
          ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF", ".nan",
          ".NaN", ".NAN");
  private static final Pattern DIGITS = Pattern.compile("0|[1-9][0-9]*");
  private static final Pattern OCTAL = Pattern.compile("0o?[0-7]+");
  private static final Pattern HEX = Pattern.compile("0[xX][0-9a-fA-F]+");
  private static final Pattern BINARY = Pattern.compile("0[bB][01]+");
  private static final Pattern FRACTION =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,4})?");

  /// Longer digit strings are text: parsing them is not linear and nobody means them.
  private static final int MAX_NUMBER = 400;

  private YamlScalar() {}

  static Json value(ScalarEvent scalar) throws JsonRefused {
    String text = scalar.getValue();
    String tag = scalar.getTag().orElse("");
    if (tag.startsWith(CORE_TAG)) {
      return tagged(tag.substring(CORE_TAG.length()), text);
    }
    if (!scalar.isPlain() || tag.equals("!")) {
      return Json.of(text);
    }
    if (!tag.isEmpty()) {
      throw new JsonRefused(Why.MALFORMED, "the tag " + tag + " has no meaning here");
    }
    return plain(text);
  }

  private static Json tagged(String type, String text) throws JsonRefused {
    Json plain = plain(text);
    boolean fits =
        switch (type) {
          case "str", "timestamp", "binary" -> true;
          case "int" -> plain instanceof Json.Int;
          case "float" -> plain instanceof Json.Int || plain instanceof Json.Dec;
          case "bool" -> plain instanceof Json.Bool;
          case "null" -> plain instanceof Json.Null;
          default -> false;
        };
    if (!fits) {
      throw new JsonRefused(Why.MALFORMED, "'" + text + "' is not of the tag !!" + type);
    }
    boolean asText = List.of("str", "timestamp", "binary").contains(type);
    return asText ? Json.of(text) : plain;
  }

  private static Json plain(String text) throws JsonRefused {
    if (NULL.contains(text)) {
      return Json.Null.VALUE;
    }
    if (TRUE.contains(text) || FALSE.contains(text)) {
      return Json.of(TRUE.contains(text));
    }
    if (NO_NUMBER.contains(text)) {
      throw new JsonRefused(Why.MALFORMED, text + " is no JSON number; quote it if it is a word");
    }
    boolean numeric = !text.isEmpty() && "+-.0123456789".indexOf(text.charAt(0)) >= 0;
    return numeric && text.length() <= MAX_NUMBER
        ? number(text).orElseGet(() -> Json.of(text))
        : Json.of(text);
  }

  private static Optional<Json> number(String text) {
    String bare = text.replace("_", "");
    boolean signed = bare.startsWith("-") || bare.startsWith("+");
    Optional<BigInteger> whole = whole(signed ? bare.substring(1) : bare);
    if (whole.isPresent()) {
      return Optional.of(of(bare.startsWith("-") ? whole.get().negate() : whole.get()));
    }
    return FRACTION.matcher(bare).matches()
        ? Optional.of(of(new BigDecimal(bare)))
        : Optional.empty();
  }

  /// `1e3` and `2.0` are whole numbers once they are JSON.
  private static Json of(BigDecimal number) {
    boolean whole = number.stripTrailingZeros().scale() <= 0 && number.precision() < 19;
    return whole && number.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0
        ? Json.of(number.longValueExact())
        : new Json.Dec(number);
  }

  private static Optional<BigInteger> whole(String digits) {
    if (DIGITS.matcher(digits).matches()) {
      return Optional.of(new BigInteger(digits));
    }
    if (OCTAL.matcher(digits).matches()) {
      return Optional.of(new BigInteger(digits.replace("o", ""), 8));
    }
    if (HEX.matcher(digits).matches()) {
      return Optional.of(new BigInteger(digits.substring(2), 16));
    }
    return BINARY.matcher(digits).matches()
        ? Optional.of(new BigInteger(digits.substring(2), 2))
        : Optional.empty();
  }

  private static Json of(BigInteger whole) {
    return whole.bitLength() < Long.SIZE
        ? Json.of(whole.longValueExact())
        : new Json.Dec(new BigDecimal(whole));
  }
}
