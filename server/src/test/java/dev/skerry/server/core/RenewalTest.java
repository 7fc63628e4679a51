package dev.skerry.server.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.model.meta.SiteName;
import dev.skerry.pki.CaPin;
import dev.skerry.pki.JoinToken;
import dev.skerry.pki.Principal;
import dev.skerry.server.config.ConfigRefused;
import dev.skerry.server.config.CoreConfig;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.config.Driver;
import dev.skerry.server.config.Endpoint;
import dev.skerry.server.config.Pulse;
import dev.skerry.server.config.SiteConfig;
import dev.skerry.server.enrol.Enrolment;
import dev.skerry.server.enrol.Hours;
import dev.skerry.server.enrol.Renewal;
import dev.skerry.server.keys.Shown;
import dev.skerry.server.keys.Vault;
import dev.skerry.server.site.SiteJoin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Certificates of a running core and its site over years, at a clock that the test turns. Both
/// ends have the same hour unless it says otherwise.
final class RenewalTest {
  private static final Duration DUE = Duration.ofDays(250);

  @TempDir Path root;

  private Instant now = Instant.now();
  private Vault core = new Vault(new DataDir(Path.of("")));
  private Optional<CoreProcess> process = Optional.empty();
  private URI url = URI.create("https://127.0.0.1");

  @BeforeEach
  void start() throws Exception {
    InstantSource clock = () -> now;
    var data = new DataDir(root.resolve("core"));
    CoreConfig config =
        CoreInit.init(data, new SiteName("core"), new Endpoint("127.0.0.1", 0), Pulse.DEFAULT);
    url = config.plane().url();
    core = new Vault(data, clock);
    process = Optional.of(CoreProcess.start(data, config, "0.1.0", () -> {}, core));
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (process.isPresent()) {
      process.get().stop();
    }
  }

