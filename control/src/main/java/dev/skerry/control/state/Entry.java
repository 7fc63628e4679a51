package dev.skerry.control.state;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonBytes;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.Meta;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.OwnerReference;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import java.util.List;
import java.util.SortedMap;

/// One object at one revision, as the API shows it: a small header and the canonical text.
/// Immutable; the text is shared by lists, watches and links.
///
/// @param home where its spec may be written; a projection's home is the child that reports it
/// @param deleting its deletion was asked for (`deletionTimestamp`)
/// @param projected shown here from a child's report, under the name `<name>.<site>`
public record Entry(
    ObjectKey key,
    Uid uid,
    Revision revision,
    SiteName home,
    boolean projected,
    SortedMap<String, String> labels,
    List<OwnerReference> owners,
    boolean deleting,
    JsonBytes text) {

  /// Takes an object with complete metadata but for `resourceVersion`, which is set here.
  static Entry of(Place place, Obj object, Revision revision) {
    Obj stamped = object.withAt(Json.of(revision.toString()), "metadata", "resourceVersion");
    var meta = new Meta(stamped);
    return new Entry(
        place.key(),
        meta.uid(),
        revision,
        place.home(),
        place.projected(),
        meta.labels(),
        meta.owners(),
        meta.deleting(),
        JsonBytes.of(stamped));
  }

  /// Parses the text when nobody did so of late.
  public Obj json() {
    return text.json();
  }

  /// Where an object stands: under which key, and whose it is.
  record Place(ObjectKey key, SiteName home, boolean projected) {}
}
