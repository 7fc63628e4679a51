package dev.skerry.control.state;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonBytes;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.record.Body;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import java.util.ArrayList;
import java.util.Optional;
import java.util.SortedMap;

/// `effective(spec, share, override)` with this site's status: an object as the API of `self` shows
/// it. A pure function of the object's parts.
///
/// Bodies: `SPEC` is the object without status and resourceVersion; `SHARE` is `{replicas, …}`;
/// `OVERRIDE` is `{spec: {…}}`, merged over the spec member by member; `STATUS` is `{status,
/// managedFields}`, the field owners of the status subresource.
final class Composition {
  private final SiteName self;

  Composition(SiteName self) {
    this.self = self;
  }

  /// The object and its place; empty when this store has no live spec of it.
  Optional<Composed> compose(SortedMap<PartKey, Stored> parts) {
    for (Stored stored : parts.values()) {
      PartRecord record = stored.record();
      if (record.key().part() == Part.SPEC && record.body() instanceof Body.Present spec) {
        var place = new Entry.Place(record.object(), record.key().uid(), record.authority(), false);
        return Optional.of(new Composed(place, text(record, spec, parts)));
      }
    }
    return Optional.empty();
  }

  /// The text of the spec itself where nothing is added to it.
  private JsonBytes text(PartRecord record, Body.Present spec, SortedMap<PartKey, Stored> parts) {
    Optional<Json> replicas =
        record.authority().equals(self)
            ? Optional.empty()
            : body(parts, record, Part.SHARE).flatMap(share -> share.at("replicas"));
    Obj override = body(parts, record, Part.OVERRIDE).orElse(Obj.EMPTY).obj("spec");
    Obj status = body(parts, record, Part.STATUS).orElse(Obj.EMPTY);
    if (replicas.isEmpty() && override.isEmpty() && status.isEmpty()) {
      return spec.text();
    }
    Obj object = spec.json();
    if (replicas.isPresent() && object.at("spec", "replicas").isPresent()) {
      object = object.withAt(replicas.get(), "spec", "replicas");
    }
    for (String field : override.keys()) {
      object = object.withAt(override.find(field).orElseThrow(), "spec", field);
    }
    return JsonBytes.of(withStatus(object, status));
  }

  private static Obj withStatus(Obj object, Obj status) {
    Obj out = object;
    if (status.at("status").isPresent()) {
      out = out.with("status", status.at("status").orElseThrow());
    }
    if (!status.items("managedFields").isEmpty()) {
      var fields = new ArrayList<Json>(object.items("metadata", "managedFields"));
      fields.addAll(status.items("managedFields"));
      out = out.withAt(Json.array(fields), "metadata", "managedFields");
    }
    return out;
  }

  private Optional<Obj> body(SortedMap<PartKey, Stored> parts, PartRecord of, Part part) {
    Stored found = parts.get(new PartKey(of.key().uid(), part, self));
    return found != null && found.record().body() instanceof Body.Present body
        ? Optional.of(body.json())
        : Optional.empty();
  }

  record Composed(Entry.Place place, JsonBytes text) {}
}
