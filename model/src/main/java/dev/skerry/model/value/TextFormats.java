package dev.skerry.model.value;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The formats of texts that custom kinds may name. One that is not known here demands nothing, as
/// in Kubernetes. Source: `pkg/validation/strfmt` of `kube-openapi`.
final class TextFormats {
  private static final Pattern EMAIL = Pattern.compile("[^\\s@<>]+@[^\\s@<>]+");
  private static final Pattern HOSTNAME =
      Pattern.compile(
          "(?=.{1,255}$)[a-zA-Z0-9]([-a-zA-Z0-9]{0,61}[a-zA-Z0-9])?"
              + "(\\.[a-zA-Z0-9]([-a-zA-Z0-9]{0,61}[a-zA-Z0-9])?)*\\.?");
  private static final Pattern MAC = Pattern.compile("([0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2}");
  private static final Pattern UUID =
      Pattern.compile("(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}");
  private static final Pattern OCTET = Pattern.compile("0|[1-9][0-9]{0,2}");
  private static final Pattern DURATION =
      Pattern.compile("[-+]?(0|([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h|d|w))+");
  private static final Pattern CIDR = Pattern.compile("([^/]+)/([0-9]{1,3})");
  private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");
  private static final int BYTE = 255;
  private static final int IPV6_GROUPS = 8;

  private TextFormats() {}

  static boolean holds(String format, String text) {
    return switch (format) {
      case "date-time", "datetime" -> isTime(text);
      case "date" -> isDate(text);
      case "duration" -> DURATION.matcher(text).matches();
      case "byte" -> isBase64(text);
      case "email" -> EMAIL.matcher(text).matches();
      case "hostname" -> HOSTNAME.matcher(text).matches();
      case "ipv4" -> isIpv4(text);
      case "ipv6" -> isIpv6(text);
      case "cidr" -> isCidr(text);
      case "mac" -> MAC.matcher(text).matches();
      case "uuid" -> UUID.matcher(text).matches();
      case "uri" -> isUri(text);
      default -> true;
    };
  }

  private static boolean isTime(String text) {
    try {
      var _ = OffsetDateTime.parse(text.replace(' ', 'T'));
      return true;
    } catch (DateTimeException bad) {
      return false;
    }
  }

  private static boolean isDate(String text) {
    try {
      var _ = LocalDate.parse(text);
      return true;
    } catch (DateTimeException bad) {
      return false;
    }
  }

  private static boolean isBase64(String text) {
    try {
      byte[] _ = Base64.getDecoder().decode(text);
      return text.length() % 4 == 0;
    } catch (IllegalArgumentException bad) {
      return false;
    }
  }

  private static boolean isUri(String text) {
    try {
      return new URI(text).isAbsolute() || text.startsWith("/");
    } catch (URISyntaxException bad) {
      return false;
    }
  }

  private static boolean isIpv4(String text) {
    String[] octets = text.split("\\.", -1);
    if (octets.length != 4) {
      return false;
    }
    for (String octet : octets) {
      if (!OCTET.matcher(octet).matches() || Integer.parseInt(octet) > BYTE) {
        return false;
      }
    }
    return true;
  }

  /// RFC 4291 section 2.2.
  private static boolean isIpv6(String text) {
    int gap = text.indexOf("::");
    if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
      return false;
    }
    int left = groups(gap < 0 ? text : text.substring(0, gap), gap < 0);
    int right = gap < 0 ? 0 : groups(text.substring(gap + 2), true);
    return left >= 0 && right >= 0 && (gap < 0 ? left == IPV6_GROUPS : left + right < IPV6_GROUPS);
  }

  /// How many groups of 16 bits a part has; below zero when it is none.
  private static int groups(String part, boolean mayEndInIpv4) {
    if (part.isEmpty()) {
      return 0;
    }
    String[] groups = part.split(":", -1);
    for (int i = 0; i < groups.length; i++) {
      boolean last = i == groups.length - 1;
      if (last && mayEndInIpv4 && isIpv4(groups[i])) {
        return groups.length + 1;
      }
      if (!GROUP.matcher(groups[i]).matches()) {
        return -1;
      }
    }
    return groups.length;
  }

  private static boolean isCidr(String text) {
    Matcher parts = CIDR.matcher(text);
    if (!parts.matches()) {
      return false;
    }
    String address = text.substring(0, text.indexOf('/'));
    int bits = Integer.parseInt(text.substring(text.indexOf('/') + 1));
    return (isIpv4(address) && bits <= 32) || (isIpv6(address) && bits <= 128);
  }
}
