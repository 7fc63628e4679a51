package dev.skerry.model.meta;

import java.util.regex.Pattern;

/// The shapes of names (RFC 1123 as Kubernetes reads it). Everything that becomes part of a path, a
/// host name or a log line is checked here first.
public final class Names {
  public static final int MAX_LABEL = 63;
  public static final int MAX_SUBDOMAIN = 253;
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern SUBDOMAIN =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  private Names() {}

  /// At most 63 of `a-z`, `0-9` and `-`, with a letter or digit at both ends.
  public static boolean isLabel(String name) {
    return name.length() <= MAX_LABEL && LABEL.matcher(name).matches();
  }

  /// At most 253 characters: labels joined by dots.
  public static boolean isSubdomain(String name) {
    return name.length() <= MAX_SUBDOMAIN && SUBDOMAIN.matcher(name).matches();
  }

  static String requireLabel(String what, String name) {
    if (!isLabel(name)) {
      throw new IllegalArgumentException(
          what
              + " '"
              + name
              + "' is not a name: at most 63 of a-z, 0-9 and '-', letter or digit at both ends");
    }
    return name;
  }
}
