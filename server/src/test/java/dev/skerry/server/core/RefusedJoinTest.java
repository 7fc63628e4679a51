package dev.skerry.server.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.server.config.ConfigRefused;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.config.Driver;
import dev.skerry.server.config.Endpoint;
import dev.skerry.server.config.Pulse;
import dev.skerry.server.config.SiteConfig;
import dev.skerry.server.node.NodeJoin;
import dev.skerry.server.site.SiteJoin;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A join that is refused leaves the machine as it was.
final class RefusedJoinTest {
  private static final SiteJoin.Wishes WISHES =
      new SiteJoin.Wishes(new Endpoint("127.0.0.1", 0), Pulse.DEFAULT, Driver.PROCESS);

  @TempDir Path home;

  @Test
  void theDirectoriesThatWereMadeForItAreTakenAway() throws Exception {
    var core = new Core(home.resolve("core"));
    URI above = core.request("").build().uri();
    String token =
        core.send("POST", "/skerry/v1/tokens", "application/json", "{\"site\":\"s1\"}")
            .json()
            .text("token");
    SiteConfig joined = SiteJoin.join(above, token, new DataDir(home.resolve("s1")), WISHES);
    assertThat(joined.plane().name().value()).isEqualTo("s1");

    var late = new DataDir(home.resolve("sites/late"));
    assertThatThrownBy(() -> SiteJoin.join(above, token, late, WISHES))
        .isInstanceOf(ConfigRefused.class)
        .hasMessageContaining("the token is not known");
    assertThat(home.resolve("sites")).doesNotExist();
    assertThatThrownBy(() -> NodeJoin.join(List.of(above), token, late, Optional.empty()))
        .isInstanceOf(ConfigRefused.class);
    assertThat(home.resolve("sites")).doesNotExist();

    Files.createDirectories(late.root());
    assertThatThrownBy(() -> SiteJoin.join(above, token, late, WISHES))
        .isInstanceOf(ConfigRefused.class);
    assertThat(late.root()).as("it was there before").isEmptyDirectory();
    core.close();
  }
}
