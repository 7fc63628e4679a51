package dev.skerry.model.selector;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One condition on one label. An object without the label meets `NOT_IN` and `DOES_NOT_EXIST`.
///
/// @param values sorted; one whole number for `GREATER` and `LESS`
public record Requirement(String key, Operator operator, List<String> values) {
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,19}");

  /// How the label's value is compared.
  public enum Operator {
    IN,
    NOT_IN,
    EXISTS,
    DOES_NOT_EXIST,
    GREATER,
    LESS
  }

  public Requirement {
    values = values.stream().sorted().distinct().toList();
  }

  public boolean matches(Map<String, String> labels) {
    String value = labels.get(key);
    return switch (operator) {
      case IN -> value != null && values.contains(value);
      case NOT_IN -> value == null || !values.contains(value);
      case EXISTS -> value != null;
      case DOES_NOT_EXIST -> value == null;
      case GREATER -> compared(value) > 0;
      case LESS -> compared(value) < 0;
    };
  }

  /// Zero, which neither comparison accepts, when there are no two numbers.
  private int compared(@Nullable String value) {
    boolean numbers =
        value != null
            && WHOLE.matcher(value).matches()
            && values.size() == 1
            && WHOLE.matcher(values.getFirst()).matches();
    return numbers ? new BigInteger(value).compareTo(new BigInteger(values.getFirst())) : 0;
  }

  /// In selector syntax.
  @Override
  public String toString() {
    return switch (operator) {
      case IN ->
          values.size() == 1
              ? key + "=" + values.getFirst()
              : key + " in (" + String.join(",", values) + ")";
      case NOT_IN ->
          values.size() == 1
              ? key + "!=" + values.getFirst()
              : key + " notin (" + String.join(",", values) + ")";
      case EXISTS -> key;
      case DOES_NOT_EXIST -> "!" + key;
      case GREATER -> key + ">" + values.getFirst();
      case LESS -> key + "<" + values.getFirst();
    };
  }
}
