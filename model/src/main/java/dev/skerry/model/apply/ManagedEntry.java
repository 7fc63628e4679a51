package dev.skerry.model.apply;

import dev.skerry.model.apply.ManagerId.Operation;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// What one manager owns.
///
/// @param apiVersion the version that the fields are named in
/// @param time when the entry last changed, whole seconds
public record ManagedEntry(
    ManagerId id, String apiVersion, Optional<Instant> time, FieldSet fields) {
  public ManagedEntry {
    time = time.map(t -> t.truncatedTo(ChronoUnit.SECONDS));
  }

  ManagedEntry with(FieldSet changed) {
    return new ManagedEntry(id, apiVersion, time, changed);
  }

  Obj write() {
    var out =
        Json.object()
            .put("manager", id.manager())
            .put("operation", id.operation().text())
            .put("apiVersion", apiVersion)
            .put("fieldsType", "FieldsV1")
            .put("fieldsV1", FieldsV1.write(fields))
            .putText("subresource", id.subresource());
    time.ifPresent(t -> out.put("time", t.toString()));
    return out.build();
  }

  /// Empty when it is no entry.
  static Optional<ManagedEntry> read(Json json) {
    Optional<FieldSet> fields = FieldsV1.read(json.obj("fieldsV1"));
    boolean applied = json.text("operation").equals(Operation.APPLY.text());
    boolean known = applied || json.text("operation").equals(Operation.UPDATE.text());
    boolean typed = json.text("fieldsType").equals("FieldsV1");
    Optional<Instant> time = Optional.empty();
    try {
      time = json.string("time").map(Instant::parse);
    } catch (DateTimeException bad) {
      return Optional.empty();
    }
    if (fields.isEmpty() || !known || !typed) {
      return Optional.empty();
    }
    String version = json.text("apiVersion");
    var id =
        new ManagerId(
            json.text("manager"),
            applied ? Operation.APPLY : Operation.UPDATE,
            applied ? "" : version,
            json.text("subresource"));
    return Optional.of(new ManagedEntry(id, version, time, fields.get()));
  }
}
