package dev.skerry.control.rule;

import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// An address with a length of prefix, as a value of CEL. Source: `cidr.go` of Kubernetes'
/// `apiserver/pkg/cel/library`.
record Range(Address address, int prefix) {
  static final String NAME = "net.CIDR";
  static final CelType TYPE = OpaqueType.create(NAME);

  private static final Pattern LENGTH = Pattern.compile("0|[1-9][0-9]{0,2}");

  static void declare(Library library) {
    library
        .global("cidr", TYPE, SimpleType.STRING, text -> read((String) text))
        .global(
            "isCIDR", SimpleType.BOOL, SimpleType.STRING, text -> find((String) text).isPresent())
        .global("string", SimpleType.STRING, TYPE, Object::toString)
        .member("ip", Address.TYPE, TYPE, r -> ((Range) r).address)
        .member("masked", TYPE, TYPE, r -> ((Range) r).masked())
        .member("prefixLength", SimpleType.INT, TYPE, r -> (long) ((Range) r).prefix)
        .member(
            "containsIP",
            SimpleType.BOOL,
            List.of(TYPE, SimpleType.STRING),
            (r, text) -> ((Range) r).holds(Address.read((String) text)))
        .member(
            "containsIP",
            SimpleType.BOOL,
            List.of(TYPE, Address.TYPE),
            (r, address) -> ((Range) r).holds((Address) address))
        .member(
            "containsCIDR",
            SimpleType.BOOL,
            List.of(TYPE, SimpleType.STRING),
            (r, text) -> ((Range) r).holds(read((String) text)))
        .member(
            "containsCIDR",
            SimpleType.BOOL,
            List.of(TYPE, TYPE),
            (r, other) -> ((Range) r).holds((Range) other));
  }

  static Range read(String text) {
    return find(text)
        .orElseThrow(() ->
            new IllegalArgumentException("network address parse error: '" + text + "' is no CIDR"));
  }

  static Optional<Range> find(String text) {
    int slash = text.lastIndexOf('/');
    if (slash < 0 || !LENGTH.matcher(text.substring(slash + 1)).matches()) {
      return Optional.empty();
    }
    int prefix = Integer.parseInt(text.substring(slash + 1));
    return Address.find(text.substring(0, slash))
        .filter(address -> prefix <= address.size())
        .map(address -> new Range(address, prefix));
  }

  private BigInteger network(Address of) {
    return of.bits().shiftRight(of.size() - prefix);
  }

  private boolean holds(Address other) {
    return other.family() == address.family() && network(other).equals(network(address));
  }

  private boolean holds(Range other) {
    return other.prefix >= prefix && holds(other.address);
  }

  private Range masked() {
    BigInteger bits = network(address).shiftLeft(address.size() - prefix);
    return new Range(new Address(bits, address.family()), prefix);
  }

  @Override
  public String toString() {
    return address + "/" + prefix;
  }
}
