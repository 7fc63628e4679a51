package dev.skerry.model.record;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonBytes;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.TenantName;

/// One version of one part of one object.
///
/// @param authority who wrote it; only that site may write later versions in the same epoch
public record PartRecord(
    PartKey key, Version version, ObjectKey object, SiteName authority, Body body) {

  public boolean gone() {
    return body instanceof Body.Gone;
  }

  /// As it is stored and sent: one JSON object, see docs/manual/protocol.md.
  public Obj toJson() {
    var out =
        Json.object()
            .put("key", key.toString())
            .put("epoch", version.epoch())
            .put("seq", version.sequence())
            .putText("group", object.kind().group())
            .put("kind", object.kind().kind())
            .put("tenant", object.tenant().value())
            .putText("namespace", object.namespace())
            .put("name", object.name())
            .put("by", authority.value());
    return switch (body) {
      case Body.Present(Obj json) -> out.put("body", json).build();
      case Body.Gone(String cause) -> out.put("gone", cause).build();
    };
  }

  /// Reads what [#toJson] wrote.
  ///
  /// @throws IllegalArgumentException when a piece is missing or malformed
  public static PartRecord read(Json json) {
    var object =
        new ObjectKey(
            new GroupKind(json.text("group"), json.text("kind")),
            new TenantName(json.text("tenant")),
            json.text("namespace"),
            json.text("name"));
    var version = new Version(json.integer("epoch").orElse(-1), json.integer("seq").orElse(-1));
    Body body =
        json.at("body").orElse(Json.Null.VALUE) instanceof Obj present
            ? new Body.Present(present)
            : new Body.Gone(
                json.string("gone")
                    .orElseThrow(() -> new IllegalArgumentException("neither body nor gone")));
    return new PartRecord(
        PartKey.parse(json.text("key")), version, object, new SiteName(json.text("by")), body);
  }

  public JsonBytes bytes() {
    return JsonBytes.of(toJson());
  }
}
