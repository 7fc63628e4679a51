package dev.skerry.sync.session;

import dev.skerry.model.json.Json;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.Body;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.model.record.Version;

/// Records for tests.
final class Parts {
  static final SiteName CORE = new SiteName("core");
  static final SiteName SITE = new SiteName("s1");

  private Parts() {}

  static PartKey key(Part part, int number) {
    return new PartKey(Uid.random(number, (long) number << 2), part, SITE);
  }

  static PartRecord present(PartKey key, Version version, SiteName by, String text) {
    var body = new Body.Present(Json.object().put("text", text).build());
    return new PartRecord(key, version, object(key), by, body);
  }

  static PartRecord gone(PartKey key, Version version, SiteName by) {
    return new PartRecord(key, version, object(key), by, new Body.Gone("deleted"));
  }

  private static ObjectKey object(PartKey key) {
    return ObjectKey.of(GroupKind.core("ConfigMap"), "default", "c" + key.uid().value());
  }
}
