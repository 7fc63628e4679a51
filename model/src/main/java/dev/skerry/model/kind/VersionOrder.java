package dev.skerry.model.kind;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Kubernetes' order of API versions: `v2`, `v1`, `v1beta2`, `v1beta1`, `v1alpha1`, then others by
/// name.
final class VersionOrder {
  static final Comparator<String> PREFERRED_FIRST =
      Comparator.<String>comparingInt(version -> -stability(version))
          .thenComparingInt(version -> -number(version, 1))
          .thenComparingInt(version -> -number(version, 3))
          .thenComparing(Comparator.naturalOrder());
  private static final Pattern SHAPE = Pattern.compile("v(\\d{1,9})(?:(alpha|beta)(\\d{1,9}))?");

  private VersionOrder() {}

  private static int stability(String version) {
    Matcher shape = SHAPE.matcher(version);
    if (!shape.matches()) {
      return 0;
    }
    String stage = shape.group(2);
    return stage == null ? 3 : stage.equals("beta") ? 2 : 1;
  }

  private static int number(String version, int group) {
    Matcher shape = SHAPE.matcher(version);
    if (!shape.matches()) {
      return 0;
    }
    String digits = shape.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }
}
