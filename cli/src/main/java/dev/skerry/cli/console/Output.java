package dev.skerry.cli.console;

import dev.skerry.server.client.Refused;

/// The `--output` option.
public final class Output {
  private Output() {}

  /// Whether answers are JSON rather than text for people.
  public static boolean json(String format) throws Refused {
    return switch (format) {
      case "text" -> false;
      case "json" -> true;
      default -> throw Parse.usage("--output is '" + format + "', want text or json");
    };
  }
}
