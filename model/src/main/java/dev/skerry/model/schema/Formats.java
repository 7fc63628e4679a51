package dev.skerry.model.schema;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.Labels;
import dev.skerry.model.meta.Names;
import dev.skerry.model.unit.Quantity;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The named shapes of [Constraints.Format], with the sentences that Kubernetes' own validation
/// uses. Empty texts pass: whether a value may be empty is said by `nonEmpty`.
final class Formats {
  private static final int MAX_ANNOTATIONS = 256 * 1024;
  private static final Pattern ENV_NAME = Pattern.compile("[ -<>-~]+");
  private static final Pattern DATA_KEY = Pattern.compile("[-._a-zA-Z0-9]{1,253}");
  private static final Pattern PORT_NAME =
      Pattern.compile("(?=.{1,15}$)(?!.*--)[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern PERCENT = Pattern.compile("[0-9]{1,9}%");

  private static final String KEY_RULE =
      "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end"
          + " with an alphanumeric character, at most 63 of them, with an optional DNS subdomain"
          + " prefix and '/'";
  private static final String VALUE_RULE =
      "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or"
          + " '.', and must start and end with an alphanumeric character, at most 63 of them";

  private Formats() {}

  static void check(Constraints.Format format, Json value, FieldPath path, List<Cause> causes) {
    switch (format) {
      case NONE, INT32, INT64, DOUBLE, MICRO_TIME -> {}
      case NAME -> text(value, path, causes, Names::isSubdomain, Names.SUBDOMAIN_RULE);
      case LABEL -> text(value, path, causes, Names::isLabel, Names.LABEL_RULE);
      case ENV_NAME ->
          text(
              value,
              path,
              causes,
              t -> ENV_NAME.matcher(t).matches(),
              "a valid environment variable name must consist only of printable ASCII characters"
                  + " other than '='");
      case PORT_NAME -> text(value, path, causes, Formats::isPortName, PORT_NAME_RULE);
      case PORT -> port(value, path, causes);
      case PORTION -> portion(value, path, causes);
      case LABELS -> labels(value, path, causes);
      case ANNOTATIONS -> annotations(value, path, causes);
      case DATA_KEYS -> dataKeys(value, path, causes);
      case RESOURCES -> resources(value, path, causes);
    }
  }

  private static final String PORT_NAME_RULE =
      "must be at most 15 lower case alphanumeric characters or '-', with at least one letter, and"
          + " must not start or end with '-' or contain '--'";

  private interface Rule {
    boolean holds(String text);
  }

  private static void text(
      Json value, FieldPath path, List<Cause> causes, Rule rule, String sentence) {
    if (value instanceof Json.Str(String text) && !text.isEmpty() && !rule.holds(text)) {
      causes.add(Cause.invalid(path, JsonText.write(value), sentence));
    }
  }

  private static boolean isPortName(String text) {
    return PORT_NAME.matcher(text).matches() && text.chars().anyMatch(Character::isLetter);
  }

  private static void port(Json value, FieldPath path, List<Cause> causes) {
    if (value instanceof Json.Int(long number) && (number < 1 || number > 65535)) {
      causes.add(
          Cause.invalid(path, JsonText.write(value), "must be between 1 and 65535, inclusive"));
    }
    text(value, path, causes, Formats::isPortName, PORT_NAME_RULE);
  }

  private static void portion(Json value, FieldPath path, List<Cause> causes) {
    if (value instanceof Json.Int(long number) && number < 0) {
      causes.add(Cause.invalid(path, JsonText.write(value), "must be greater than or equal to 0"));
    }
    if (value instanceof Json.Str(String text) && !PERCENT.matcher(text).matches()) {
      causes.add(
          Cause.invalid(
              path,
              JsonText.write(value),
              "a valid percent string must be a numeric string followed by an ending '%'"));
    }
  }

  private static void labels(Json value, FieldPath path, List<Cause> causes) {
    if (!(value instanceof Obj map)) {
      return;
    }
    map.strings()
        .forEach((key, label) -> {
          if (!Labels.isKey(key)) {
            causes.add(Cause.invalid(path, quoted(key), KEY_RULE));
          }
          if (!Labels.isValue(label)) {
            causes.add(Cause.invalid(path, quoted(label), VALUE_RULE));
          }
        });
  }

  private static void annotations(Json value, FieldPath path, List<Cause> causes) {
    if (!(value instanceof Obj map)) {
      return;
    }
    int[] size = {0};
    map.strings()
        .forEach((key, text) -> {
          size[0] += key.length() + text.length();
          if (!Labels.isKey(key.toLowerCase(Locale.ROOT))) {
            causes.add(Cause.invalid(path, quoted(key), KEY_RULE));
          }
        });
    if (size[0] > MAX_ANNOTATIONS) {
      String detail = "Too long: may not be more than " + MAX_ANNOTATIONS + " bytes";
      causes.add(new Cause(Cause.Reason.TOO_LONG, path.toString(), detail));
    }
  }

  private static void dataKeys(Json value, FieldPath path, List<Cause> causes) {
    if (!(value instanceof Obj map)) {
      return;
    }
    for (String key : map.keys()) {
      boolean bad = !DATA_KEY.matcher(key).matches() || key.equals(".") || key.startsWith("..");
      if (bad) {
        causes.add(
            Cause.invalid(
                path.key(key),
                quoted(key),
                "a valid config key must consist of alphanumeric characters, '-', '_' or '.', at"
                    + " most 253 of them"));
      }
    }
  }

  private static void resources(Json value, FieldPath path, List<Cause> causes) {
    if (!(value instanceof Obj map)) {
      return;
    }
    map.strings()
        .forEach((key, amount) -> {
          if (!Labels.isKey(key)) {
            causes.add(Cause.invalid(path.key(key), quoted(key), KEY_RULE));
          }
          if (Quantity.find(amount).map(Quantity::isNegative).orElse(false)) {
            causes.add(
                Cause.invalid(path.key(key), quoted(amount), "must be greater than or equal to 0"));
          }
        });
  }

  private static String quoted(String text) {
    return JsonText.write(Json.of(text));
  }
}
