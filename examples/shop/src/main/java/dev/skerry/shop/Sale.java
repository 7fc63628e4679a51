package dev.skerry.shop;

import java.util.Optional;

/// One sale as a line of the log: `<number>\t<millis since 1970>\t<item>`.
record Sale(long number, long soldAtMillis, String item) {
  /// Longest item name that is kept, characters.
  static final int MAX_ITEM = 200;

  static Sale of(long number, long soldAtMillis, String item) {
    String plain = item.strip().replaceAll("\\p{Cntrl}+", " ");
    String named = plain.isEmpty() ? "something" : plain;
    return new Sale(number, soldAtMillis, named.substring(0, Math.min(MAX_ITEM, named.length())));
  }

  static Optional<Sale> parse(String line) {
    String[] fields = line.split("\t", -1);
    if (fields.length != 3 || !isNumber(fields[0]) || !isNumber(fields[1])) {
      return Optional.empty();
    }
    return Optional.of(new Sale(Long.parseLong(fields[0]), Long.parseLong(fields[1]), fields[2]));
  }

  private static boolean isNumber(String text) {
    return text.matches("[0-9]{1,18}");
  }

  String line() {
    return number + "\t" + soldAtMillis + "\t" + item + "\n";
  }
}
