package dev.skerry.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.model.meta.SiteName;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigTest {
  private static final String SITE =
      """
      name: s1
      parent: https://127.0.0.1:7000
      listen: 127.0.0.1:7001
      """;

  @TempDir Path directory;

  private DataDir data() {
    return new DataDir(directory);
  }

  private void site(String text) throws IOException {
    Files.writeString(directory.resolve("site.yaml"), text);
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException, ConfigRefused {
    var core =
        new CoreConfig(
            new PlaneConfig(
                new SiteName("core"),
                new Endpoint("127.0.0.1", 7000),
                List.of("core.example"),
                new Pulse(Duration.ofMillis(500), Duration.ofSeconds(15)),
                new Credentials(
                    Optional.of(Path.of("/etc/skerry/tokens")),
                    "https://core.example:7000",
                    Optional.of(
                        new OidcConfig(
                            URI.create("https://login.example"),
                            "skerry",
                            "email",
                            "",
                            "groups",
                            "oidc:",
                            Optional.of(Path.of("/etc/skerry/login.crt"))))),
                Optional.of(
                    new AuditConfig(
                        Path.of("/var/log/skerry/audit.log"),
                        Optional.of(Path.of("/etc/skerry/audit-policy.yaml")),
                        7,
                        3))));
    core.write(data());
    assertThat(CoreConfig.read(data())).isEqualTo(core);

    var site =
        new SiteConfig(
            new PlaneConfig(
                new SiteName("s1"), new Endpoint("::1", 7001), List.of("::1"), Pulse.DEFAULT),
            URI.create("https://127.0.0.1:7000"),
            NodeConfig.first(new SiteName("s1"), Driver.PROCESS, data()));
    site.write(data());
    assertThat(SiteConfig.read(data())).isEqualTo(site);
  }

  @Test
  void whatIsNotSaidHasADefaultThatIsPrinted() throws IOException, ConfigRefused {
    site(SITE);
    SiteConfig config = SiteConfig.read(data());
    assertThat(config.node().name().value()).isEqualTo("s1-1");
    assertThat(config.text(data()))
        .contains("driver: auto", "heartbeat: \"10s\"", "volumes: " + directory + "/volumes")
        .contains("keys: " + directory + "/pki");
  }

  @Test
  void anIssuerOutsideIsNamedByAnHttpsUrlAndItsNamesGetAPrefix() throws IOException, ConfigRefused {
    site(SITE + "oidc: {issuer: 'https://login.example', clientId: skerry}\n");
    OidcConfig oidc = SiteConfig.read(data()).plane().credentials().oidc().orElseThrow();
    assertThat(oidc.usernameClaim()).isEqualTo("sub");
    assertThat(oidc.usernamePrefix()).isEqualTo("https://login.example#");
    site(SITE + "oidc: {issuer: 'http://login.example', clientId: skerry}\n");
    assertThatThrownBy(() -> SiteConfig.read(data()))
        .hasMessageContaining("site.yaml: oidc: issuer is 'http://login.example', want a URL");
    site(SITE + "oidc: {issuer: 'https://login.example'}\n");
    assertThatThrownBy(() -> SiteConfig.read(data()))
        .hasMessageContaining("site.yaml: oidc: clientId is missing");
  }

  @Test
  void anUnknownKeyIsRefusedByName() throws IOException {
    site(SITE + "hearbeat: 5s\n");
    assertThatThrownBy(() -> SiteConfig.read(data()))
        .isInstanceOf(ConfigRefused.class)
        .hasMessageContaining("site.yaml: hearbeat is not a key here; known are [")
        .hasMessageContaining("heartbeat");
    site(SITE + "node: {driver: process, colour: red}\n");
    assertThatThrownBy(() -> SiteConfig.read(data()))
        .hasMessageContaining("site.yaml: node: colour is not a key here");
  }

  @Test
  void aValueThatMakesNoSenseIsRefusedByKey() throws IOException {
    site(SITE + "silence: soon\n");
    assertThatThrownBy(() -> SiteConfig.read(data()))
        .hasMessageContaining("silence is 'soon', want a duration");
    site(SITE + "silence: 11s\n");
    assertThatThrownBy(() -> SiteConfig.read(data()))
        .hasMessageContaining("at least two heartbeats");
    site(SITE + "node: {driver: magic}\n");
    assertThatThrownBy(() -> SiteConfig.read(data()))
        .hasMessageContaining("node: driver is 'magic', want auto, container or process");
    site(SITE.replace("https:", "http:"));
    assertThatThrownBy(() -> SiteConfig.read(data())).hasMessageContaining("parent");
    site(SITE + "name: s2\n");
    assertThatThrownBy(() -> SiteConfig.read(data())).hasMessageContaining("name is there twice");
  }

  @Test
  void anAuditWithoutALogOrWithWrongNumbersIsRefused() throws IOException, ConfigRefused {
    site(SITE + "audit: {log: /a/b}\n");
    assertThat(SiteConfig.read(data()).plane().audit())
        .contains(new AuditConfig(Path.of("/a/b"), Optional.empty(), 100, 10));
    site(SITE + "audit: {policy: /a/policy}\n");
    assertThatThrownBy(() -> SiteConfig.read(data())).hasMessageContaining("audit: log is missing");
    site(SITE + "audit: {log: /a/b, maxBackups: 0}\n");
    assertThatThrownBy(() -> SiteConfig.read(data()))
        .hasMessageContaining("maxBackups is '0', want a number from 1 to 1000");
    site(SITE + "audit: {log: /a/b, level: Metadata}\n");
    assertThatThrownBy(() -> SiteConfig.read(data()))
        .hasMessageContaining("audit: level is not a key here");
  }

  @Test
  void aMissingFileNamesTheCommandThatMakesIt() {
    assertThatThrownBy(() -> CoreConfig.read(data()))
        .hasMessageContaining("core.yaml; first: skerry core init --data " + directory);
  }
}
