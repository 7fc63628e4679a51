package dev.skerry.pki;

import dev.skerry.model.meta.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The addresses a server certificate is good for.
///
/// @param dns host names, in lower case
/// @param ips literals of IPv4 or IPv6
public record ServerNames(List<String> dns, List<String> ips) {
  private static final Pattern IPV4 = Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}");
  private static final int MAX_OCTET = 255;

  public ServerNames {
    dns = List.copyOf(dns);
    ips = List.copyOf(ips);
  }

  /// Sorts hosts as people write them (`core.example`, `10.0.0.1`, `[::1]`) into names and
  /// addresses.
  ///
  /// @throws PkiRefused when one is neither
  public static ServerNames of(List<String> hosts) throws PkiRefused {
    List<String> dns = new ArrayList<>();
    List<String> ips = new ArrayList<>();
    for (String written : hosts) {
      String host = written.replace("[", "").replace("]", "").toLowerCase(Locale.ROOT);
      if (isIp(host)) {
        ips.add(host);
      } else if (Names.isSubdomain(host) && !IPV4.matcher(host).matches()) {
        dns.add(host);
      } else {
        throw new PkiRefused("'" + written + "' is neither a host name nor an IP address");
      }
    }
    return new ServerNames(dns, ips);
  }

  private static boolean isIp(String host) {
    if (host.contains(":")) {
      return host.matches("[0-9a-f:.]+");
    }
    if (!IPV4.matcher(host).matches()) {
      return false;
    }
    for (String octet : host.split("\\.", -1)) {
      if (Integer.parseInt(octet) > MAX_OCTET) {
        return false;
      }
    }
    return true;
  }
}
