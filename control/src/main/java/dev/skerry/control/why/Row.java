package dev.skerry.control.why;

import dev.skerry.control.workload.Conditions;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How one workload stands at one site.
///
/// @param reason one word for programs
/// @param sentence for people
/// @param since when it became so, or when the site was last heard; empty if unknown
/// @param age of what is known; empty if the site was never heard
/// @param version image tags that the site last reported, else those that are wanted
public record Row(
    String site,
    Decision decision,
    String reason,
    String sentence,
    Optional<Instant> since,
    Optional<Duration> age,
    String version) {

  public enum Decision {
    /// It runs what is wanted.
    PLACED,
    /// It has a share and is on the way.
    PENDING,
    /// It got no share.
    REJECTED,
    /// It has a share and is not heard.
    OFFLINE;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  public Obj toJson() {
    Obj.Builder out =
        Json.object()
            .put("site", site)
            .put("decision", decision.word())
            .put("reason", reason)
            .put("sentence", sentence)
            .put("version", version);
    since.ifPresent(at -> out.put("since", Conditions.time(at)));
    age.ifPresent(known -> out.put("age", brief(known)));
    return out.build();
  }

  /// `42s`, `3m`, `5h` or `2d`.
  static String brief(Duration age) {
    long seconds = Math.max(0, age.toSeconds());
    if (seconds < 120) {
      return seconds + "s";
    }
    if (seconds < 7_200) {
      return seconds / 60 + "m";
    }
    return seconds < 172_800 ? seconds / 3_600 + "h" : seconds / 86_400 + "d";
  }
}
