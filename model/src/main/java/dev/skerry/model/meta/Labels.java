package dev.skerry.model.meta;

import java.util.regex.Pattern;

/// The shapes of labels and annotations: keys are `name` or `prefix/name`, where the prefix is a
/// DNS subdomain; values are short words.
public final class Labels {
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");

  private Labels() {}

  public static boolean isKey(String key) {
    int slash = key.indexOf('/');
    String name = key.substring(slash + 1);
    boolean prefix = slash < 0 || Names.isSubdomain(key.substring(0, slash));
    return prefix && name.length() <= Names.MAX_LABEL && WORD.matcher(name).matches();
  }

  /// Empty is a value.
  public static boolean isValue(String value) {
    return value.isEmpty() || (value.length() <= Names.MAX_LABEL && WORD.matcher(value).matches());
  }
}
