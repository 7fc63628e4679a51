package dev.skerry.control.state;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonBytes;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.Names;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.record.PartRecord;

/// A child's object as its parent shows it: under `<name>.<site>` and labelled with its zone. Nodes
/// keep their name, which says the site already (`<site>-<n>`).
final class Projection {
  static final String ZONE = "topology.kubernetes.io/zone";

  private static final GroupKind NODE = GroupKind.core("Node");

  private Projection() {}

  static Composition.Composed of(PartRecord report, Obj object) {
    SiteName site = report.key().site();
    ObjectKey own = report.object();
    ObjectKey key = own.kind().equals(NODE) ? own : own.named(name(own.name(), site));
    Obj shown =
        object
            .withAt(Json.of(key.name()), "metadata", "name")
            .withAt(Json.of(site.value()), "metadata", "labels", ZONE);
    return new Composition.Composed(
        new Entry.Place(key, report.key().uid(), site, true), JsonBytes.of(shown));
  }

  private static String name(String name, SiteName site) {
    String suffix = "." + site.value();
    int room = Names.MAX_SUBDOMAIN - suffix.length();
    return (name.length() <= room ? name : name.substring(0, room)) + suffix;
  }
}
