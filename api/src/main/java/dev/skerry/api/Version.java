package dev.skerry.api;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.Locale;

/// What `/version` says: the profile of Kubernetes' API that is spoken, and our own version.
final class Version {
  private static final String MAJOR = "1";
  private static final String MINOR = "33";

  private Version() {}

  static Obj of(String skerry) {
    return Json.object()
        .put("major", MAJOR)
        .put("minor", MINOR)
        .put("gitVersion", "v" + MAJOR + "." + MINOR + ".0+skerry." + skerry)
        .put("gitCommit", "")
        .put("gitTreeState", "clean")
        .put("buildDate", "1970-01-01T00:00:00Z")
        .put("goVersion", "")
        .put("compiler", "javac")
        .put(
            "platform",
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT)
                + "/"
                + System.getProperty("os.arch", ""))
        .build();
  }
}
