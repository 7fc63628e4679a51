package dev.skerry.model.record;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonBytes;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.TenantName;
import java.util.Optional;

/// One version of one part of one object.
///
/// @param authority who wrote it; only that site may write later versions in the same epoch
public record PartRecord(
    PartKey key, Version version, ObjectKey object, SiteName authority, Body body) {
  /// The first of the keys of a record's JSON.
  private static final String BODY = "body";

  public boolean gone() {
    return body instanceof Body.Gone;
  }

  /// As it is stored and sent: one JSON object, see docs/manual/protocol.md.
  public Obj toJson() {
    Obj header = header();
    return body instanceof Body.Present present ? header.with(BODY, present.json()) : header;
  }

  /// [#toJson] as text, made without a tree of the body.
  public JsonBytes bytes() {
    return switch (body) {
      case Body.Present(JsonBytes text) -> JsonBytes.of(BODY, text, header());
      case Body.Gone _ -> JsonBytes.of(header());
    };
  }

  private Obj header() {
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
      case Body.Present _ -> out.build();
      case Body.Gone(String cause) -> out.put("gone", cause).build();
    };
  }

  /// Reads what [#toJson] wrote.
  ///
  /// @throws IllegalArgumentException when a piece is missing or malformed
  public static PartRecord read(Json json) {
    return json.at(BODY).orElse(Json.Null.VALUE) instanceof Obj present
        ? read(json, new Body.Present(present))
        : read(json, gone(json));
  }

  /// Reads what [#bytes] wrote, without a tree of the body.
  ///
  /// @throws IllegalArgumentException when a piece is missing or malformed
  public static PartRecord read(JsonBytes text) {
    Optional<JsonBytes> present = text.member(BODY);
    Obj header = text.without(BODY).json();
    return present.isPresent()
        ? read(header, new Body.Present(present.get()))
        : read(header, gone(header));
  }

  private static Body gone(Json header) {
    return new Body.Gone(
        header
            .string("gone")
            .orElseThrow(() -> new IllegalArgumentException("neither body nor gone")));
  }

  private static PartRecord read(Json header, Body body) {
    var object =
        new ObjectKey(
            new GroupKind(header.text("group"), header.text("kind")),
            new TenantName(header.text("tenant")),
            header.text("namespace"),
            header.text("name"));
    var version = new Version(header.integer("epoch").orElse(-1), header.integer("seq").orElse(-1));
    return new PartRecord(
        PartKey.parse(header.text("key")), version, object, new SiteName(header.text("by")), body);
  }
}
