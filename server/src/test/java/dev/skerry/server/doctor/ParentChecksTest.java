package dev.skerry.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.model.meta.SiteName;
import dev.skerry.pki.IdentityFiles;
import dev.skerry.pki.Principal;
import dev.skerry.server.config.CoreConfig;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.config.Driver;
import dev.skerry.server.config.Endpoint;
import dev.skerry.server.config.PlaneConfig;
import dev.skerry.server.config.Pulse;
import dev.skerry.server.core.CoreInit;
import dev.skerry.server.core.CoreProcess;
import dev.skerry.server.keys.Vault;
import dev.skerry.server.site.SiteJoin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A site that joined a core, and the ways in which the two can lose each other.
final class ParentChecksTest {
  private static final Endpoint ANY = new Endpoint("127.0.0.1", 0);

  @TempDir Path home;
  private Optional<CoreProcess> core = Optional.empty();
  private PlaneConfig config = new PlaneConfig(new SiteName("none"), ANY, List.of(), Pulse.DEFAULT);
  private DataDir above = new DataDir(Path.of("/nonexistent"));
  private DataDir site = new DataDir(Path.of("/nonexistent"));

  @BeforeEach
  void aSiteThatJoined() throws Exception {
    above = new DataDir(home.resolve("core"));
    CoreConfig made = CoreInit.init(above, new SiteName("core"), ANY, Pulse.DEFAULT);
    config = made.plane();
    core = Optional.of(CoreProcess.start(above, made, "0.1.0", () -> {}));
    site = new DataDir(home.resolve("paris"));
    SiteJoin.join(
        config.listen().https(),
        token(),
        site,
        new SiteJoin.Wishes(ANY, Pulse.DEFAULT, Driver.PROCESS));
  }

  private String token() throws Exception {
    try (var api = new LocalApi(new Vault(above), config.url())) {
      assertThat(api.version()).isEqualTo("0.1.0");
    }
    var vault = new Vault(above);
    var admin = vault.authority().client(Principal.user("admin", Principal.MASTERS), Instant.now());
    try (var http =
        HttpClient.newBuilder()
            .sslContext(vault.contexts().client(() -> admin, List.of(vault.ca())))
            .build()) {
      String body =
          http.send(
                  HttpRequest.newBuilder(URI.create(config.listen().https() + "/skerry/v1/tokens"))
                      .header("Content-Type", "application/json")
                      .POST(
                          HttpRequest.BodyPublishers.ofString(
                              "{\"site\":\"paris\",\"ttl\":\"60s\",\"replace\":true}"))
                      .build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
      return body.replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
    }
  }

  @AfterEach
  void end() throws Exception {
    if (core.isPresent()) {
      core.get().stop();
    }
  }

  private List<String> parent() throws Exception {
    Patient patient = Patient.of(site);
    return new ParentCheck(patient, new ParentLine(patient), InstantSource.system())
        .look().stream().map(Finding::text).toList();
  }

  private String clock(Duration off) throws Exception {
    Patient patient = Patient.of(site);
    InstantSource wrong = () -> Instant.now().plus(off);
    return new ClockCheck(patient, new ParentLine(patient), wrong).look().getFirst().text();
  }

  @Test
  void aParentThatAnswersAndKnowsUsIsWell() throws Exception {
    assertThat(parent()).hasSize(1);
    assertThat(parent().getFirst())
        .startsWith("ok parent: " + config.listen().https() + " answers in ")
        .endsWith("and knows this site");
  }

  @Test
  void aClockIsComparedWithTheParentsHoweverWrongItIs() throws Exception {
    assertThat(clock(Duration.ZERO)).startsWith("ok clock: ");
    assertThat(clock(Duration.ofMinutes(3)))
        .startsWith("warn clock: this machine says ")
        .contains(config.listen() + " says ", " apart; set it and keep it");
    assertThat(clock(Duration.ofDays(365)))
        .startsWith("fail clock: ")
        .contains("days apart: certificates will be refused");
    assertThat(clock(Duration.ofDays(-4000))).startsWith("fail clock: ");
  }

  @Test
  void aParentThatIsGoneIsNotReached() throws Exception {
    core.orElseThrow().stop();
    core = Optional.empty();
    assertThat(parent().getFirst())
        .startsWith("fail parent: " + config.listen().https() + " is not reached")
        .contains("what runs here goes on meanwhile");
    assertThat(clock(Duration.ZERO)).contains("nobody is there to compare");
  }

  @Test
  void anotherCoreAtTheSameAddressIsNotTheParent() throws Exception {
    core.orElseThrow().stop();
    var stranger = new DataDir(home.resolve("stranger"));
    CoreConfig same = CoreInit.init(stranger, new SiteName("core"), config.listen(), Pulse.DEFAULT);
    core = Optional.of(CoreProcess.start(stranger, same, "0.1.0", () -> {}));
    assertThat(parent().getFirst())
        .startsWith("fail parent: ")
        .contains("answers, but not as the core this site joined");
  }

  @Test
  void aParentThatDoesNotKnowUsSaysSo() throws Exception {
    // The certificate of a site of another core.
    var stranger = new DataDir(home.resolve("stranger"));
    CoreInit.init(stranger, new SiteName("core"), ANY, Pulse.DEFAULT);
    var vault = new Vault(stranger);
    var other = vault.authority().client(Principal.user("paris", "x"), Instant.now());
    new IdentityFiles(stranger.pki(), "parent").save(other);
    for (String file : List.of("parent.key", "parent.crt")) {
      Files.copy(
          stranger.pki().resolve(file),
          site.pki().resolve(file),
          StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(parent().getFirst()).startsWith("fail parent: ").contains("--replace");
    assertThat(ParentCheck.judge("it", 401).level()).isEqualTo(Finding.Level.FAIL);
  }

  @Test
  void aBoxWhosePlaceAnotherTookIsToldSo() throws Exception {
    SiteJoin.join(
        config.listen().https(),
        token(),
        new DataDir(home.resolve("other")),
        new SiteJoin.Wishes(ANY, Pulse.DEFAULT, Driver.PROCESS));
    assertThat(parent().getFirst())
        .startsWith("fail parent: ")
        .contains("does not know this box; join again with a token of --replace");
  }

  @Test
  void aLongSilenceIsToldWithItsAge() {
    Instant now = Instant.now();
    assertThat(ParentCheck.judge(Optional.of(now.minusSeconds(2)), now).text())
        .isEqualTo("ok parent: the process here heard it 2 s ago");
    assertThat(ParentCheck.judge(Optional.of(now.minusSeconds(90)), now).text())
        .startsWith("warn parent: the process here heard it 90 s ago; ");
    assertThat(ParentCheck.judge(Optional.empty(), now).level()).isEqualTo(Finding.Level.WARN);
  }
}
