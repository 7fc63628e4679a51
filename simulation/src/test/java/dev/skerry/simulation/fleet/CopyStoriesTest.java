package dev.skerry.simulation.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.why.Agreements;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.simulation.host.Machine;
import dev.skerry.simulation.people.Client;
import dev.skerry.simulation.people.Manifests;
import dev.skerry.store.memory.MemoryDisk;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A site that is there twice, or on a disk that somebody copied back, and boxes that take the
/// place of others.
final class CopyStoriesTest extends TwoSites {
  private static final ObjectKey FILLER =
      ObjectKey.of(GroupKind.core("ConfigMap"), "default", "filler-0");
  private static final ObjectKey LATE =
      ObjectKey.of(new GroupKind("apps", "ReplicaSet"), "local", "late");

  @Test
  void aCopyOfASiteThatRunsIsRefusedWhileTheOriginalGoesOn() {
    Machine copy = fleet.copy("s1", fleet.site("s1").disk().backup());
    aMinutePasses();
    assertThat(condition(fleet.core(), "s1", "SingleCopy").text("reason"))
        .isEqualTo("SecondCopyRefused");
    assertThat(events(fleet.core())).contains("Warning SecondCopyRefused s1");
    assertThat(Agreements.of(view(fleet.core())).getFirst().toJson().text("copies", "reason"))
        .isEqualTo("SecondCopyRefused");
    assertThat(Agreements.of(view(copy)).getFirst().toJson().text("copies", "reason"))
        .isEqualTo("RefusedByParent");
    assertThat(condition(copy, "s1", "LetInByParent").text("message"))
        .contains("another box with the key of s1 is connected and answers")
        .contains("If this box is a copy, stop it");
    assertThat(events(copy)).contains("Warning RefusedByParent s1");

    admin.merge(NOTE, Manifests.word("second"), told::add);
    aMinutePasses();
    assertThat(word("s1")).isEqualTo("second");
    assertThat(word(copy)).as("nothing is said to the copy").isEqualTo("first");
    assertThat(condition(fleet.core(), "s1", "Online").text("status")).isEqualTo("True");
    assertThat(images("s1")).containsExactly("shop:v1");

    copy.powerOff();
    fleet.run(Duration.ofMinutes(20));
    assertThat(condition(fleet.core(), "s1", "SingleCopy").text("status")).isEqualTo("True");
  }

  @Test
  void ofTwoThatTakeTurnsTheOneThatSpokeLastStaysAndNothingThatEitherSaidIsLost() {
    Machine original = fleet.site("s1");
    MemoryDisk.Backup disk = original.disk().backup();
    new Client(original).create(Manifests.replicaSet("late", "late"), told::add);
    aMinutePasses();
    original.road().orElseThrow().cut();
    aMinutePasses();

    Machine copy = fleet.copy("s1", disk);
    new Client(copy).create(Manifests.replicaSet("other", "other"), told::add);
    aMinutePasses();
    assertThat(condition(fleet.core(), "s1", "Online").text("status")).isEqualTo("True");
    assertThat(agreed(fleet.core(), "s1").text("reason")).isEqualTo("SiteForgot");
    assertThat(agreed(fleet.core(), "s1").text("message")).contains("Pod local/late-");
    assertThat(pods()).as("late of the original, other of the copy").hasSize(4);

    original.road().orElseThrow().heal();
    aMinutePasses();
    for (int restarts = 0; restarts < 3; restarts++) {
      original.crash("somebody starts it again and again");
      aMinutePasses();
      assertThat(condition(original, "s1", "LetInByParent").text("message"))
          .contains("this box has not the store from which s1 spoke last");
    }
    assertThat(condition(fleet.core(), "s1", "SingleCopy").text("status")).isEqualTo("False");
    assertThat(view(original).find(LATE)).isPresent();
    assertThat(images("s1")).as("it goes on by itself").hasSize(2);
    assertThat(pods()).hasSize(4);
  }

