package dev.skerry.server.config;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.nio.file.Path;
import java.util.Optional;

/// Where a control plane tells who asked it for what, under `audit` of its file.
///
/// @param log file of lines; its backups are beside it
/// @param policy an `audit.k8s.io/v1` `Policy`; without one everything is told without its objects
/// @param maxSizeMiB of one file
/// @param maxBackups files kept beside the one that is written
public record AuditConfig(Path log, Optional<Path> policy, int maxSizeMiB, int maxBackups) {
  private static final int MOST_MIB = 10_240;
  private static final int MOST_BACKUPS = 1_000;

  /// Empty when nothing is to be told.
  static Optional<AuditConfig> of(Fields plane) throws ConfigRefused {
    Fields audit = plane.inner("audit");
    String policy = audit.text("policy", "");
    int size = number(audit, "maxSizeMiB", "100", MOST_MIB);
    int backups = number(audit, "maxBackups", "10", MOST_BACKUPS);
    String log = audit.text("log", "");
    audit.end();
    if (log.isEmpty() && !policy.isEmpty()) {
      throw audit.refused("log", "is missing: the file that policy's lines go to");
    }
    return log.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new AuditConfig(
                Path.of(log),
                Optional.of(policy).filter(text -> !text.isEmpty()).map(Path::of),
                size,
                backups));
  }

  private static int number(Fields fields, String key, String otherwise, int most)
      throws ConfigRefused {
    return fields.choice(
        key,
        otherwise,
        text ->
            text.matches("[1-9][0-9]{0,5}") && Integer.parseInt(text) <= most
                ? Optional.of(Integer.valueOf(text))
                : Optional.empty(),
        "a number from 1 to " + most);
  }

  public long maxSizeBytes() {
    return maxSizeMiB * 1024L * 1024L;
  }

  Obj json() {
    var json =
        Json.object()
            .put("log", log.toString())
            .put("maxBackups", maxBackups)
            .put("maxSizeMiB", maxSizeMiB);
    policy.ifPresent(file -> json.put("policy", file.toString()));
    return json.build();
  }
}
