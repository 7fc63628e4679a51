package dev.skerry.control.write;

import dev.skerry.control.access.User;
import dev.skerry.model.json.Json;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.meta.Uid;
import java.util.List;
import java.util.Optional;

/// A write as a client asked for it, decoded but not yet judged.
///
/// @param key the name is empty for a create with `generateName`
/// @param version of the kind that the client speaks; empty for the one in which objects are kept
/// @param subresource empty, or `status`, `scale`, `finalize`, `approval`
public record Request(
    User user, ObjectKey key, String version, String subresource, Verb verb, Options options) {
  /// In the version in which objects are kept.
  public Request(User user, ObjectKey key, String subresource, Verb verb, Options options) {
    this(user, key, "", subresource, verb, options);
  }

  public sealed interface Verb {
    /// POST.
    record Create(Json object) implements Verb {}

    /// PUT.
    record Update(Json object) implements Verb {}

    /// PATCH.
    record Patch(PatchType type, Json patch) implements Verb {}

    /// DELETE of one object.
    record Delete(
        Optional<Uid> uid,
        Optional<Revision> revision,
        Optional<Long> graceSeconds,
        String propagation)
        implements Verb {}
  }

  public enum PatchType {
    JSON,
    MERGE,
    STRATEGIC,
    APPLY
  }

  public enum FieldValidation {
    IGNORE,
    WARN,
    STRICT
  }

  /// @param manager `fieldManager`; empty takes the client's name
  /// @param force takes over conflicting fields; apply only
  /// @param duplicates paths of keys that the body said twice, from the decoder
  public record Options(
      String manager,
      boolean force,
      boolean dryRun,
      FieldValidation fieldValidation,
      List<String> duplicates) {}
}
