package dev.skerry.control.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonBytes;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.TenantName;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.Body;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.model.record.Version;
import dev.skerry.store.Change;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// A view made of a store's rows at once is the one that the same rows make one by one.
final class LoadingTest {
  private static final SiteName CORE = new SiteName("core");
  private static final List<SiteName> SITES = List.of(CORE, new SiteName("s1"), new SiteName("s2"));
  private static final List<GroupKind> KINDS =
      List.of(
          GroupKind.core("ConfigMap"),
          GroupKind.core("Pod"),
          GroupKind.core("ResourceQuota"),
          new GroupKind("apps", "Deployment"));
  private static final List<Part> PARTS = List.of(Part.values());
  private static final int ROUNDS = 200;
  private static final int UIDS = 12;
  private static final int NAMES = 4;

  private record Row(Delta delta, Revision at) {}

  private static Uid uid(int n) {
    return Uid.random(-n, n);
  }

  private static Obj object(ObjectKey key, Uid uid, Random chance) {
    Obj.Builder meta =
        Json.object().put("name", key.name()).put("namespace", "shop").put("uid", uid.value());
    if (chance.nextBoolean()) {
      Obj owner =
          Json.object()
              .put("uid", uid(chance.nextInt(UIDS)).value())
              .put("controller", true)
              .build();
      meta.put("ownerReferences", Json.array(List.of(owner)));
      meta.put("labels", Json.object().put("app", "till").build());
    }
    return Json.object().put("metadata", meta.build()).put("spec", spec(chance)).build();
  }

  private static Obj spec(Random chance) {
    Obj asked = Json.object().put("cpu", chance.nextInt(5) + "m").build();
    Obj container = Json.object().put("name", "c").build().withAt(asked, "resources", "requests");
    return Json.object()
        .put("replicas", chance.nextInt(5))
        .put("containers", Json.array(List.of(chance.nextBoolean() ? container : Obj.EMPTY)))
        .build();
  }

  private static Body body(PartKey part, ObjectKey key, Random chance) {
    if (chance.nextInt(4) == 0) {
      return new Body.Gone("deleted");
    }
    Obj spec = Json.object().put("paused", chance.nextBoolean()).build();
    return new Body.Present(
        switch (part.part()) {
          case SPEC, REPORT -> object(key, part.uid(), chance);
          case SHARE -> Json.object().put("replicas", chance.nextInt(5)).build();
          case OVERRIDE -> Json.object().put("spec", spec).build();
          case STATUS -> Json.object().put("status", spec).build();
        });
  }

  /// Few names and uids, so that objects meet in all ways: two of one name, parts without a spec,
  /// owners that are not there.
  private static List<Row> rows(Random chance) {
    var parts = new TreeMap<PartKey, ObjectKey>();
    for (int n = 0; n < UIDS; n++) {
      GroupKind kind = KINDS.get(chance.nextInt(KINDS.size()));
      ObjectKey key = ObjectKey.of(kind, "shop", "name-" + chance.nextInt(NAMES));
      for (int i = chance.nextInt(4); i >= 0; i--) {
        Part part = PARTS.get(chance.nextInt(PARTS.size()));
        parts.put(new PartKey(uid(n), part, SITES.get(chance.nextInt(SITES.size()))), key);
      }
    }
    var deltas = new ArrayList<Delta>();
    parts.forEach((part, key) -> {
      var version = new Version(1, chance.nextInt(9));
      deltas.add(
          new Delta.Part(new PartRecord(part, version, key, part.site(), body(part, key, chance))));
      if (chance.nextBoolean()) {
        deltas.add(new Delta.Member("site:s1", part, chance.nextBoolean(), "moved"));
      }
    });
    deltas.add(new Delta.Cursor("site:s1", "abc", 7));
    deltas.add(new Delta.Setting("self", Json.object().put("uid", "x").build()));
    Collections.shuffle(deltas, chance);
    var rows = new ArrayList<Row>();
    for (Delta delta : deltas) {
      rows.add(new Row(delta, new Revision(rows.size() + 1)));
    }
    return rows;
  }

  private static View loaded(List<Row> rows) {
    var loading = new Loading(CORE);
    for (Row row : rows) {
      Change.Put put = (Change.Put) Rows.change(row.delta(), row.at());
      loading.take(
          new Change.Put(put.revision(), put.key(), JsonBytes.stored(put.value().toArray())));
    }
    return loading.at(new Revision(1_000));
  }

  private static View lived(List<Row> rows) {
    View view = View.empty(CORE);
    for (Row row : rows) {
      view = view.with(row.delta(), row.at()).view();
    }
    return view.startingAt(new Revision(1_000));
  }

  private static List<Object> everything(View view) {
    var all = new ArrayList<Object>();
    all.add(view.revision());
    all.add(List.copyOf(view.all()));
    all.add(view.parts());
    all.add(view.shadowed());
    all.add(List.copyOf(view.unshared()));
    all.add(view.sharing());
    all.add(view.sharing(TenantName.DEFAULT, "shop"));
    all.add(view.tally(TenantName.DEFAULT, "shop"));
    all.add(view.cursor("site:s1"));
    all.add(view.settings(""));
    all.add(view.feed("site:s1").members());
    all.add(view.feed("site:s1").order());
    for (SiteName site : SITES) {
      all.add(List.copyOf(view.sharedAt(site)));
    }
    for (int n = 0; n < UIDS; n++) {
      all.add(view.find(uid(n)));
      all.add(view.ownedBy(uid(n)));
    }
    for (GroupKind kind : KINDS) {
      for (int n = 0; n < NAMES; n++) {
        all.add(view.remains(ObjectKey.of(kind, "shop", "name-" + n)));
      }
    }
    return all;
  }

  @Test
  void aViewLoadedAtOnceIsTheOneThatWasLivedThrough() {
    Random chance = new Random(11);
    for (int round = 0; round < ROUNDS; round++) {
      List<Row> rows = rows(chance);
      assertThat(everything(loaded(rows))).isEqualTo(everything(lived(rows)));
    }
  }

  @Test
  void aLoadedObjectAndItsPartHaveTheirTextInCommon() {
    ObjectKey key = ObjectKey.of(KINDS.getFirst(), "shop", "till");
    var part = new PartKey(uid(1), Part.SPEC, CORE);
    var record =
        new PartRecord(
            part,
            new Version(1, 1),
            key,
            CORE,
            new Body.Present(object(key, uid(1), new Random(1))));
    View view = loaded(List.of(new Row(new Delta.Part(record), new Revision(1))));
    Body body = view.part(part).orElseThrow().record().body();
    assertThat(view.find(key).orElseThrow().text().shares(((Body.Present) body).text())).isTrue();
  }
}
