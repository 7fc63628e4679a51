package dev.skerry.control.rule;

import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/// An IP address as a value of CEL. One with a zone is none, nor is one of IPv4 in the clothes of
/// IPv6. Source: `ip.go` of Kubernetes' `apiserver/pkg/cel/library`.
///
/// @param bits of the address as a number
/// @param family 4 or 6
record Address(BigInteger bits, int family) {
  static final String NAME = "net.IP";
  static final CelType TYPE = OpaqueType.create(NAME);

  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

  static void declare(Library library) {
    library
        .global("ip", TYPE, SimpleType.STRING, text -> read((String) text))
        .global("isIP", SimpleType.BOOL, SimpleType.STRING, text -> find((String) text).isPresent())
        .global(
            "ip.isCanonical",
            SimpleType.BOOL,
            SimpleType.STRING,
            text -> read((String) text).toString().equals(text))
        .global("string", SimpleType.STRING, TYPE, Object::toString)
        .member("family", SimpleType.INT, TYPE, a -> (long) ((Address) a).family)
        .member("isUnspecified", SimpleType.BOOL, TYPE, a -> of(a).isAnyLocalAddress())
        .member("isLoopback", SimpleType.BOOL, TYPE, a -> of(a).isLoopbackAddress())
        .member("isLinkLocalMulticast", SimpleType.BOOL, TYPE, a -> of(a).isMCLinkLocal())
        .member("isLinkLocalUnicast", SimpleType.BOOL, TYPE, a -> of(a).isLinkLocalAddress())
        .member("isGlobalUnicast", SimpleType.BOOL, TYPE, a -> ((Address) a).isGlobalUnicast());
  }

  static Address read(String text) {
    return find(text)
        .orElseThrow(
            () -> new IllegalArgumentException("IP Address '" + text + "' is not an IP address"));
  }

  static Optional<Address> find(String text) {
    if (IPV4.matcher(text).matches()) {
      return Optional.of(new Address(new BigInteger(1, literal(text).getAddress()), 4));
    }
    if (!IPV6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      byte[] bytes = literal(text).getAddress();
      return bytes.length == 16
          ? Optional.of(new Address(new BigInteger(1, bytes), 6))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// Reads it; asks nobody.
  private static InetAddress literal(String text) {
    return InetAddress.ofLiteral(text);
  }

  int size() {
    return family == 4 ? 32 : 128;
  }

  private static InetAddress of(Object address) {
    return literal(address.toString());
  }

  private boolean isGlobalUnicast() {
    InetAddress it = of(this);
    boolean broadcast = family == 4 && bits.bitCount() == 32;
    return !(broadcast
        || it.isAnyLocalAddress()
        || it.isLoopbackAddress()
        || it.isMulticastAddress()
        || it.isLinkLocalAddress());
  }

  /// Canonical (RFC 5952).
  @Override
  public String toString() {
    return family == 4 ? ipv4() : ipv6();
  }

  private String ipv4() {
    long value = bits.longValue();
    return (value >> 24)
        + "."
        + (value >> 16 & 0xff)
        + "."
        + (value >> 8 & 0xff)
        + "."
        + (value & 0xff);
  }

  private String ipv6() {
    var groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = bits.shiftRight(16 * (7 - i)).intValue() & 0xffff;
    }
    int from = 8;
    int length = 1;
    for (int i = 0; i < 8; i++) {
      int run = zeros(groups, i);
      if (run > length) {
        from = i;
        length = run;
      }
    }
    var text = new StringBuilder();
    int i = 0;
    while (i < 8) {
      boolean hidden = i == from;
      text.append(hidden ? (i == 0 ? "::" : ":") : Integer.toHexString(groups[i]));
      text.append(hidden || i == 7 ? "" : ":");
      i += hidden ? length : 1;
    }
    return text.toString();
  }

  private static int zeros(int[] groups, int from) {
    int count = 0;
    while (from + count < groups.length && groups[from + count] == 0) {
      count++;
    }
    return count;
  }
}
