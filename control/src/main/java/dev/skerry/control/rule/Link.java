package dev.skerry.control.rule;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An absolute URI or an absolute path as a value of CEL, read by RFC 2396, which lets fewer
/// characters stand as they are than Go does. Source: `urls.go` of Kubernetes'
/// `apiserver/pkg/cel/library`.
record Link(URI uri) {
  static final String NAME = "kubernetes.URL";
  static final CelType TYPE = OpaqueType.create(NAME);

  private static final CelType QUERY =
      MapType.create(SimpleType.STRING, ListType.create(SimpleType.STRING));

  static void declare(Library library) {
    library
        .global("url", TYPE, SimpleType.STRING, text -> read((String) text))
        .global(
            "isURL", SimpleType.BOOL, SimpleType.STRING, text -> find((String) text).isPresent())
        .member("getScheme", SimpleType.STRING, TYPE, l -> or(((Link) l).uri.getScheme()))
        .member("getHost", SimpleType.STRING, TYPE, l -> ((Link) l).host())
        .member("getHostname", SimpleType.STRING, TYPE, l -> ((Link) l).hostname())
        .member("getPort", SimpleType.STRING, TYPE, l -> ((Link) l).port())
        .member("getEscapedPath", SimpleType.STRING, TYPE, l -> or(((Link) l).uri.getRawPath()))
        .member("getQuery", QUERY, TYPE, l -> ((Link) l).query());
  }

  private static String or(@Nullable String part) {
    return part == null ? "" : part;
  }

  private static Link read(String text) {
    return find(text)
        .orElseThrow(() -> new IllegalArgumentException("URL parse error: '" + text + "'"));
  }

  static boolean isOne(String text) {
    return find(text).isPresent();
  }

  private static Optional<Link> find(String text) {
    try {
      var uri = new URI(text);
      return uri.isAbsolute() || text.startsWith("/")
          ? Optional.of(new Link(uri))
          : Optional.empty();
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  /// With its port, without who asks.
  private String host() {
    String authority = or(uri.getRawAuthority());
    return authority.substring(authority.lastIndexOf('@') + 1);
  }

  private int colon() {
    String host = host();
    int colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') ? colon : host.length();
  }

  private String hostname() {
    String name = host().substring(0, colon());
    return name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
  }

  private String port() {
    String host = host();
    return host.substring(Math.min(colon() + 1, host.length()));
  }

  private SortedMap<String, List<String>> query() {
    var query = new TreeMap<String, List<String>>();
    for (String pair : or(uri.getRawQuery()).split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String key = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        query.computeIfAbsent(decoded(key), _ -> new ArrayList<>()).add(decoded(value));
      }
    }
    return query;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
