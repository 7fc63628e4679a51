package dev.skerry.simulation.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.simulation.host.Machine;
import dev.skerry.simulation.people.Client;
import dev.skerry.simulation.people.Manifests;
import dev.skerry.store.memory.MemoryDisk;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What comes back from a copy, and what a person does about it.
final class HistoryStoriesTest extends TwoSites {
  @Test
  void aRestoredCoreDeletesNothingUntilAPersonAcceptsItAndThenWhatItHasWins() {
    MemoryDisk.Backup backup = fleet.core().disk().backup();
    admin.create(Manifests.deployment("late", "shop:v2", "w2"), told::add);
    admin.merge(NOTE, Manifests.word("second"), told::add);
    aMinutePasses();
    assertThat(told).hasSize(5).allMatch(Client.Told.Done.class::isInstance);
    assertThat(images("s1")).containsExactlyInAnyOrder("shop:v1", "shop:v2");

    fleet.core().restore(backup);
    aMinutePasses();
    assertThat(images("s1")).containsExactlyInAnyOrder("shop:v1", "shop:v2");
    assertThat(word("s1")).isEqualTo("second");
    for (Machine at : List.of(fleet.core(), fleet.site("s1"))) {
      assertThat(agreed(at, "s1").text("status")).isEqualTo("False");
      assertThat(agreed(at, "s1").text("reason")).isEqualTo("ParentForgot");
      assertThat(agreed(at, "s1").text("message"))
          .contains("core has forgotten part of its history: kept are 1 object (Deployment")
          .contains("default/late) that core does not have")
          .contains("1 object (ConfigMap default/note) in versions that it does not know")
          .contains("skerry history accept --site s1");
      assertThat(events(at)).contains("Warning ParentForgot s1");
    }

    fleet.site("s2").road().orElseThrow().cut();
    fleet.accept(fleet.core());
    aMinutePasses();
    assertThat(images("s1")).containsExactly("shop:v1");
    assertThat(word("s1")).isEqualTo("first");
    assertThat(agreed(fleet.core(), "s1").text("status")).isEqualTo("True");
    assertThat(events(fleet.core()))
        .contains(
            "Normal HistoryAgreed s1", "Normal HistoryAccepted s1", "Normal HistoryAccepted s2");
    assertThat(images("s2")).containsExactlyInAnyOrder("shop:v1", "shop:v2");

    fleet.site("s2").road().orElseThrow().heal();
    aMinutePasses();
    assertThat(images("s2")).containsExactly("shop:v1");
    assertThat(word("s2")).isEqualTo("first");
    assertThat(agreed(fleet.core(), "s2").text("status")).isEqualTo("True");
    assertThat(view(fleet.core()).settings("history-complete/"))
        .as("an acceptance is for once")
        .isEmpty();
  }

  @Test
  void aSiteFromAnOlderCopyLosesNothingOfWhatItsCoreHadFromItUntilItIsAccepted() {
    MemoryDisk.Backup backup = fleet.site("s1").disk().backup();
    new Client(fleet.site("s1")).create(Manifests.replicaSet("late", "late"), told::add);
    aMinutePasses();
    assertThat(images("s1")).hasSize(2);
    assertThat(pods()).hasSize(3);

    fleet.site("s1").restore(backup);
    aMinutePasses();
    assertThat(images("s1")).hasSize(2);
    assertThat(pods()).hasSize(3);
    assertThat(agreed(fleet.core(), "s1").text("reason")).isEqualTo("SiteForgot");
    assertThat(agreed(fleet.core(), "s1").text("message")).contains("1 object (Pod local/late-");
    assertThat(events(fleet.core())).contains("Warning SiteForgot s1");

    fleet.accept(fleet.site("s1"));
    aMinutePasses();
    assertThat(agreed(fleet.core(), "s1").text("status")).isEqualTo("True");
    assertThat(images("s1")).containsExactly("shop:v1");
    assertThat(images("s2")).containsExactly("shop:v1");
    assertThat(pods()).hasSize(2);
  }
}
