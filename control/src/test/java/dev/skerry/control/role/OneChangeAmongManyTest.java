package dev.skerry.control.role;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.skerry.control.controller.Controller;
import dev.skerry.control.state.Delta;
import dev.skerry.control.state.ObjectChange;
import dev.skerry.control.state.View;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.Body;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.model.record.Version;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// One change in a store of 100,000 objects concerns few of them. Counted are the keys that
/// controllers look at, and the bytes they allocate doing so: whoever walks through all objects and
/// parses them, or makes a list of them, allocates megabytes.
final class OneChangeAmongManyTest {
  private static final int MANY = 100_000;
  private static final int FEW_KEYS = 16;
  private static final long FEW_BYTES = 512 << 10;
  private static final SiteName CORE = new SiteName("core");
  private static final SiteName S1 = new SiteName("s1");
  private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
  private static final GroupKind MAP = GroupKind.core("ConfigMap");
  private static final GroupKind DEPLOYMENT = new GroupKind("apps", "Deployment");
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final Obj CONTENT =
      Json.object().put("data", Json.object().put("v", "x").build()).build();

  private static View many = View.empty(CORE);

  @BeforeAll
  static void aStoreOfManyObjects() {
    many =
        many.with(
                new Delta.Part(spec(1, GroupKind.core("Namespace"), "", "shop", Obj.EMPTY)),
                many.revision().next())
            .view();
    for (int n = 0; n < MANY; n++) {
      many = with(many, spec(100 + n, MAP, "shop", "map-" + n, CONTENT));
    }
    Obj replicas = Json.object().put("spec", Json.object().put("replicas", 1).build()).build();
    many = with(many, spec(2, DEPLOYMENT, "shop", "till", replicas));
    many = with(many, share(2, 1));
    var namespace = new PartKey(uid(1), Part.SPEC, CORE);
    many =
        many.with(new Delta.Member("site:s1", namespace, true, ""), many.revision().next()).view();
  }

  private static View with(View view, PartRecord record) {
    return view.with(new Delta.Part(record), view.revision().next()).view();
  }

  private static Uid uid(long n) {
    return Uid.random(n, n);
  }

  private static PartRecord spec(long n, GroupKind kind, String namespace, String name, Obj rest) {
    Obj meta =
        Json.object()
            .put("name", name)
            .putText("namespace", namespace)
            .put("uid", uid(n).value())
            .build();
    Obj object = rest.with("kind", kind.kind()).with("metadata", meta);
    return record(
        n, Part.SPEC, CORE, ObjectKey.of(kind, namespace, name), new Body.Present(object));
  }

  private static PartRecord share(long n, long replicas) {
    var body = new Body.Present(Json.object().put("replicas", replicas).build());
    return record(n, Part.SHARE, S1, ObjectKey.of(DEPLOYMENT, "shop", "till"), body);
  }

  private static PartRecord record(long n, Part part, SiteName site, ObjectKey object, Body body) {
    return new PartRecord(new PartKey(uid(n), part, site), new Version(1, 1), object, CORE, body);
  }

  @Test
  void aNewConfigMapConcernsItself() {
    concernsFew(spec(50, MAP, "shop", "new", CONTENT));
  }

  @Test
  void aDeletedConfigMapConcernsItself() {
    concernsFew(
        record(100, Part.SPEC, CORE, ObjectKey.of(MAP, "shop", "map-0"), new Body.Gone("deleted")));
  }

  @Test
  void aWorkloadConcernsItself() {
    concernsFew(spec(51, DEPLOYMENT, "shop", "stock", Obj.EMPTY));
  }

  @Test
  void aDeletedWorkloadConcernsItself() {
    concernsFew(
        record(
            2,
            Part.SPEC,
            CORE,
            ObjectKey.of(DEPLOYMENT, "shop", "till"),
            new Body.Gone("deleted")));
  }

  @Test
  void anotherShareOfASiteThatHasTheNamespaceConcernsItsWorkload() {
    concernsFew(share(2, 5));
  }

  @Test
  void aSiteConcernsWhatItHasSharesOf() {
    concernsFew(spec(52, new GroupKind("skerry.dev", "Site"), "", "s1", Obj.EMPTY));
  }

  @Test
  void aNodeConcernsWhatHasNoSite() {
    concernsFew(spec(53, GroupKind.core("Node"), "", "s1-1", Obj.EMPTY));
  }

  @Test
  void whatComesWithoutItsNamespaceConcernsItself() {
    concernsFew(spec(54, MAP, "nowhere", "new", CONTENT));
  }

  @Test
  void theFirstShareOfASiteBringsTheWholeNamespace() {
    var other = new SiteName("s2");
    var body = new Body.Present(Json.object().put("replicas", 1).build());
    PartRecord first = record(2, Part.SHARE, other, ObjectKey.of(DEPLOYMENT, "shop", "till"), body);
    View after = with(many, first);
    var keys = new TreeSet<ObjectKey>();
    Controllers.core().forEach(c -> keys.addAll(c.affected(first, after)));
    assertThat(keys).hasSizeGreaterThan(MANY);
  }

  private static void concernsFew(PartRecord record) {
    for (List<Controller> role : List.of(Controllers.core(), Controllers.site())) {
      looks(role, record);
      long before = THREADS.getCurrentThreadAllocatedBytes();
      int keys = looks(role, record);
      long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
      assertThat(keys).isLessThan(FEW_KEYS);
      assertThat(bytes).isLessThan(FEW_BYTES);
    }
  }

  /// Has every controller look at all that the change concerns.
  private static int looks(List<Controller> role, PartRecord record) {
    View.Step step = many.with(new Delta.Part(record), many.revision().next());
    View view = step.view();
    int keys = 0;
    for (Controller controller : role) {
      var concerned = new TreeSet<ObjectKey>(controller.affected(record, view));
      for (ObjectChange change : step.changes()) {
        concerned.addAll(controller.affected(change, view));
      }
      concerned.forEach(key -> assertThat(controller.reconcile(view, key, NOW)).isNotNull());
      keys += concerned.size();
    }
    return keys;
  }
}
