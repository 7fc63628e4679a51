package dev.skerry.drivers.network;

import java.util.Locale;
import java.util.Optional;

/// An IPv4 network; the first address is the bridge's.
///
/// @param base the network address as a number
/// @param prefix bits of it, 8 to 30
public record Subnet(int base, int prefix) {
  public Subnet {
    if (prefix < 8 || prefix > 30 || (base & ~mask(prefix)) != 0) {
      throw new IllegalArgumentException("not a pod network: " + dotted(base) + "/" + prefix);
    }
  }

  /// @param text such as `10.88.0.0/16`
  public static Subnet parse(String text) {
    int slash = text.indexOf('/');
    Optional<Integer> address = slash < 0 ? Optional.empty() : number(text.substring(0, slash));
    if (address.isEmpty() || !text.substring(slash + 1).matches("[0-9]{1,2}")) {
      throw new IllegalArgumentException("not an IPv4 network such as 10.88.0.0/16: " + text);
    }
    return new Subnet(address.get(), Integer.parseInt(text.substring(slash + 1)));
  }

  /// The four octets as one number; empty when the text is not an IPv4 address.
  public static Optional<Integer> number(String address) {
    if (!address.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")) {
      return Optional.empty();
    }
    int number = 0;
    for (String octet : address.split("\\.", -1)) {
      int value = Integer.parseInt(octet);
      if (value > 255) {
        return Optional.empty();
      }
      number = number << 8 | value;
    }
    return Optional.of(number);
  }

  public String gateway() {
    return dotted(base + 1);
  }

  /// Addresses for pods.
  int pods() {
    return (1 << (32 - prefix)) - 3;
  }

  /// @param index from 0 to [#pods] - 1
  String pod(int index) {
    return dotted(base + 2 + index);
  }

  /// The hardware address of whoever has an address: the same for the same, so that a neighbour who
  /// remembers the last owner of an address reaches the next one. Locally administered.
  ///
  /// @param address one that [#number] takes
  static String hardware(String address) {
    int number = number(address).orElseThrow();
    return String.format(
        Locale.ROOT,
        "0a:58:%02x:%02x:%02x:%02x",
        number >>> 24,
        number >>> 16 & 255,
        number >>> 8 & 255,
        number & 255);
  }

  @Override
  public String toString() {
    return dotted(base) + "/" + prefix;
  }

  private static int mask(int prefix) {
    return -1 << (32 - prefix);
  }

  private static String dotted(int address) {
    return (address >>> 24)
        + "."
        + (address >>> 16 & 255)
        + "."
        + (address >>> 8 & 255)
        + "."
        + (address & 255);
  }
}
