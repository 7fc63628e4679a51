package dev.skerry.control.state;

import dev.skerry.model.json.JsonBytes;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.Meta;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.OwnerReference;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import java.util.Collections;
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
  static Entry of(Place place, JsonBytes object, Revision revision) {
    var meta = new Meta(Obj.EMPTY.with("metadata", object.obj("metadata")));
    Uid uid = meta.uid();
    SortedMap<String, String> labels = meta.labels();
    return new Entry(
        place.key(),
        uid.equals(place.uid()) ? place.uid() : uid,
        revision,
        place.home(),
        place.projected(),
        labels.isEmpty() ? Collections.emptySortedMap() : labels,
        meta.owners(),
        meta.deleting(),
        object.with(revision.toString(), "metadata", "resourceVersion"));
  }

  /// Parses the text when nobody did so of late.
  public Obj json() {
    return text.json();
  }

  /// Where an object stands: under which key, and whose it is.
  ///
  /// @param uid as its parts have it
  record Place(ObjectKey key, Uid uid, SiteName home, boolean projected) {}
}