  @Test
  void aBoxOnAnOlderDiskIsRefusedUntilItIsRestoredAsABackupIs() {
    Machine site = fleet.site("s1");
    MemoryDisk.Backup old = site.disk().backup();
    site.crash("for a reason");
    aMinutePasses();
    assertThat(condition(fleet.core(), "s1", "Online").text("status")).isEqualTo("True");

    site.image(old);
    aMinutePasses();
    assertThat(condition(fleet.core(), "s1", "SingleCopy").text("message"))
        .contains("it is a copy of it or an older disk");
    assertThat(condition(fleet.core(), "s1", "Online").text("status")).isEqualTo("Unknown");
    assertThat(images("s1")).as("its work goes on").containsExactly("shop:v1");

    site.restore(site.disk().backup());
    aMinutePasses();
    assertThat(condition(fleet.core(), "s1", "Online").text("status")).isEqualTo("True");
    assertThat(condition(site, "s1", "LetInByParent").text("status")).isEqualTo("True");

    Machine before = fleet.copy("s1", old);
    site.powerOff();
    aMinutePasses();
    assertThat(condition(before, "s1", "LetInByParent").text("message"))
        .contains("the one that s1 had before it was restored");
  }

  /// The positions of the two histories overlap: nothing in the feed itself shows that.
  @Test
  void aDiskThatWentBackAndWasWrittenPastWhatTheCoreHasIsNoSilentFork() {
    Machine site = fleet.site("s1");
    MemoryDisk.Backup old = site.disk().backup();
    new Client(site).create(Manifests.replicaSet("late", "late"), told::add);
    aMinutePasses();
    assertThat(pods()).hasSize(3);
    long has = view(fleet.core()).cursor("site:s1").orElseThrow().position();

    site.road().orElseThrow().cut();
    site.image(old);
    var here = new Client(site);
    here.create(Manifests.replicaSet("other", "other"), told::add);
    for (int i = 0; view(site).revision().value() <= has; i++) {
      here.create(Manifests.configMap("local", "filler-" + i, "w"), told::add);
      fleet.run(Duration.ofSeconds(1));
    }
    site.road().orElseThrow().heal();
    aMinutePasses();
    assertThat(condition(fleet.core(), "s1", "Online").text("status")).isEqualTo("True");
    assertThat(agreed(fleet.core(), "s1").text("reason")).isEqualTo("SiteForgot");
    assertThat(agreed(fleet.core(), "s1").text("message")).contains("1 object (Pod local/late-");
    assertThat(pods()).as("late is kept, other is there").hasSize(4);
  }

  /// Nor is that of a core: its sites know from which of its runs they heard last.
  @Test
  void aCoreThatWentBackAndWasWrittenPastWhatItsSitesHaveEndsNothingUntilAPersonSaysSo() {
    Machine core = fleet.core();
    MemoryDisk.Backup old = core.disk().backup();
    admin.create(Manifests.deployment("late", "shop:v2", "w2"), told::add);
    aMinutePasses();
    assertThat(images("s1")).containsExactlyInAnyOrder("shop:v1", "shop:v2");
    long has = view(fleet.site("s1")).cursor("parent").orElseThrow().position();

    fleet.sites().forEach(site -> site.road().orElseThrow().cut());
    core.image(old);
    for (int i = 0; view(core).revision().value() <= has; i++) {
      admin.create(Manifests.configMap("default", "filler-" + i, "w"), told::add);
      fleet.run(Duration.ofSeconds(1));
    }
    fleet.sites().forEach(site -> site.road().orElseThrow().heal());
    aMinutePasses();
    assertThat(images("s1")).containsExactlyInAnyOrder("shop:v1", "shop:v2");
    assertThat(view(fleet.site("s1")).find(FILLER)).as("what is new is taken").isPresent();
    for (Machine at : List.of(core, fleet.site("s1"))) {
      assertThat(agreed(at, "s1").text("reason")).isEqualTo("ParentForgot");
      assertThat(agreed(at, "s1").text("message")).contains("Deployment default/late");
      assertThat(events(at)).contains("Warning ParentForgot s1");
    }

    fleet.accept(core);
    aMinutePasses();
    assertThat(images("s1")).containsExactly("shop:v1");
    assertThat(agreed(core, "s1").text("status")).isEqualTo("True");

    core.crash("for a reason");
    aMinutePasses();
    assertThat(agreed(core, "s1").text("status")).as("a run after it is no fork").isEqualTo("True");
  }

