package dev.skerry.api.http;

import dev.skerry.api.status.Refused;
import dev.skerry.control.write.Refusal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The parts of a path.
final class Segments {
  private Segments() {}

  /// Decoded, without empty ones.
  static List<String> of(String path) throws Refused {
    var segments = new ArrayList<String>();
    for (String raw : path.split("/", -1)) {
      if (!raw.isEmpty()) {
        segments.add(decoded(raw));
      }
    }
    return List.copyOf(segments);
  }

  private static String decoded(String raw) throws Refused {
    try {
      return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException bad) {
      throw Refused.because(
          Refusal.Reason.BAD_REQUEST, "the path is not well formed: " + bad.getMessage());
    }
  }
}
