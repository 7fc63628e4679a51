package dev.skerry.content.image;

import dev.skerry.content.Digest;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a person writes for an image: `[host[:port]/]name[:tag][@digest]`, normalised. A name
/// without host is *local*: it means this fleet's own images and never asks a public registry.
/// `localhost/…`, which podman puts before its own, is local as well. Without tag and digest the
/// tag is `latest`. Grammar: OCI distribution spec 1.1, pulling manifests.
///
/// @param host with port if one was written; empty for local
public record Reference(
    Optional<String> host, String name, Optional<String> tag, Optional<Digest> digest)
    implements Comparable<Reference> {
  /// A reference longer than this is no name, characters: the bound the OCI spec sets for names.
  public static final int MAX_LENGTH = 255;

  private static final Pattern NAME =
      Pattern.compile("[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*");
  private static final Pattern TAG = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");
  private static final Pattern HOST =
      Pattern.compile("([a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?|\\[[0-9a-fA-F:]+])(:[0-9]{1,5})?");

  public static Reference parse(String text) throws ImageRefused {
    String rest = text;
    Optional<Digest> digest = Optional.empty();
    int at = rest.indexOf('@');
    if (at >= 0) {
      digest = Digest.find(rest.substring(at + 1));
      require(digest.isPresent(), text, "after '@' a digest sha256:<64 hex> is wanted");
      rest = rest.substring(0, at);
    }
    Optional<String> tag = Optional.empty();
    int colon = rest.lastIndexOf(':');
    if (colon > rest.lastIndexOf('/')) {
      tag = Optional.of(rest.substring(colon + 1));
      rest = rest.substring(0, colon);
    } else if (digest.isEmpty()) {
      tag = Optional.of("latest");
    }
    require(tag.isEmpty() || isTag(tag.get()), text, "the tag is not one");
    Optional<String> host = hostOf(rest);
    if (host.isPresent()) {
      require(HOST.matcher(host.get()).matches(), text, "the host is not one");
      rest = rest.substring(host.get().length() + 1);
    }
    require(isName(rest), text, "the name is not lower-case path segments");
    return new Reference(host.filter(h -> !h.equals("localhost")), rest, tag, digest);
  }

  public static boolean isName(String name) {
    return name.length() <= MAX_LENGTH && NAME.matcher(name).matches();
  }

  public static boolean isTag(String tag) {
    return TAG.matcher(tag).matches();
  }

  /// The first segment is a host when it cannot be a name of ours: it has a dot or a port, or is
  /// `localhost` (as Docker reads names).
  private static Optional<String> hostOf(String name) {
    int slash = name.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    String first = name.substring(0, slash);
    boolean host = first.contains(".") || first.contains(":") || first.equals("localhost");
    return host ? Optional.of(first) : Optional.empty();
  }

  private static void require(boolean holds, String text, String what) throws ImageRefused {
    if (!holds) {
      throw new ImageRefused(
          ImageRefused.Why.INVALID_NAME,
          "'" + text + "' is not an image name: " + what + "; write [host/]name[:tag][@digest]");
    }
  }

  public boolean isLocal() {
    return host.isEmpty();
  }

  /// The name under which registries of this fleet serve it (`/v2/<repository>/…`): the host
  /// becomes the first segment, spelt as a name.
  public String repository() {
    return host.map(h -> segment(h) + "/" + name).orElse(name);
  }

  private static String segment(String host) {
    return host.toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9.-]+", "_")
        .replaceAll("^[^a-z0-9]+|[^a-z0-9]+$", "");
  }

  public Reference withDigest(Digest exactly) {
    return new Reference(host, name, tag, Optional.of(exactly));
  }

  @Override
  public int compareTo(Reference other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return host.map(h -> h + "/").orElse("")
        + name
        + tag.map(t -> ":" + t).orElse("")
        + digest.map(d -> "@" + d).orElse("");
  }
}