  /// What it writes has smaller versions than what its sites have, until it leaps ahead of them.
  @Test
  void aCoreOnAnOldDiskWinsOnceAPersonSaysSoThoughItIsBehindItsSites() {
    Machine core = fleet.core();
    MemoryDisk.Backup old = core.disk().backup();
    for (int i = 0; i < 200; i++) {
      admin.create(Manifests.configMap("default", "filler-" + i, "w"), told::add);
    }
    aMinutePasses();
    admin.merge(NOTE, Manifests.word("second"), told::add);
    aMinutePasses();
    assertThat(word("s1")).isEqualTo("second");

    core.image(old);
    aMinutePasses();
    assertThat(agreed(core, "s1").text("reason")).isEqualTo("ParentForgot");
    assertThat(word("s1")).isEqualTo("second");

    fleet.accept(core);
    aMinutePasses();
    assertThat(word("s1")).isEqualTo("first");
    assertThat(view(fleet.site("s1")).find(FILLER)).isEmpty();
    assertThat(agreed(core, "s1").text("status")).isEqualTo("True");
    assertThat(agreed(fleet.site("s1"), "s1").text("status")).isEqualTo("True");
  }

  @Test
  void aSiteThatIsReplacedBeginsAnewAndTheOldBoxIsToldSo() {
    Machine old = fleet.site("s1");
    new Client(old).create(Manifests.replicaSet("late", "late"), told::add);
    aMinutePasses();
    assertThat(pods()).hasSize(3);

    Machine successor = fleet.replace("s1");
    aMinutePasses();
    assertThat(events(fleet.core())).contains("Normal Replaced s1");
    assertThat(condition(fleet.core(), "s1", "Online").text("status")).isEqualTo("True");
    assertThat(images(successor)).as("what the core wants there").containsExactly("shop:v1");
    assertThat(pods()).as("what only the old box said is gone").hasSize(2);
    assertThat(conditions(fleet.core(), "s1"))
        .noneMatch(c -> c.text("type").equals("HistoryAgreed"));
    assertThat(condition(old, "s1", "LetInByParent").text("message"))
        .contains("site s1 is not a member with this key");
    assertThat(images(old)).as("nobody stops it from afar").hasSize(2);
  }

  @Test
  void aCoreReplacedByAnEmptyOneEndsNothingUntilAPersonSaysSo() {
    Machine core = fleet.core();
    core.empty();
    aMinutePasses();
    assertThat(images("s1")).containsExactly("shop:v1");
    assertThat(condition(fleet.site("s1"), "s1", "LetInByParent").text("reason"))
        .isEqualTo("RefusedByParent");
    assertThat(events(fleet.site("s1"))).contains("Warning RefusedByParent s1");

    fleet.admitAgain("s1");
    aMinutePasses();
    assertThat(images("s1")).as("absence ends nothing").containsExactly("shop:v1");
    assertThat(word("s1")).isEqualTo("first");
    assertThat(agreed(core, "s1").text("reason")).isEqualTo("ParentForgot");
    assertThat(agreed(core, "s1").text("message"))
        .contains("s1 followed another history of core before", "history accept --site s1");
    assertThat(agreed(fleet.site("s1"), "s1").text("message"))
        .contains("core has forgotten part of its history")
        .contains("ConfigMap default/note");
    assertThat(events(core)).contains("Warning ParentForgot s1");

    fleet.accept(core);
    aMinutePasses();
    assertThat(images("s1")).isEmpty();
    assertThat(agreed(core, "s1").text("status")).isEqualTo("True");
  }
}
