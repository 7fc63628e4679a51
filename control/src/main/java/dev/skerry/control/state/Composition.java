package dev.skerry.control.state;

import dev.skerry.model.json.Json;
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
      if (record.key().part() == Part.SPEC && record.body() instanceof Body.Present(Obj spec)) {
        return compose(record, spec, parts);
      }
    }
    return Optional.empty();
  }

  private Optional<Composed> compose(
      PartRecord record, Obj spec, SortedMap<PartKey, Stored> parts) {
    Obj object = spec;
    if (!record.authority().equals(self)) {
      Optional<Obj> share = body(parts, record, Part.SHARE);
      boolean counted = spec.at("spec", "replicas").isPresent();
      if (counted && share.isPresent() && share.get().at("replicas").isPresent()) {
        object = object.withAt(share.get().at("replicas").orElseThrow(), "spec", "replicas");
      }
    }
    Obj override = body(parts, record, Part.OVERRIDE).orElse(Obj.EMPTY).obj("spec");
    for (String field : override.keys()) {
      object = object.withAt(override.find(field).orElseThrow(), "spec", field);
    }
    Obj status = body(parts, record, Part.STATUS).orElse(Obj.EMPTY);
    object = withStatus(object, status);
    var place = new Entry.Place(record.object(), record.authority(), false);
    return Optional.of(new Composed(place, object));
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
    return found != null && found.record().body() instanceof Body.Present(Obj body)
        ? Optional.of(body)
        : Optional.empty();
  }

  record Composed(Entry.Place place, Obj object) {}
}
