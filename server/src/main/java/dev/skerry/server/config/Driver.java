package dev.skerry.server.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How a node runs pods. `AUTO` takes containers where they can run, else processes.
public enum Driver {
  AUTO,
  CONTAINER,
  PROCESS;

  public static Optional<Driver> parse(String text) {
    return Arrays.stream(values()).filter(each -> each.text().equals(text)).findFirst();
  }

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
