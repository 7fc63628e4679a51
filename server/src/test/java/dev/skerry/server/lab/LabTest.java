package dev.skerry.server.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.server.config.Driver;
import dev.skerry.server.relay.Place;
import dev.skerry.server.relay.Relay;
import dev.skerry.server.relay.Weather;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LabTest {
  @TempDir Path home;

  private LabDir lab() throws IOException {
    LabDir lab = LabDir.of(home, "default");
    lab.create();
    return lab;
  }

  @Test
  void whatALabDecidedIsReadBack() throws IOException {
    LabDir lab = lab();
    var state =
        new LabState("default", Driver.PROCESS, 1, List.of(new LabState.Site("s1", 2, 3, 4)));
    state.write(lab);
    assertThat(LabState.read(lab)).contains(state);
    assertThat(state.site("s1").orElseThrow().parentUrl()).isEqualTo("https://127.0.0.1:4");
    assertThat(state.site("s9")).isEmpty();
    assertThat(LabState.read(LabDir.of(home, "other"))).isEmpty();
  }

  @Test
  void aProcessOutlivesNothingButItsOwnEnd() throws Exception {
    var daemon = new Daemon(lab(), "sleeper");
    assertThat(daemon.isAlive()).isFalse();
    assertThat(daemon.start(List.of("sleep", "1000"))).isTrue();
    try {
      assertThat(daemon.start(List.of("sleep", "1000"))).isFalse();
      long pid = new Daemon(lab(), "sleeper").pid().orElseThrow();
      assertThat(ProcessHandle.of(pid)).isPresent();
    } finally {
      daemon.kill();
    }
    assertThat(daemon.isAlive()).isFalse();
  }

  @Test
  void aReusedPidIsNotTakenForTheProcess() throws IOException {
    LabDir lab = lab();
    long self = ProcessHandle.current().pid();
    Files.writeString(
        lab.root().resolve("run/core.pid"),
        "{\"boot\":\"\",\"pid\":" + self + ",\"startTicks\":1}",
        StandardCharsets.UTF_8);
    assertThat(new Daemon(lab, "core").pid()).isEmpty();
  }

  @Test
  void theRelayIsToldAndAsked() throws IOException {
    LabDir lab = lab();
    try (var relay = new Relay(lab.relaySocket())) {
      Thread.ofVirtual().start(relay::run);
      var control = new RelayControl(lab.relaySocket());
      control.open("s1", new Place.Tcp(0), new Place.Tcp(1));
      control.weather("s1", new Weather(true, false, 200, 20, 25, 256));
      RelayControl.Link link = control.link("s1").orElseThrow();
      assertThat(link.weather()).isEqualTo(new Weather(true, false, 200, 20, 25, 256));
      assertThat(link.port()).isPositive();
      assertThat(control.link("s2")).isEmpty();
      assertThatThrownBy(() -> control.reset("s2")).hasMessageContaining("no link named 's2'");
    }
    var gone = new RelayControl(lab.relaySocket());
    assertThat(gone.isReady()).isFalse();
    assertThatThrownBy(() -> gone.link("s1"))
        .hasMessageContaining("no relay answers at " + lab.relaySocket());
  }

  @Test
  void aLabOnlyGrowsAndStaysAsItIsWhenNobodySaysHowManySites() throws Exception {
    var said = new ArrayList<String>();
    var plan = new LabPlan(new Workplace(home, home, said::add), "default");
    assertThat(plan.lab(Optional.of(2), Driver.PROCESS).state().sites()).hasSize(2);
    assertThat(plan.lab(Optional.empty(), Driver.AUTO).state().sites()).hasSize(2);
    assertThat(said).noneMatch(line -> line.contains("keeps them"));
    assertThat(plan.lab(Optional.of(1), Driver.AUTO).state().sites()).hasSize(2);
    assertThat(said).contains("the lab has 2 sites and keeps them; a smaller one needs lab down");
    assertThat(plan.lab(Optional.of(4), Driver.AUTO).state().sites()).hasSize(4);
  }

  @Test
  void aDeepHomeStillHasSocketsThatFit() {
    LabDir deep = LabDir.of(home.resolve("a-long-name-".repeat(20)), "default");
    assertThat(deep.relaySocket().toString().length()).isLessThan(100);
  }

  @Test
  void aRemovedLabLeavesNoFile() throws IOException {
    LabDir lab = lab();
    Files.createDirectories(lab.site("s1").volumes());
    lab.delete();
    assertThat(lab.exists()).isFalse();
    lab.delete();
  }

  @Test
  void aPlaceIsReadAsItIsWritten() {
    for (String text :
        List.of("tcp:127.0.0.1:80", "unix:/a/b", "netns:/run/netns/s1:tcp:127.0.0.1:80")) {
      assertThat(Place.parse(text).text()).isEqualTo(text);
    }
    assertThatThrownBy(() -> Place.parse("tcp:10.0.0.1:80")).hasMessageContaining("not a place");
  }
}