  private String token(String site) throws Exception {
    var admin = core.authority().client(Principal.user("a", "system:masters"), now);
    SSLContext tls = core.contexts().client(() -> admin, List.of(core.ca()));
    try (var client = HttpClient.newBuilder().sslContext(tls).build()) {
      var request =
          HttpRequest.newBuilder(url.resolve("/skerry/v1/tokens"))
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      "{\"site\":\"" + site + "\",\"replace\":true}"))
              .build();
      String answer = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      return answer.substring(answer.indexOf("sk1."), answer.lastIndexOf('"'));
    }
  }

  private SiteConfig join(String directory, String site) throws Exception {
    return SiteJoin.join(
        url,
        token(site),
        new DataDir(root.resolve(directory)),
        new SiteJoin.Wishes(new Endpoint("127.0.0.1", 0), Pulse.DEFAULT, Driver.PROCESS));
  }

  private Vault vault(String directory) {
    return new Vault(new DataDir(root.resolve(directory)), () -> now);
  }

  private Renewal.Certificate chore(Shown shown, Vault vault) throws Exception {
    return Renewal.of(shown, List.of(url), vault, vault.parentCa());
  }

  /// What the core serves with, asked as the site.
  private X509Certificate served(Shown shown, Vault vault) throws Exception {
    try (var client = HttpClient.newBuilder().sslContext(vault.towardsParent(shown)).build()) {
      var request = HttpRequest.newBuilder(url.resolve("/version")).build();
      var answer = client.send(request, HttpResponse.BodyHandlers.discarding());
      assertThat(answer.statusCode()).isEqualTo(200);
      var chain = answer.sslSession().orElseThrow().getPeerCertificates();
      return (X509Certificate) chain[0];
    }
  }

  @Test
  void aSiteAndItsCoreRenewWhileTheyRunAndTheKeyStays() throws Exception {
    join("s1", "s1");
    Vault site = vault("s1");
    Shown shown = site.parentIdentity().orElseThrow();
    X509Certificate first = shown.get().certificate();
    assertThat(chore(shown, site).renewWhenDue()).isFalse();

    now = now.plus(DUE);
    assertThat(chore(shown, site).renewWhenDue()).isTrue();
    X509Certificate second = shown.get().certificate();
    assertThat(second.getNotAfter().toInstant()).isAfter(first.getNotAfter().toInstant());
    assertThat(CaPin.of(second.getPublicKey())).isEqualTo(CaPin.of(first.getPublicKey()));
    assertThat(second.getSubjectX500Principal()).isEqualTo(first.getSubjectX500Principal());
    assertThat(site.parentIdentity().orElseThrow().get().certificate()).isEqualTo(second);

    X509Certificate before = served(shown, site);
    assertThat(process.orElseThrow().renewal().renewWhenDue()).isTrue();
    X509Certificate after = served(shown, site);
    assertThat(after.getNotAfter().toInstant()).isAfter(before.getNotAfter().toInstant());
  }

  @Test
  void aSiteThatWasCutForAYearComesBackWithinItsGraceAndNotLater() throws Exception {
    join("s1", "s1");
    Vault site = vault("s1");
    Shown shown = site.parentIdentity().orElseThrow();
    now = now.plus(Duration.ofDays(365 + 50));
    assertThat(process.orElseThrow().renewal().renewWhenDue()).isTrue();
    assertThat(chore(shown, site).renewWhenDue()).isTrue();

    now = now.plus(Duration.ofDays(365 + 70));
    assertThat(process.orElseThrow().renewal().renewWhenDue()).isTrue();
    assertThatThrownBy(() -> chore(shown, site).renewWhenDue()).isInstanceOf(Exception.class);
  }

  @Test
  void oneWhoseNameWasTakenOverRenewsNothing() throws Exception {
    join("old", "s1");
    Vault old = vault("old");
    Shown shown = old.parentIdentity().orElseThrow();
    join("new", "s1");
    now = now.plus(DUE);
    assertThatThrownBy(() -> chore(shown, old).renewWhenDue())
        .isInstanceOf(ConfigRefused.class)
        .hasMessageContaining("not a member with this key");
    Vault young = vault("new");
    Shown other = young.parentIdentity().orElseThrow();
    assertThat(chore(other, young).renewWhenDue()).isTrue();
  }

  @Test
  void whatIsServedWithWasMadeWhileTheClockWasAheadAndIsMadeAnewOnceItIsRight() throws Exception {
    join("s1", "s1");
    Vault site = vault("s1");
    Shown shown = site.parentIdentity().orElseThrow();
    now = now.plus(Duration.ofDays(365));
    assertThat(process.orElseThrow().renewal().renewWhenDue()).isTrue();
    now = now.minus(Duration.ofDays(365));
    assertThatThrownBy(() -> served(shown, site)).hasMessageContaining("not valid yet");
    assertThat(process.orElseThrow().renewal().renewWhenDue()).isTrue();
    assertThat(served(shown, site).getNotBefore().toInstant()).isBefore(now);
    assertThat(process.orElseThrow().renewal().renewWhenDue()).isFalse();
  }

  @Test
  void aSiteIsToldTheHourOfItsParentWhenTheClocksKeepThemApart() throws Exception {
    join("s1", "s1");
    assertThat(Hours.remark(vault("s1"), vault("s1").parentCa()).apply(url)).isEmpty();
    Instant off = now.minus(Duration.ofDays(365));
    var wrong = new Vault(new DataDir(root.resolve("s1")), () -> off);
    assertThat(Hours.remark(wrong, wrong.parentCa()).apply(url))
        .startsWith("; the clocks differ: this machine's says " + off + ", that of " + url)
        .contains(" says " + now.toString().substring(0, 4), "; set the wrong one");
    assertThat(Hours.remark(wrong, wrong.parentCa()).apply(URI.create("https://127.0.0.1:1")))
        .isEmpty();
  }

  @Test
  void aClockThatIsAYearOffIsToldWithBothHoursAndTheTokenStaysGood() throws Exception {
    String line = token("s2");
    Instant off = now.minus(Duration.ofDays(365));
    var vault = new Vault(new DataDir(root.resolve("s2")), () -> off);
    assertThatThrownBy(
            () -> Enrolment.join(List.of(url), JoinToken.parse(line), vault, Optional.empty()))
        .isInstanceOf(ConfigRefused.class)
        .hasMessageContaining("the clocks differ: this machine's says " + off)
        .hasMessageContaining("that of " + url + " says " + now.toString().substring(0, 4));
    var right = vault("s2");
    assertThat(
            Enrolment.join(List.of(url), JoinToken.parse(line), right, Optional.empty())
                .answer()
                .text("site"))
        .isEqualTo("s2");
  }
}
