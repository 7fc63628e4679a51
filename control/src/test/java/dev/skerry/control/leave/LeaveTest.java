package dev.skerry.control.leave;

import static dev.skerry.control.story.Objects.namespace;
import static dev.skerry.control.story.Objects.site;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.replication.DownController;
import dev.skerry.control.story.Objects;
import dev.skerry.control.story.Story;
import dev.skerry.control.workload.KindNames;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.Body;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.model.record.Version;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LeaveTest {
  private static final SiteName S1 = new SiteName("s1");
  private static final ObjectKey SITE = Objects.site("s1");
  private static final Obj NONE = Obj.EMPTY;

  private final Story core = new Story("core", new DownController(), new LeaveController());
  private Uid uid = Uid.random(0, 0);

  LeaveTest() {
    core.put(namespace("default"));
    core.put(site("s1", true));
    uid = new Uid(core.get(SITE).text("metadata", "uid"));
    core.set("child/s1", Json.object().put("uid", uid.value()).put("keyPin", "pin").build());
    core.set("binding/default", Json.object().put("site", "s1").build());
    core.set("floor/site:s1", Json.object().put("position", 3).build());
    report(KindNames.NODE, "", "s1-1", 1);
    core.settle();
  }

  /// The site says something of its own.
  private void report(dev.skerry.model.meta.GroupKind kind, String namespace, String name, int n) {
    Uid own = Uid.random(n, 7);
    Obj metadata =
        Json.object()
            .put("name", name)
            .putText("namespace", namespace)
            .put("uid", own.value())
            .build();
    Obj object =
        Json.object()
            .put("apiVersion", "v1")
            .put("kind", kind.kind())
            .put("metadata", metadata)
            .build();
    core.receive(
        new PartRecord(
            new PartKey(own, Part.REPORT, S1),
            new Version(1, n),
            ObjectKey.of(kind, namespace, name),
            S1,
            new Body.Present(object)));
  }

  private void delete() {
    core.remove(SITE, uid);
    core.settle();
  }

  private boolean isMember() {
    return !core.view().setting("child/s1").isEmpty();
  }

  @Test
  void aSiteThatHasEndedAllIsLetGoAndNothingOfItStays() {
    report(KindNames.POD, "default", "shop", 2);
    delete();
    core.confirmed("site:s1");
    core.advance(Duration.ofSeconds(5));
    assertThat(isMember()).as("it still runs a pod from here").isTrue();

    core.receive(
        new PartRecord(
            new PartKey(Uid.random(2, 7), Part.REPORT, S1),
            new Version(1, 9),
            ObjectKey.of(KindNames.POD, "default", "shop"),
            S1,
            new Body.Gone("deleted")));
    core.advance(Duration.ofSeconds(5));
    assertThat(core.all(KindNames.NODE)).isEmpty();
    assertThat(core.view().settings("")).as("no setting is left").isEmpty();
    assertThat(core.notes)
        .extracting(note -> note.type() + " " + note.reason())
        .containsExactly("Normal SiteLeft");
  }

  @Test
  void aSilentSiteIsLetGoWhenTheGraceIsOver() {
    delete();
    core.advance(Duration.ofSeconds(59));
    assertThat(isMember()).isTrue();
    core.advance(Duration.ofSeconds(2));
    assertThat(isMember()).isFalse();
    assertThat(core.all(KindNames.NODE)).isEmpty();
    assertThat(core.notes)
        .extracting(note -> note.type() + " " + note.reason())
        .containsExactly("Warning SiteLeftUntold");
  }

  @Test
  void whatAStrangerStillSaysIsForgotten() {
    delete();
    core.confirmed("site:s1");
    core.advance(Duration.ofSeconds(5));
    assertThat(isMember()).isFalse();
    report(KindNames.NODE, "", "s1-2", 3);
    core.settle();
    assertThat(core.all(KindNames.NODE)).isEmpty();
  }

  @Test
  void aSiteThatJoinsAgainInTimeStays() {
    delete();
    assertThat(core.view().setting("leaving/s1")).isNotEqualTo(NONE);
    core.put(site("s1", true));
    Obj child =
        Json.object().put("uid", core.get(SITE).text("metadata", "uid")).put("keyPin", "b").build();
    core.set("child/s1", child);
    core.advance(Duration.ofMinutes(5));
    assertThat(core.view().setting("child/s1")).isEqualTo(child);
    assertThat(core.view().setting("leaving/s1")).isEqualTo(NONE);
    assertThat(core.notes).isEmpty();
  }
}
