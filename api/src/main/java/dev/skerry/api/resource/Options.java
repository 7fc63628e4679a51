package dev.skerry.api.resource;

import dev.skerry.api.http.Exchange;
import dev.skerry.api.status.Refused;
import dev.skerry.control.write.Refusal;
import dev.skerry.control.write.Request;
import dev.skerry.control.write.Request.FieldValidation;
import java.util.List;

/// Reads the query parameters that writes have in common.
final class Options {
  private static final int MAX_MANAGER = 128;

  private Options() {}

  static Request.Options of(Ask ask, List<String> duplicates) throws Refused {
    Exchange exchange = ask.exchange();
    return new Request.Options(
        manager(ask),
        exchange.asks("force"),
        isDryRun(ask, exchange.queries("dryRun")),
        validation(ask, exchange.query("fieldValidation").orElse("")),
        duplicates);
  }

  static boolean isDryRun(Ask ask, List<String> values) throws Refused {
    List<String> said = values.stream().filter(value -> !value.isEmpty()).toList();
    for (String value : said) {
      if (!value.equals("All")) {
        throw ask.refused(
            Refusal.Reason.INVALID,
            "dryRun: Unsupported value: \"" + value + "\": supported values: \"All\"");
      }
    }
    return !said.isEmpty();
  }

  /// The client's program name when it says no manager, as Kubernetes takes it.
  private static String manager(Ask ask) throws Refused {
    String said = ask.exchange().query("fieldManager").orElse("");
    if (said.length() > MAX_MANAGER) {
      throw ask.refused(
          Refusal.Reason.INVALID,
          "fieldManager: Too long: may not be more than " + MAX_MANAGER + " characters");
    }
    if (!said.isEmpty()) {
      return said;
    }
    String agent = ask.exchange().header("User-Agent").orElse("unknown");
    String program = agent.split("[/ ]", 2)[0];
    String name = program.isEmpty() ? "unknown" : program;
    return name.length() > MAX_MANAGER ? name.substring(0, MAX_MANAGER) : name;
  }

  private static FieldValidation validation(Ask ask, String value) throws Refused {
    return switch (value) {
      case "", "Warn" -> FieldValidation.WARN;
      case "Ignore" -> FieldValidation.IGNORE;
      case "Strict" -> FieldValidation.STRICT;
      default ->
          throw ask.refused(
              Refusal.Reason.INVALID,
              "fieldValidation: Unsupported value: \""
                  + value
                  + "\": supported values: \"Ignore\", \"Strict\", \"Warn\"");
    };
  }
}
